// The capture filter of `netloupe dump`: compiled once for each link type, and run over packets that were captured already.
import { checkCaptureFilter, compileCaptureFilter } from '../capture/capture-filter';
import { linktype } from '../../shared/frame/linktype';
import { BpfProgram } from '../../shared/live/bpf-program';
import { MAX_SNAPLEN } from '../../shared/live/capture-options';
import type { DumpedPacket } from '../../shared/tcpdump/text-line';
import { openCapturePath } from '../capture/open-capture-path';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { CaptureReader } from '../../shared/capture-file/capture-reader';
import { FrameBatch } from '../../shared/capture-file/frame-batch';
import type { DumpWords } from './dump-options';

/** The filter does not compile: exit status 1, as tcpdump has it. */
export class FilterRefused extends Error {}

export class DumpFilter {
  private readonly programs = new Map<number, BpfProgram>();

  constructor(readonly text: string) {}

  /** Null where the filter is not compiled yet for the packet's link type. */
  keeps(packet: DumpedPacket): boolean | null {
    if (this.text === '') return true;
    return this.programs.get(packet.linktype)?.matches(packet.bytes, packet.length) ?? null;
  }

  /** @throws FilterRefused */
  async compileAndAsk(packet: DumpedPacket): Promise<boolean> {
    const compiled = await compileCaptureFilter(this.text, linktype(packet.linktype).name, MAX_SNAPLEN);
    if ('error' in compiled) throw new FilterRefused(`can't parse filter expression: ${compiled.error}`);
    this.programs.set(packet.linktype, new BpfProgram(compiled.instructions));
    return this.keeps(packet) === true;
  }
}

/** -d, -dd, -ddd: the program for -y, for the link type of -r, or for Ethernet. @returns exit status */
export async function printProgram(words: DumpWords, filter: string): Promise<number> {
  const path = words.read.at(-1);
  const name = words.linktype.at(-1) ?? (path === undefined ? 'EN10MB' : await linktypeOf(path));
  const check = await checkCaptureFilter(filter, name, MAX_SNAPLEN);
  if (check.error !== null) {
    process.stderr.write(`netloupe: can't parse filter expression: ${check.error.libpcap || check.error.message}\n`);
    return 1;
  }
  process.stdout.write([check.program, check.program, check.c, check.decimal][Math.min(3, words.program.length)]!);
  return 0;
}

async function linktypeOf(path: string): Promise<string> {
  const opened = await openCapturePath(path);
  try {
    const reader = new CaptureReader(openCaptureFile(opened.source, opened.name));
    reader.next(new FrameBatch(1));
    const { name, description } = linktype(reader.scanner.interfaces.find((one) => one.indexInSection >= 0)?.linktype ?? 1);
    process.stderr.write(`reading from file ${path}, link-type ${name} (${description}), snapshot length ${reader.scanner.interfaces[0]?.snaplen || MAX_SNAPLEN}\n`);
    return name;
  } finally {
    opened.close();
  }
}
