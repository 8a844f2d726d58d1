// `netloupe anonymise`: a capture that can be shared, without its addresses and payload; says what was changed and what may remain.
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import { reportLines } from '../../shared/export/anonymised-capture';
import type { PayloadRule } from '../../shared/export/anonymised-frame';
import { ProblemError } from '../../shared/problem';
import { Session } from '../../shared/session/session';
import { moreBytes, openCapturePath, type OpenedPath } from '../capture/open-capture-path';
import { isSameFile } from '../capture/same-file';
import { anonymisedCapture, writeAnonymised } from '../engine/shared-capture';
import { zoneMinutes } from '../engine/zone';
import { FAILED } from './exit-status';
import { helpText, parseOptions, UsageError, type OptionSpec } from './options';
import { Output } from './output';
import { writeTarget, type WriteTarget } from './write-frames';

const USAGE = 'netloupe anonymise -r FILE -w OUT [options]: write a capture that can be shared: other addresses, no payload';

export const ANONYMISE_OPTIONS = {
  read: { names: ['-r'], argument: 'FILE', help: 'the capture; - for standard input' },
  write: { names: ['-w'], argument: 'OUT', help: 'the capture that is written; - for standard output; gzip where the name ends in .gz' },
  fileType: { names: ['-F'], argument: 'pcapng|pcap', help: 'form of the file (default pcapng)' },
  key: { names: ['--key'], argument: 'TEXT', help: 'the same key makes the same addresses of the same ones; without it they cannot be found again' },
  payload: { names: ['--payload'], argument: 'mask|cut|keep', help: 'bytes behind TCP and UDP headers: zeros (default), cut off, or kept' },
  keepMaker: { names: ['--keep-oui'], argument: '', help: 'keep who made a network card (the first three octets of its address)' },
  keepComments: { names: ['--keep-comments'], argument: '', help: 'keep the comments of frames' },
  quiet: { names: ['-q'], argument: '', help: 'do not say what was changed' },
  help: { names: ['-h', '--help'], argument: '', help: 'print this help' },
} as const satisfies Record<string, OptionSpec>;

/** @returns exit status: 0, FAILED where the capture could not be read to its end or nothing be written */
export async function anonymiseCommand(args: readonly string[]): Promise<number> {
  const options = parseOptions(ANONYMISE_OPTIONS, args);
  if (options.help.length > 0) {
    process.stdout.write(helpText(USAGE, ANONYMISE_OPTIONS));
    return 0;
  }
  const [from, to] = [options.read.at(-1) ?? options.rest[0], options.write.at(-1) ?? options.rest[1]];
  if (from === undefined || to === undefined) throw new UsageError('which capture, and what is written? -r FILE -w OUT');
  const payload = options.payload.at(-1) ?? 'mask';
  if (payload !== 'mask' && payload !== 'cut' && payload !== 'keep') throw new UsageError(`--payload ${payload}: mask, cut or keep`);
  const target = writeTarget(to, options.fileType.at(-1))!;
  if (to !== '-' && from !== '-' && isSameFile(from, to)) throw new UsageError(`${to} is the capture that is read: write to another file`);
  try {
    const opened = await openCapturePath(from);
    try {
      return await anonymise(opened, target, { payload, key: options.key.at(-1) ?? '', keepsMaker: options.keepMaker.length > 0, keepsComments: options.keepComments.length > 0 }, options.quiet.length > 0);
    } finally {
      opened.close();
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    say(`${error.problem.message} (${error.problem.code})`);
    return FAILED;
  }
}

interface Wish {
  readonly payload: PayloadRule;
  readonly key: string;
  readonly keepsMaker: boolean;
  readonly keepsComments: boolean;
}

async function anonymise(opened: OpenedPath, target: WriteTarget, { key, ...wish }: Wish, isQuiet: boolean): Promise<number> {
  const session = new Session(openCaptureFile(opened.source, opened.name), new Registry(PROTOCOLS), { zoneMinutes });
  while (session.step() || (await moreBytes(opened)));
  session.finish();
  session.settleUpTo(session.store.count);
  const capture = anonymisedCapture(session, key, target.format, wish);
  if (target.path !== '-') await writeAnonymised(capture, target.path, target.format);
  else {
    const out = new Output(1);
    for (const chunk of capture.chunks()) if (chunk) out.writeBytes(chunk);
  }
  if (!isQuiet) for (const line of reportLines(capture.report)) say(line);
  const trouble = session.reader.problem();
  if (trouble) say(`${trouble.message} (${trouble.code})`);
  return trouble ? FAILED : 0;
}

function say(text: string): void {
  process.stderr.write(`netloupe: ${text}\n`);
}
