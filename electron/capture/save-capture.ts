// Saving the frames of an open capture to a file: the bytes as they are where the format stays, frame by frame otherwise. Whole or not at all.
import { createGzip } from 'node:zlib';
import { severalLinktypes } from '../../shared/capture-edit/several-linktypes';
import type { CaptureFile } from '../../shared/capture-file/capture-file';
import type { ByteSource } from '../../shared/capture-file/byte-source';
import type { BlockPatch } from '../../shared/capture-file/commented-blocks';
import { leftOutOfPcap, leftOutOfPcapng, mergedPatches, type FramePlaces } from '../../shared/capture-file/left-out';
import { CaptureReader } from '../../shared/capture-file/capture-reader';
import { FrameBatch, NO_TIME } from '../../shared/capture-file/frame-batch';
import { PcapWriter } from '../../shared/capture-file/pcap';
import { PcapngWriter } from '../../shared/capture-file/pcapng-writer';
import type { TimeNs } from '../../shared/frame/time';
import type { SaveFormat } from '../../shared/live/saved-capture';
import { writeWhole } from './write-whole';

export interface SaveJob {
  readonly file: CaptureFile;
  /** Bytes of the (decompressed) capture that are whole records. */
  readonly until: number;
  readonly path: string;
  readonly format: SaveFormat;
  /** Bytes of the capture that are done. */
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
  readonly comments?: SavedComments;
  /** Of pcap: times of nano- or microseconds; as the capture has them where it is not given. */
  readonly nanosecondTimes?: boolean;
  /** Not all frames. */
  readonly frames?: SavedFrames;
}

/** Which frames are saved. */
export interface SavedFrames {
  /** All frames of the file, kept or not. */
  readonly places: FramePlaces;
  readonly isKept: (frame: number) => boolean;
}

/** What the user wrote, which a pcapng file gets. */
export interface SavedComments {
  /** Where the bytes stay as they are: blocks that stand instead of others, in the order of the file. */
  readonly patches: () => Iterable<BlockPatch>;
  /** Where frames are written anew: a frame's comments, and the capture's. */
  readonly ofFrame: (number: number) => readonly string[] | undefined;
  readonly ofCapture: readonly string[];
}

const CHUNK_BYTES = 1_048_576;

/**
 * Writes beside the file and renames at the end, so that a file of that name is replaced whole.
 * @returns bytes of the file written
 * @throws ProblemError NL-CAP-07 (cannot be written), NL-FILE-06 (pcap cannot hold it), NL-CALL-04 (cancelled)
 */
export async function saveCapture(job: SaveJob): Promise<number> {
  return writeWhole(job.path, savedChunks(job), { through: job.format.endsWith('.gz') ? [createGzip()] : [], signal: job.signal });
}

/** The bytes of the file that is written, before compression. @throws ProblemError NL-FILE-06 */
export function savedChunks(job: SaveJob): AsyncGenerator<Uint8Array> {
  const format = job.format.startsWith('pcapng') ? 'pcapng' : 'pcap';
  const { nanosecondTimes } = job.file.state;
  const keepsTimes = format === 'pcapng' || (job.nanosecondTimes ?? nanosecondTimes) === nanosecondTimes;
  return job.file.format === format && keepsTimes ? rawChunks(job) : convertedChunks(job, format);
}

/** Bytes of the file as they are, and others instead of some. */
type Piece = Uint8Array | { readonly from: number; readonly to: number };

function* pieces({ until, comments, frames, file }: SaveJob): Generator<Piece> {
  let at = 0;
  const others = comments?.patches() ?? [];
  for (const patch of frames === undefined ? others : mergedPatches(leftOut(file, until, frames), others)) {
    if (patch.at > at) yield { from: at, to: patch.at };
    yield patch.bytes;
    at = patch.at + patch.length;
  }
  if (until > at) yield { from: at, to: until };
}

function leftOut({ source, format, state }: CaptureFile, until: number, frames: SavedFrames): Iterable<BlockPatch> {
  if (format === 'pcapng') return leftOutOfPcapng(source, until, frames.places, frames.isKept);
  return leftOutOfPcap(frames.places, state.recordHeaderBytes, frames.isKept);
}

