// `netloupe report`: a capture as one HTML page without script, for whoever has no analyser.
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import { ProblemError } from '../../shared/problem';
import { Session } from '../../shared/session/session';
import { moreBytes, openCapturePath, type OpenedPath } from '../capture/open-capture-path';
import { isSameFile } from '../capture/same-file';
import { writeWhole } from '../capture/write-whole';
import { reportPage } from '../engine/shared-capture';
import { zoneMinutes } from '../engine/zone';
import { whole } from './edit-options';
import { FAILED } from './exit-status';
import { helpText, parseOptions, UsageError, type OptionSpec } from './options';
import { Output } from './output';

const USAGE = 'netloupe report -r FILE -o OUT.html [--stream N …]: a capture as one HTML page: summary, protocols, conversations, findings, diagrams';

export const REPORT_OPTIONS = {
  read: { names: ['-r'], argument: 'FILE', help: 'the capture; - for standard input' },
  write: { names: ['-o'], argument: 'OUT.html', help: 'the page; - for standard output' },
  stream: { names: ['--stream'], argument: 'N', help: 'draw the diagram of this TCP stream (tcp.stream)', many: true },
  help: { names: ['-h', '--help'], argument: '', help: 'print this help' },
} as const satisfies Record<string, OptionSpec>;

/** @returns exit status: 0, FAILED where the capture could not be read to its end or nothing be written */
export async function reportCommand(args: readonly string[]): Promise<number> {
  const options = parseOptions(REPORT_OPTIONS, args);
  if (options.help.length > 0) {
    process.stdout.write(helpText(USAGE, REPORT_OPTIONS));
    return 0;
  }
  const [from, to] = [options.read.at(-1) ?? options.rest[0], options.write.at(-1) ?? options.rest[1]];
  if (from === undefined || to === undefined) throw new UsageError('which capture, and what is written? -r FILE -o OUT.html');
  if (to !== '-' && from !== '-' && isSameFile(from, to)) throw new UsageError(`${to} is the capture that is read: write to another file`);
  const streams = options.stream.map((text) => whole('--stream', text, 0));
  try {
    const opened = await openCapturePath(from);
    try {
      return await report(opened, to, streams);
    } finally {
      opened.close();
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    process.stderr.write(`netloupe: ${error.problem.message} (${error.problem.code})\n`);
    return FAILED;
  }
}

async function report(opened: OpenedPath, to: string, streams: readonly number[]): Promise<number> {
  const session = new Session(openCaptureFile(opened.source, opened.name), new Registry(PROTOCOLS), { zoneMinutes });
  while (session.step() || (await moreBytes(opened)));
  const trouble = session.finish();
  session.settleUpTo(session.store.count);
  const page = await reportPage(session, streams, trouble?.message ?? '');
  if (to === '-') new Output(1).writeBytes(page);
  else await writeWhole(to, once(page));
  if (trouble) process.stderr.write(`netloupe: ${trouble.message} (${trouble.code})\n`);
  return trouble ? FAILED : 0;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}
