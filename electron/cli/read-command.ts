// `netloupe read`: prints what a capture says, as tshark prints it, while it reads.
import { existsSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { moreBytes, openCapturePath, type OpenedPath } from '../capture/open-capture-path';
import { readHostNames } from '../capture/read-host-names';
import { isSameFile } from '../capture/same-file';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import type { FrameBytes } from '../../shared/dissect/dissector';
import { TSHARK_OPTIONS, type DissectOptions } from '../../shared/dissect/frame-context';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import type { FormSettings, FrameForm } from '../../shared/export/forms/frame-form';
import { maskedFrame } from '../../shared/export/masked-values';
import { ProblemError } from '../../shared/problem';
import type { NameWishes } from '../../shared/session/name-book';
import { Session } from '../../shared/session/session';
import { FrameFilter, mayShow } from '../../shared/session/filtered-frames';
import type { Expression } from '../../shared/filter/expression';
import { decodeRule } from './decode-as';
import { displayFilter } from './display-filter';
import { FAILED } from './exit-status';
import { nameNote, nameWishes } from './name-flags';
import { FilterError, helpText, parseOptions, PRINT_OPTIONS, READ_OPTIONS, UsageError, type Parsed, type ParsedWords } from './options';
import { Output } from './output';
import { exportObjects, objectsFolder } from './export-objects';
import { COLUMN_PREFERENCE, formOf, printedForm, type PrintedForm } from './printed-form';
import { listTaps, runTaps, tapOf, type Tap } from './taps';
import { FrameSet } from '../../shared/session/frame-set';
import { writeFrames, writeTarget, type WriteTarget } from './write-frames';
import { zoneMinutes } from '../engine/zone';

const USAGE = 'netloupe read -r FILE [options] [FILTER]: print the frames of a capture; words behind the options are a display filter';
const EXTENSIONS: Readonly<Record<string, string>> = { text: 'txt', fields: 'tsv', csv: 'csv', json: 'json', jsonraw: 'json', ek: 'json', pdml: 'xml', psml: 'xml', carrays: 'c' };

type PrintFrame = (number: number, source: () => FrameBytes) => void;

export interface ReadJob {
  readonly settings: FormSettings;
  readonly form: PrintedForm;
  readonly limit: number;
  readonly names: NameWishes | null;
  readonly masks: boolean;
  /** Display filters that a frame must pass, one after the other. */
  readonly filters: readonly Expression[];
  /** All frames are read before the first is printed. */
  readonly twoPasses: boolean;
  /** Where the frames are written to as a capture; null = they are printed. */
  readonly write: WriteTarget | null;
  /** No frame is printed. */
  readonly quiet: boolean;
  /** Each frame is written as soon as it is printed. */
  readonly atOnce: boolean;
  /** What is printed behind the frames. */
  readonly taps: readonly Tap[];
  /** Where objects of HTTP are written to; null = nowhere. */
  readonly objects: string | null;
}

/** @returns exit status: 0, FAILED where a file could not be read to its end */
export async function readCommand(args: readonly string[]): Promise<number> {
  const options = parseOptions(READ_OPTIONS, args);
  if (options.help.length > 0) {
    process.stdout.write(helpText(USAGE, READ_OPTIONS));
    return 0;
  }
  if (options.statistic.includes('help')) {
    process.stdout.write(listTaps());
    return 0;
  }
  if (options.interface.length > 0) throw new UsageError('read takes captures that are there; a live capture is netloupe capture -i IF');
  const outDir = options.outDir.at(-1);
  const { files, filter } = wordsBehind(options);
  if (files.length === 0) throw new UsageError('which capture? -r FILE');
  if (files.length > 1 && outDir === undefined) throw new UsageError('several -r files need --out-dir DIR');
  const registry = new Registry(PROTOCOLS);
  registry.decodeAs(options.decodeAs.map((text) => decodeRule(text, registry)));
  const job = filteredJob(filter === undefined ? options : { ...options, filter: [filter] }, registry);
  refuseToWriteOver(files, job);
  const note = nameNote(job.names);
  if (note !== '' && options.onlyErrors.length === 0) process.stderr.write(`netloupe: ${note}\n`);
  let status = 0;
  for (const file of files) {
    const output = (): Output => (outDir === undefined ? new Output(1) : outputFor(file, outDir, options, job));
    if (!(await readOne(file, registry, job, output))) status = FAILED;
  }
  return status;
}

/**
 * The words behind the options: a display filter where -r says the capture, as tshark has it; otherwise captures.
 * @throws UsageError there is -Y too
 */
function wordsBehind({ read, rest, outDir, filter }: Parsed<typeof READ_OPTIONS> & ParsedWords): { files: readonly string[]; filter?: string } {
  if (read.length === 0 || rest.length === 0 || outDir.length > 0 || rest.some((word) => existsSync(word))) return { files: [...read, ...rest] };
  if (filter.length > 0) throw new UsageError(`a display filter is given with -Y and as words behind the options: ${rest.join(' ')}`);
  return { files: read, filter: rest.join(' ') };
}

function filteredJob(options: Parsed<typeof READ_OPTIONS>, registry: Registry): ReadJob {
  const twoPasses = options.twoPasses.length > 0;
  if (options.readFilter.length > 0 && !twoPasses) throw new UsageError('-R needs -2; for one pass there is -Y');
  const filters = [options.readFilter.at(-1), options.filter.at(-1)].flatMap((text) => (text === undefined ? [] : displayFilter(text, registry, FilterError) ?? []));
  const job = readJob(options, registry, options.count.at(-1));
  const write = job.form.path === '' ? writeTarget(options.write.at(-1), options.fileType.at(-1)) : null;
  const taps = options.statistic.map((text) => tapOf(text, registry));
  const objects = objectsFolder(options.exportObjects.at(-1));
  return { ...job, atOnce: options.lineBuffered.length > 0, filters, objects, twoPasses, quiet: options.quiet.length > 0 || (write !== null && options.print.length === 0), write, taps };
}

/** @throws UsageError */
function refuseToWriteOver(files: readonly string[], { write, masks, form }: ReadJob): void {
  const path = write?.path ?? form.path;
  if (path === '') return;
  if (files.length > 1) throw new UsageError('-w writes the frames of one capture');
  if (masks && write !== null) throw new UsageError('-w writes frames as they are: --mask-secrets changes only what is printed');
  if (path !== '-' && isSameFile(path, files[0]!)) throw new UsageError(`${path} is the capture that is read: -w needs another file`);
}

function outputFor(file: string, outDir: string, options: Parsed<typeof READ_OPTIONS>, job: ReadJob): Output {
  const root = options.outRoot.at(-1);
  const name = root === undefined ? basename(file) : relative(root, file);
  const path = join(outDir, `${name}.${EXTENSIONS[job.form.type] ?? 'txt'}`);
  return Output.toFile(path);
}

/** False when the capture could not be read to its end; what could be read is printed. A capture that cannot be opened makes no output. */
async function readOne(path: string, registry: Registry, job: ReadJob, output: () => Output): Promise<boolean> {
  const made: Output[] = [];
  try {
    const opened = await openCapturePath(path);
    try {
      await printOpened(opened, registry, job, () => {
        made.push(output());
        return made[0]!;
      }, path);
      return true;
    } finally {
      opened.close();
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    made[0]?.flush();
    process.stderr.write(`netloupe: ${error.problem.message} (${error.problem.code})\n`);
    return false;
  } finally {
    made[0]?.close();
  }
}

/** @returns frames that were read @throws ProblemError what is wrong with the capture, after what could be read was printed */
export async function printOpened(opened: OpenedPath, registry: Registry, job: ReadJob, output: () => Output, capture = opened.name): Promise<number> {
  const session = new Session(openCaptureFile(opened.source, opened.name), registry, { zoneMinutes, hostNames: readHostNames });
  const out = output();
  const printer = formOf(job.form, session, out, withNames(job, session).settings, capture);
  if (!job.quiet) printer.begin();
  const chosen = new FrameSet();
  const whole = await printAll(session, opened, printer, job, out, chosen);
  if (!job.quiet) printer.end();
  out.flush();
  const problem = whole ? (opened.failure() ?? session.finish()) : null;
  // Of a file that ends or is damaged in its first block there is nothing to write.
  if (job.write !== null && session.reader.scanner.sections.length > 0) await writeFrames(session, job.write, chosen);
  printTaps(session, job, out);
  if (job.objects !== null) await exportObjects(session, Math.min(job.limit, session.store.count), job.objects);
  if (problem) throw new ProblemError(problem);
  return session.store.count;
}

/** False when the limit ended it before the file did. */
async function printAll(session: Session, opened: OpenedPath, printer: FrameForm, job: ReadJob, out: Output, chosen: FrameSet): Promise<boolean> {
  const { limit, names } = job;
  const print = atOnce(framePrint(session, printer, job, chosen), job, out);
  let read = 0;
  if (job.twoPasses) return printTwice(session, opened, job, print);
  for (;;) {
    if (!session.step()) {
      // What is there is shown before more is waited for.
      if (opened.isLive()) out.flush();
      if (!(await moreBytes(opened))) return true;
      continue;
    }
    session.names(names);
    const batch = session.lastBatch;
    lendBatch(session);
    if (!job.quiet || job.write !== null) session.settleUpTo(session.store.count);
    for (let i = 0; i < batch.count; i++) {
      if (read === limit) return false;
      read++;
      print(read, () => session.view.frameBytes(read, batch.run, batch.start[i]!));
    }
    if (read === limit) return false;
  }
}

/** What is in memory of the file is not read once more by who looks at TCP segments together. */
function lendBatch({ near, lastBatch: { count, run, start, caplen, position } }: Session): void {
  near.takeBack();
  if (count === 0) return;
  const [first, last] = [start[0]!, count - 1];
  near.lend(run.subarray(first, start[last]! + caplen[last]!), position[0]!);
}

/** With -l, what was printed of a frame is written before the next is read. */
function atOnce(print: PrintFrame, job: ReadJob, out: Output): PrintFrame {
  if (!job.atOnce) return print;
  return (number, source) => {
    print(number, source);
    out.flush();
  };
}

/** What the capture says as a whole, as far as it could be read. */
function printTaps(session: Session, { taps, limit, settings }: ReadJob, out: Output): void {
  if (taps.length === 0) return;
  session.finish();
  session.settleUpTo(session.store.count);
  runTaps(taps, session, Math.min(limit, session.store.count), settings.dissect, out);
  out.flush();
}

/** Every frame knows of those behind it. */
async function printTwice(session: Session, opened: OpenedPath, { limit, names }: ReadJob, print: PrintFrame): Promise<boolean> {
  while (session.store.count < limit && (session.step() || (await moreBytes(opened))));
  session.finish();
  session.names(names);
  const last = Math.min(limit, session.store.count);
  for (let number = 1; number <= last; number++) print(number, () => session.frame(number));
  return session.store.count < limit;
}

/** Prints a frame that the filters show. */
function framePrint(session: Session, printer: FrameForm, { filters, masks, settings, quiet, write }: ReadJob, chosen: FrameSet): PrintFrame {
  if (quiet && write === null) return () => undefined;
  const { view, registry } = session;
  const tests = filters.map((filter) => new FrameFilter(registry, session, filter));
  if (tests.length > 0) view.showed(0);
  const dissect = { ...settings.dissect, names: null };
  return (number, bytes) => {
    if (!mayShow(tests, number)) return;
    const source = bytes();
    if (!tests.every((test) => test.shows(number, source, dissect))) return;
    if (write !== null) chosen.add(number, number);
    if (!quiet) printer.frame(number, masks ? maskedFrame(number, source, view, registry) : source);
    if (tests.length > 0) view.showed(number);
  };
}

/** The names that the printer asks for grow while the capture is read. */
function withNames(job: ReadJob, session: Session): ReadJob {
  return { ...job, settings: { ...job.settings, dissect: { ...job.settings.dissect, names: session.names(job.names) } } };
}

/** @param count how many frames to print, as it was typed */
export function readJob(options: Parsed<typeof PRINT_OPTIONS>, registry: Registry, count?: string): ReadJob {
  const limit = count === undefined ? Number.POSITIVE_INFINITY : Number(count);
  if (!(limit >= 1)) throw new UsageError(`-c ${count}: a number from 1 on`);
  const names = nameWishes(options.names.at(-1));
  const masks = options.maskSecrets.length > 0;
  const dissect = dissectOptions(options.preference);
  const settings = { time: { format: timeFormat(options.timeFormat.at(-1) ?? 'r'), digits: -1, zoneMinutes, inHours: hoursWished(options.secondsForm.at(-1)) }, dissect: masks ? { ...dissect, verifyChecksums: false } : dissect };
  return { settings, form: printedForm(options, registry), limit, names, masks, filters: [], twoPasses: false, quiet: false, atOnce: false, write: null, taps: [], objects: null };
}

function hoursWished(form = 's'): boolean {
  if (form !== 's' && form !== 'hms') throw new UsageError(`-u ${form}: s or hms`);
  return form === 'hms';
}

function timeFormat(name: string): FormSettings['time']['format'] {
  const formats: Readonly<Record<string, FormSettings['time']['format']>> = {
    r: 'relative', a: 'local', ad: 'localDate', d: 'delta', dd: 'deltaDisplayed', e: 'epoch', u: 'utc', ud: 'utcDate',
  };
  const format = formats[name];
  if (format === undefined) throw new UsageError(`-t ${name}: one of ${Object.keys(formats).join(' ')}`);
  return format;
}

function dissectOptions(preferences: readonly string[]): DissectOptions {
  let result: DissectOptions = TSHARK_OPTIONS;
  for (const preference of preferences) {
    const at = preference.indexOf(':');
    const [name, on] = [preference.slice(0, at), preference.slice(at + 1).trim().toUpperCase() === 'TRUE'];
    if (preference.startsWith(COLUMN_PREFERENCE)) continue;
    if (name === 'tcp.relative_sequence_numbers') result = { ...result, relativeSequence: on };
    else if (name === 'ip.check_checksum' || name === 'tcp.check_checksum' || name === 'udp.check_checksum' || name === 'sctp.checksum') result = { ...result, verifyChecksums: on };
    else throw new UsageError(`-o ${preference}: that preference is not known`);
  }
  return result;
}
