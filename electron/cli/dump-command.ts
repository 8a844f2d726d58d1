// `netloupe dump`: packets as tcpdump prints them, from a file or live, with tcpdump's options.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCapturePath, type OpenedPath } from '../capture/open-capture-path';
import { linktype } from '../../shared/frame/linktype';
import { MAX_SNAPLEN } from '../../shared/live/capture-options';
import { ProblemError } from '../../shared/problem';
import { DumpState } from '../../shared/tcpdump/dump-state';
import type { TextOptions } from '../../shared/tcpdump/text-options';
import { printAbilities } from './dump-abilities';
import { DumpFiles } from './dump-files';
import { DumpFilter, FilterRefused, printProgram } from './dump-filter';
import { liveDump } from './dump-live';
import { DUMP_OPTIONS, positive, refuseMissing, textOptions, wantsNanos, type DumpWords } from './dump-options';
import { dumpOpened, type DumpJob } from './dump-run';
import { helpText, parseOptions, UsageError } from './options';
import { Output, PipeClosed } from './output';
import { printInterfaces } from './dump-interfaces';

declare const NETLOUPE_VERSION: string | undefined;

const USAGE = 'netloupe dump -r FILE | -i IF [options] [FILTER]: print packets as tcpdump does; options and capture filters are those of tcpdump(1)';

/** @returns exit status: 0, 1 where the capture is damaged or cannot be read */
export async function dumpCommand(args: readonly string[]): Promise<number> {
  const words = parseOptions(DUMP_OPTIONS, args);
  if (words.help.length > 0) {
    process.stdout.write(helpText(USAGE, DUMP_OPTIONS));
    return 0;
  }
  if (words.version.length > 0) {
    process.stdout.write(`netloupe ${typeof NETLOUPE_VERSION === 'string' ? NETLOUPE_VERSION : 'development'}: the text of tcpdump 4.99.3\n`);
    return 0;
  }
  refuseMissing(words);
  if (words.listInterfaces.length > 0) return printInterfaces();
  if (words.listLinktypes.length > 0 || words.listTimestampTypes.length > 0) return printAbilities(words);
  if (words.undocumented.length > 0) process.stderr.write('netloupe: -a is undocumented in tcpdump and changes nothing\n');
  const filter = filterText(words);
  if (words.program.length > 0) return printProgram(words, filter);
  const job = jobOf(words, filter);
  try {
    return words.read.length > 0 || words.fileList.length > 0 ? await dumpFiles(words, job) : await live(words, job);
  } catch (error) {
    if (!(error instanceof FilterRefused)) throw error;
    process.stderr.write(`netloupe: ${error.message}\n`);
    return 1;
  } finally {
    job.files?.close();
  }
}

/** @throws UsageError */
function filterText(words: DumpWords): string {
  const file = words.filterFile.at(-1);
  if (file === undefined) return words.rest.join(' ');
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').replace(/#.*/g, '').replace(/\s+/g, ' ').trim();
  } catch (error) {
    throw new UsageError(`can't open ${file}: ${(error as NodeJS.ErrnoException).code ?? 'not readable'}`);
  }
}

function jobOf(words: DumpWords, filter: string): DumpJob {
  const path = words.write.at(-1);
  const options: TextOptions = textOptions(words);
  const snaplen = Number(words.snaplen.at(-1) ?? 0) || MAX_SNAPLEN;
  if (!Number.isInteger(snaplen) || snaplen < 0 || snaplen > MAX_SNAPLEN) throw new UsageError(`invalid snaplen ${words.snaplen.at(-1)!}`);
  const files = path === undefined ? null : {
    path, inputs: inputsOf(words), nanos: wantsNanos(words), flushEach: words.packetBuffered.length > 0, bytes: (positive(words.fileBytes.at(-1), 'file size') ?? 0) * 1_000_000,
    seconds: positive(words.fileSeconds.at(-1), 'number of seconds') ?? 0, files: positive(words.fileCount.at(-1), 'number of output files') ?? 0, command: words.afterFile.at(-1) ?? '',
  };
  return {
    options, state: new DumpState(), limit: positive(words.count.at(-1), 'packet count') ?? Number.POSITIVE_INFINITY, filter: new DumpFilter(filter),
    print: path === undefined || words.print.length > 0, countOnly: words.countOnly.length > 0,
    filesOf: files === null ? null : (fileSnaplen) => new DumpFiles({ ...files, snaplen: fileSnaplen }), files: null,
    out: new Output(1), flushEach: words.lineBuffered.length > 0 || process.stdout.isTTY, snaplen, taken: 0, seen: 0,
  };
}

/** The files of -r and -V that are known before anything is read. */
function inputsOf(words: DumpWords): string[] {
  const list = words.fileList.at(-1);
  return list === undefined || list === '-' ? [...words.read] : listedIn(list);
}

function listedIn(list: string): string[] {
  return readFileSync(list === '-' ? 0 : list, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line !== '');
}

async function dumpFiles(words: DumpWords, job: DumpJob): Promise<number> {
  const list = words.fileList.at(-1);
  let status = 0;
  for (const path of list === undefined ? [words.read.at(-1)!] : listedIn(list)) {
    if (job.taken >= job.limit) break;
    if (!(await dumpPath(path, job))) status = 1;
  }
  if (job.countOnly) job.out.write(`${job.taken} packet${job.taken === 1 ? '' : 's'}\n`);
  job.out.flush();
  return status;
}

/** False where it could not be read to its end. */
async function dumpPath(path: string, job: DumpJob): Promise<boolean> {
  let opened: OpenedPath | null = null;
  try {
    opened = await openCapturePath(path);
    await dumpOpened(opened, job, ({ link, snaplen }) => {
      const known = linktype(link);
      process.stderr.write(`reading from file ${path}, link-type ${known.name} (${known.description}), snapshot length ${snaplen}\n`);
    });
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    job.out.flush();
    process.stderr.write(`netloupe: ${error.problem.message} (${error.problem.code})\n`);
    return false;
  } finally {
    opened?.close();
  }
}

async function live(words: DumpWords, job: DumpJob): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-'));
  try {
    return await liveDump(words, job, join(folder, 'capture.pcapng'));
  } catch (error) {
    if (error instanceof PipeClosed) return 0;
    if (!(error instanceof ProblemError)) throw error;
    process.stderr.write(`netloupe: ${error.problem.message} (${error.problem.code})\n`);
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