/** Chunks of one size, however small the pieces are. */
async function* rawChunks(job: SaveJob): AsyncGenerator<Uint8Array> {
  const window = new FileWindow(job.file.source);
  let chunk = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  for (const piece of pieces(job)) {
    const length = piece instanceof Uint8Array ? piece.length : piece.to - piece.from;
    for (let done = 0; done < length; ) {
      const room = Math.min(CHUNK_BYTES - filled, length - done);
      const some = piece instanceof Uint8Array ? piece.subarray(done, done + room) : window.some(piece.from + done, room);
      if (some.length === 0) break;
      chunk.set(some, filled);
      filled += some.length;
      done += some.length;
      if (filled < CHUNK_BYTES) continue;
      if (!(piece instanceof Uint8Array)) job.onProgress?.(piece.from + done);
      yield chunk;
      chunk = new Uint8Array(CHUNK_BYTES);
      filled = 0;
      await breathe();
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}

/** Reads forward: pieces that lie close together are one read. */
class FileWindow {
  private readonly bytes = new Uint8Array(CHUNK_BYTES);
  private from = 0;
  private length = 0;

  constructor(private readonly source: ByteSource) {}

  /** Some of the bytes [at, at + most), until the next call; none = the file has no more. */
  some(at: number, most: number): Uint8Array {
    if (at < this.from || at >= this.from + this.length) {
      this.from = at;
      this.length = this.source.read(at, this.bytes, 0, CHUNK_BYTES);
    }
    return this.bytes.subarray(at - this.from, Math.min(at - this.from + most, this.length));
  }
}

async function* convertedChunks({ file, until, onProgress, comments, frames, nanosecondTimes }: SaveJob, format: 'pcapng' | 'pcap'): AsyncGenerator<Uint8Array> {
  const reader = new CaptureReader(file, { until });
  const batch = new FrameBatch(16_384);
  let parts: Uint8Array[] = [];
  const sink = (chunk: Uint8Array): void => void parts.push(chunk);
  const write = format === 'pcap' ? pcapFrames(reader, file.name, sink, nanosecondTimes) : pcapngFrames(reader, sink, comments);
  let number = 0;
  let written = 0;
  while (reader.next(batch)) {
    for (let i = 0; i < batch.count; i++) {
      if (!(frames?.isKept(++number) ?? true)) continue;
      write(batch, i, number);
      written++;
    }
    const chunk = Buffer.concat(parts);
    parts = [];
    onProgress?.(reader.position);
    if (chunk.length > 0) yield chunk;
    await breathe();
  }
  if (written === 0 && format === 'pcap') new PcapWriter(sink, { linktype: reader.scanner.interfaces[0]?.linktype ?? 1, ...(nanosecondTimes === undefined ? {} : { nanosecondTimes }) });
  if (parts.length > 0) yield Buffer.concat(parts);
}

/** @param number of the frame in the capture, from 1 */
type WriteFrame = (batch: FrameBatch, i: number, number: number) => void;

/** pcap has one link type, and times of micro- or nanoseconds for all. */
function pcapFrames(reader: CaptureReader, name: string, sink: (chunk: Uint8Array) => void, wished: boolean | undefined): WriteFrame {
  let writer: PcapWriter | null = null;
  let type = -1;
  return (batch, i) => {
    const iface = reader.scanner.interfaces[batch.interfaceIndex[i]!]!;
    if (writer === null) {
      type = iface.linktype;
      const nanosecondTimes = wished ?? reader.scanner.interfaces.some(({ timeDigits }) => timeDigits > 6);
      writer = new PcapWriter(sink, { linktype: type, nanosecondTimes, fcsLength: iface.fcsLength, snaplen: Math.max(...reader.scanner.interfaces.map((x) => x.snaplen || 262_144)) });
    }
    if (iface.linktype !== type) throw severalLinktypes(name, type, iface.linktype);
    writer.write({ time: timeOf(batch, i) ?? { seconds: 0, nanos: 0 }, len: batch.len[i]!, bytes: bytesOf(batch, i) });
  };
}

function pcapngFrames(reader: CaptureReader, sink: (chunk: Uint8Array) => void, comments: SavedComments | undefined): WriteFrame {
  const writer = new PcapngWriter(sink, { application: 'Netloupe', comments: comments?.ofCapture ?? [] });
  // Also of a capture without frames.
  const written = new Map<number, number>(reader.scanner.interfaces.map((iface, i) => [i, writer.addInterface(iface)]));
  return (batch, i, number) => {
    const index = batch.interfaceIndex[i]!;
    const interfaceIndex = written.get(index) ?? writer.addInterface(reader.scanner.interfaces[index]!);
    written.set(index, interfaceIndex);
    writer.writeFrame({ interfaceIndex, time: timeOf(batch, i), len: batch.len[i]!, bytes: bytesOf(batch, i), comments: comments?.ofFrame(number) ?? [] });
  };
}

const SECOND = 1_000_000_000;

/** A damaged file's fraction of more or less than a second goes into the seconds. null = the file says none. */
function timeOf({ seconds, nanos }: FrameBatch, i: number): TimeNs | null {
  const fraction = nanos[i]!;
  if (fraction === NO_TIME) return null;
  const more = Math.floor(fraction / SECOND);
  return { seconds: seconds[i]! + more, nanos: fraction - more * SECOND };
}

function bytesOf(batch: FrameBatch, i: number): Uint8Array {
  const start = batch.start[i]!;
  return batch.run.subarray(start, start + batch.caplen[i]!);
}

/** Lets messages in between chunks. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
