// `netloupe filter -r FILE --each LIST`: many display filters over one capture, which is opened once.
import { readFileSync } from 'node:fs';
import { moreBytes, openCapturePath } from '../capture/open-capture-path';
import { readHostNames } from '../capture/read-host-names';
import { findBytes } from '../engine/find-bytes';
import { zoneMinutes } from '../engine/zone';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { TSHARK_OPTIONS } from '../../shared/dissect/frame-context';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import type { Expression } from '../../shared/filter/expression';
import { applyFix } from '../../shared/filter/filter-problem';
import { problemSentence } from '../../shared/filter/problem-sentence';
import { ProblemError } from '../../shared/problem';
import { framesFound, rangesText } from '../../shared/session/filtered-frames';
import { Session } from '../../shared/session/session';
import { checked } from './display-filter';
import { FAILED } from './exit-status';
import { printable } from './filter-marks';
import { UsageError } from './options';
import { Output } from './output';

/** @returns exit status: 0, FAILED where the capture could not be read to its end */
export async function eachFilter(path: string | undefined, list: string, selected = '0'): Promise<number> {
  if (path === undefined) throw new UsageError('which capture? -r FILE');
  if (!/^\d+$/.test(selected)) throw new UsageError(`--selected ${selected}: a frame number`);
  const filters = filtersOf(list);
  const registry = new Registry(PROTOCOLS);
  const results = filters.map((text) => ({ text, check: checked(text, registry) }));
  const valid = results.flatMap(({ check }): Expression[] => (check.state === 'valid' ? [check.expression] : []));
  try {
    const opened = await openCapturePath(path);
    try {
      const session = new Session(openCaptureFile(opened.source, opened.name), registry, { zoneMinutes, hostNames: readHostNames });
      do while (session.step()); while (await moreBytes(opened));
      const problem = opened.failure() ?? session.finish();
      const number = Math.min(Number(selected), session.store.count);
      print(results, valid.map((filter) => framesFound(session, filter, TSHARK_OPTIONS, findBytes, number)));
      if (problem) throw new ProblemError(problem);
      return 0;
    } finally {
      opened.close();
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    process.stderr.write(`netloupe: ${error.problem.message} (${error.problem.code})\n`);
    return FAILED;
  }
}

function filtersOf(list: string): string[] {
  let text: string;
  try {
    text = readFileSync(list === '-' ? 0 : list, 'utf8');
  } catch (error) {
    throw new UsageError(`${list} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
}

function print(results: readonly { text: string; check: ReturnType<typeof checked> }[], shown: readonly number[][]): void {
  const out = new Output(1);
  let next = 0;
  for (const { text, check } of results) {
    if (check.state === 'invalid') {
      const [fix] = check.problem.fixes;
      const hint = fix === undefined ? '' : ` Try: ${applyFix(text, fix)}`;
      out.write(`${[text, 'invalid', '', printable(problemSentence(check.problem) + hint)].join('\t')}\n`);
      continue;
    }
    const frames = shown[next++] ?? [];
    out.write(`${[text, 'ok', frames.length, rangesText(frames)].join('\t')}\n`);
  }
  out.flush();
}
