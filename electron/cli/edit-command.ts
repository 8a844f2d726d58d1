// `netloupe edit` and `netloupe merge`: captures written anew, as editcap and mergecap do it.
import { NO_EDIT, type EditPlan } from '../../shared/capture-edit/edit-plan';
import type { EditInput } from '../../shared/capture-edit/edit-run';
import type { LostBytes } from '../../shared/capture-edit/edited-frame';
import type { WrittenForm } from '../../shared/capture-edit/edited-writer';
import { openCaptureFile, type CaptureFile } from '../../shared/capture-file/capture-file';
import { damageProblem } from '../../shared/capture-file/damage';
import { ProblemError } from '../../shared/problem';
import { editCapture, editedChunks, type EditJob, type EditResult } from '../capture/edit-capture';
import { moreBytes, openCapturePath, type OpenedPath } from '../capture/open-capture-path';
import { isSameFile } from '../capture/same-file';
import { EDIT_OPTIONS, editPlan, frameComments, splitRule, whole } from './edit-options';
import { FAILED } from './exit-status';
import { injectedSecrets } from './injected-secrets';
import { helpText, parseOptions, UsageError, type OptionSpec } from './options';
import { Output } from './output';
import { writeTarget } from './write-frames';

const EDIT_USAGE = 'netloupe edit [options] IN OUT [FRAME[-FRAME] …]: write a capture anew, without frames that are named, or changed';
const MERGE_USAGE = 'netloupe merge [options] -w OUT FILE …: write several captures as one, in the order of their times';

export const MERGE_OPTIONS = {
  write: { names: ['-w'], argument: 'FILE', help: 'the capture that is written; - for standard output; gzip where the name ends in .gz' },
  append: { names: ['-a'], argument: '', help: 'one capture behind the other, whatever their times' },
  interfaces: { names: ['-I'], argument: 'none|all|any', help: 'which interfaces become one: none; all, where the captures have the same ones (default); any two that say the same' },
  snaplen: { names: ['-s'], argument: 'N', help: 'keep at most N bytes of each frame' },
  fileType: { names: ['-F'], argument: 'pcapng|pcap|nsecpcap', help: 'form of the file (default pcapng)' },
  verbose: { names: ['-V'], argument: '', help: 'say what was done' },
  help: { names: ['-h', '--help'], argument: '', help: 'print this help' },
} as const satisfies Record<string, OptionSpec>;

/** @returns exit status: 0, FAILED where a capture could not be read to its end or nothing be written */
export async function editCommand(args: readonly string[]): Promise<number> {
  const options = parseOptions(EDIT_OPTIONS, args);
  if (options.help.length > 0) return printHelp(helpText(EDIT_USAGE, EDIT_OPTIONS));
  const [from, to, ...ranges] = options.rest;
  if (from === undefined || to === undefined) throw new UsageError('which capture, and what is written? netloupe edit [options] IN OUT');
  const plan = editPlan(options, ranges);
  const comments = frameComments(options.comment);
  const isFiner = [plan.shift, plan.strict?.step].some((time) => time && time.nanos % 1000 !== 0);
  const captureComments = (file: CaptureFile): readonly string[] | null =>
    options.captureComment.length + options.discardComments.length === 0 ? null : [...(options.discardComments.length > 0 ? [] : file.state.sections.flatMap((each) => each.comments)), ...options.captureComment];
  const form = writtenForm(to, options.fileType.at(-1));
  if (options.secrets.length > 0 && form.format === 'pcap') throw new UsageError('--inject-secrets: only a pcapng file holds secrets');
  if (plan.damage !== null && options.seed.length === 0) say(`--seed ${plan.damage.seed}`);
  return withInputs([from], (inputs) => runEdit({
    inputs,
    options: { order: 'append', plan, resumes: options.repair.length > 0, commentsOf: (_, number) => (comments.has(number) ? [comments.get(number)!] : undefined) },
    form: { ...form, finer: isFiner, dropsSecrets: options.discardSecrets.length > 0, secrets: injectedSecrets(options.secrets), linktype: plan.linktype, comments: captureComments(inputs[0]!.file) },
    split: splitRule(options), path: to, gzip: to.endsWith('.gz'), checkPath: refuseInputs([from]),
  }, options.verbose.length > 0));
}

