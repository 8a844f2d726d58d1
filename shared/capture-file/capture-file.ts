// Opens a capture: finds out its format from the first bytes and gives one interface for all formats.
import { problem, ProblemError } from '../problem';
import { readBytes, type ByteSource } from './byte-source';
import type { CaptureFormat, CaptureScanner, ScanState } from './capture-scanner';
import { foreignFormat } from './foreign-format';
import { GzipSource, isGzip } from './gzip';
import { pcapMagic, PcapScanner, readPcapHeader } from './pcap';
import { isSnoop, readSnoopHeader, SnoopScanner } from './snoop';
import { PcapngScanner, pcapngStart, sectionHeader } from './pcapng';

export interface CaptureFile {
  readonly format: CaptureFormat;
  readonly compressed: boolean;
  /** Name for messages, without folder. */
  readonly name: string;
  /** The capture's bytes, decompressed. */
  readonly source: ByteSource;
  /** Where the first record (block) begins, and the state to read it with. */
  readonly firstRecord: number;
  readonly state: ScanState;
}

/**
 * @param file name for messages, without folder
 * @throws ProblemError NL-FILE-04 (empty), NL-FILE-05 (no capture), NL-FILE-06 (format or version not supported),
 *   NL-FILE-07 (cut in the file header), NL-FILE-10 (compressed data damaged at its start), or what the source throws
 */
export function openCaptureFile(raw: ByteSource, file: string): CaptureFile {
  const rawHead = readBytes(raw, 0, 64);
  if (rawHead.length === 0) throw new ProblemError(problem('NL-FILE-04', `${file} is empty.`, { file }));
  const compressed = isGzip(rawHead);
  const source = compressed ? new GzipSource(raw) : raw;
  const head = compressed ? readBytes(source, 0, 64) : rawHead;
  if (compressed && head.length === 0) throw emptyGzip(source, file);
  if (pcapMagic(head) !== null) {
    const { state, firstRecord } = readPcapHeader(source, file);
    return { format: 'pcap', compressed, name: file, source, firstRecord, state };
  }
  if (isSnoop(head)) return { format: 'snoop', compressed, name: file, source, ...readSnoopHeader(source, file) };
  if (startsPcapng(head, file)) return { format: 'pcapng', compressed, name: file, source, firstRecord: 0, state: pcapngStart() };
  throw new ProblemError(notACapture(head, file, compressed));
}

/** A scanner that reads on from `state`; by default from the file's first record. */
export function captureScanner(state: ScanState): CaptureScanner {
  if (state.format === 'snoop') return new SnoopScanner(state);
  return state.format === 'pcap' ? new PcapScanner(state) : new PcapngScanner(state);
}

/** True for a pcapng Section Header Block of a supported version. @throws ProblemError NL-FILE-06, -07, -08 */
function startsPcapng(head: Uint8Array, file: string): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  if (head.length < 4 || view.getUint32(0, true) !== 0x0a0d0d0a) return false;
  if (head.length < 16) {
    const message = `${file} ends inside the Section Header Block at byte 0: it needs 28 bytes, the file holds ${head.length}.`;
    throw new ProblemError(problem('NL-FILE-07', message, { file, offset: 0, promised: 28, present: head.length }));
  }
  const header = sectionHeader(view, 0);
  if (header === null) {
    throw new ProblemError(problem('NL-FILE-08', `${file} begins like a pcapng file but does not say its byte order at byte 8.`, { file, offset: 8 }));
  }
  const major = view.getUint16(12, header.littleEndian);
  const minor = view.getUint16(14, header.littleEndian);
  if (major === 1 && (minor === 0 || minor === 2)) return true;
  const message = `${file} is a pcapng file of version ${major}.${minor} (at byte 12); version 1.0 can be read.`;
  throw new ProblemError(problem('NL-FILE-06', message, { file, offset: 12, major, minor }));
}

function emptyGzip(source: ByteSource, file: string): ProblemError {
  const damage = source.damage;
  if (!damage) return new ProblemError(problem('NL-FILE-04', `${file} is empty once decompressed.`, { file }));
  const message = `${file} cannot be decompressed: ${damage.reason}.`;
  return new ProblemError(problem('NL-FILE-10', message, { file, offset: 0, reason: damage.reason }));
}

function notACapture(head: Uint8Array, file: string, compressed: boolean): ReturnType<typeof problem> {
  const guess = foreignFormat(head);
  const inside = compressed ? ' once decompressed' : '';
  const values = { file, offset: 0, looksLike: guess?.name ?? '', magic: hex(head.subarray(0, 4)) };
  if (guess?.kind === 'capture') {
    const message = `${file} is a ${guess.name} capture${inside}, which Netloupe does not read. Wireshark's editcap can convert it: editcap ${file} ${file}.pcapng`;
    return problem('NL-FILE-06', message, values);
  }
  if (guess?.kind === 'packed') {
    const message = `${file} is a ${guess.name} file${inside}. Netloupe reads pcap and pcapng, plain or gzip-compressed: unpack it first.`;
    return problem('NL-FILE-05', message, values);
  }
  const looks = guess ? `It looks like ${guess.name}.` : `It begins with the bytes ${values.magic}.`;
  return problem('NL-FILE-05', `${file} is not a pcap or pcapng capture${inside}. ${looks}`, values);
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
