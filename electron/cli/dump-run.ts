// Goes through a capture and prints, writes or counts the packets that the filter keeps.
import { moreBytes, type OpenedPath } from '../capture/open-capture-path';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { CaptureReader } from '../../shared/capture-file/capture-reader';
import { ProblemError } from '../../shared/problem';
import { MAX_SNAPLEN } from '../../shared/live/capture-options';
import type { DumpState } from '../../shared/tcpdump/dump-state';
import { DumpedPackets, type PacketOfFile } from '../../shared/tcpdump/dumped-packets';
import { PacketLines } from '../../shared/tcpdump/packet-lines';
import type { TextOptions } from '../../shared/tcpdump/text-options';
import type { DumpFiles } from './dump-files';
import type { DumpFilter } from './dump-filter';
import type { Output } from './output';

export interface DumpJob {
  readonly options: TextOptions;
  readonly state: DumpState;
  /** Packets after which it ends. */
  readonly limit: number;
  readonly filter: DumpFilter;
  readonly print: boolean;
  readonly countOnly: boolean;
  /** Makes the writer of -w for captures of a snapshot length; null = nothing is written. */
  readonly filesOf: ((snaplen: number) => DumpFiles) | null;
  files: DumpFiles | null;
  readonly out: Output;
  flushEach: boolean;
  /** Of a live capture. */
  readonly snaplen: number;
  /** Packets that the filter kept. */
  taken: number;
  /** Packets that were looked at. */
  seen: number;
}

export interface Beginning {
  readonly link: number;
  readonly snaplen: number;
}

/**
 * @param begun called once, before the first packet is printed
 * @throws ProblemError what is wrong with the capture, after what could be read was printed
 */
export async function dumpOpened(opened: OpenedPath, job: DumpJob, begun: (what: Beginning) => void): Promise<void> {
  const file = openCaptureFile(opened.source, opened.name);
  const packets = new DumpedPackets(file, new CaptureReader(file));
  const lines = new PacketLines(job.options, job.state, job.out.lines);
  let told = false;
  const tell = (): void => {
    if (told) return;
    told = true;
    const first = packets.reader.scanner.interfaces.find((one) => one.indexInSection >= 0);
    const what = { link: first?.linktype ?? 1, snaplen: first === undefined || first.snaplen === 0 ? MAX_SNAPLEN : first.snaplen };
    begun(what);
    job.files ??= job.filesOf?.(what.snaplen) ?? null;
    job.files?.begin(what.link);
  };
  if (file.format === 'pcap') tell();
  for (;;) {
    const packet = packets.next();
    if (packet !== null) {
      tell();
      job.seen++;
      if (job.filter.keeps(packet) ?? (await job.filter.compileAndAsk(packet))) take(packet, job, lines);
      if (job.taken >= job.limit || job.files?.done === true) return;
      continue;
    }
    job.out.flush();
    if (!(await moreBytes(opened))) break;
  }
  tell();
  const problem = opened.failure() ?? packets.reader.problem();
  if (problem !== null) throw new ProblemError(problem);
}

function take(packet: PacketOfFile, job: DumpJob, lines: PacketLines): void {
  job.taken++;
  job.files?.write(packet);
  if (!job.print || job.countOnly) return;
  lines.print(packet);
  if (job.flushEach) job.out.flush();
}