export async function mergeCommand(args: readonly string[]): Promise<number> {
  const options = parseOptions(MERGE_OPTIONS, args);
  if (options.help.length > 0) return printHelp(helpText(MERGE_USAGE, MERGE_OPTIONS));
  const to = options.write.at(-1);
  if (to === undefined || options.rest.length === 0) throw new UsageError('which captures, and what is written? netloupe merge -w OUT FILE …');
  const snaplen = options.snaplen.length === 0 ? 0 : whole('-s', options.snaplen.at(-1)!, 1);
  const sharedInterfaces = options.interfaces.at(-1) ?? 'all';
  if (sharedInterfaces !== 'none' && sharedInterfaces !== 'all' && sharedInterfaces !== 'any') throw new UsageError(`-I ${sharedInterfaces}: none, all or any`);
  return withInputs(options.rest, (inputs) => runEdit({
    inputs,
    options: { order: options.append.length > 0 ? 'append' : 'merge', plan: { ...NO_EDIT, snaplen }, resumes: false },
    form: { ...writtenForm(to, options.fileType.at(-1)), sharedInterfaces }, split: null, path: to, gzip: to.endsWith('.gz'), checkPath: refuseInputs(options.rest),
  }, options.verbose.length > 0));
}

function printHelp(text: string): number {
  process.stdout.write(text);
  return 0;
}

function writtenForm(path: string, fileType: string | undefined): WrittenForm {
  const { format, nanosecondTimes } = writeTarget(path, fileType)!;
  return { format: format.startsWith('pcapng') ? 'pcapng' : 'pcap', nanosecondTimes: format.startsWith('pcapng') ? null : nanosecondTimes, finer: false, dropsSecrets: false, secrets: [], sharedInterfaces: 'all', linktype: null, comments: null };
}

function refuseInputs(inputs: readonly string[]): (path: string) => void {
  return (path) => {
    if (path !== '-' && inputs.some((input) => input !== '-' && isSameFile(input, path))) throw new UsageError(`${path} is a capture that is read: write to another file`);
  };
}

async function withInputs(paths: readonly string[], run: (inputs: readonly EditInput[]) => Promise<number>): Promise<number> {
  const opened: OpenedPath[] = [];
  try {
    const inputs: EditInput[] = [];
    for (const path of paths) {
      const one = await openCapturePath(path);
      opened.push(one);
      while (await moreBytes(one));
      inputs.push({ file: openCaptureFile(one.source, one.name) });
    }
    return await run(inputs);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    say(`${error.problem.message} (${error.problem.code})`);
    return FAILED;
  } finally {
    for (const one of opened) one.close();
  }
}

async function runEdit(job: EditJob, isVerbose: boolean): Promise<number> {
  const { files, counts, lost } = job.path === '-' ? await toStandardOutput(job) : await editCapture(job);
  if (isVerbose) {
    for (const { path, frames, size } of files) say(`${path}: ${frames} frames, ${size} bytes`);
    if (job.options.order === 'merge' || job.inputs.length > 1) say('merging complete');
    say(`${counts.read} frames read; ${counts.left} left out, ${counts.duplicates} duplicates, ${counts.cut} cut, ${counts.timesSet} times set`);
  }
  if (job.options.plan.duplicates !== null) process.stderr.write(duplicatesText(job.options.plan, job.options.plan.duplicates, counts));
  const troubles = lost.flatMap((all, i) => all.map((each) => lostText(each, job.inputs[i]!.file.name)));
  for (const text of troubles) say(text);
  return troubles.length > 0 && !job.options.resumes ? FAILED : 0;
}

/** As editcap says it, for scripts that look for it. Behind the last frame that is kept by its number it has seen none. */
function duplicatesText({ ranges, rangesMean }: EditPlan, { frames, within }: NonNullable<EditPlan['duplicates']>, { read, duplicates }: EditResult['counts']): string {
  const seen = ranges !== null && rangesMean === 'keep' ? Math.min(read, Math.max(...ranges.map(([, last]) => last))) : read;
  const packets = (count: number): string => `${count} packet${count === 1 ? '' : 's'}`;
  const window = within === null ? `window of ${frames} packets` : `time window equal to or less than ${within.seconds}.${`${within.nanos}`.padStart(9, '0')} seconds`;
  return `${packets(seen)} seen, ${packets(duplicates)} skipped with duplicate ${window}.\n`;
}

async function toStandardOutput(job: EditJob): Promise<EditResult> {
  if (job.split !== null) throw new UsageError('several files need a name');
  const { chunks, run } = editedChunks(job);
  const out = new Output(1);
  for await (const chunk of chunks) out.writeBytes(chunk);
  return { files: [], counts: run.steps.counts, lost: run.streams.map(({ lost }) => lost) };
}

/** What was lost, and how it goes on. */
export function lostText({ damage, skipped, framesBefore }: LostBytes, name: string): string {
  const { message, code } = damageProblem({ ...damage, frames: framesBefore }, name);
  const then = skipped === null ? 'What is behind it is lost.' : `${skipped} bytes were skipped; frame ${framesBefore + 1} is the next that is whole.`;
  return `${message} ${then} (${code})`;
}

const say = (text: string): boolean => process.stderr.write(`netloupe: ${text}\n`);
