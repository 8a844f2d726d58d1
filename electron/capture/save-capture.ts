// Saving the frames of an open capture to a file: the bytes as they are where the format stays, frame by frame otherwise. Whole or not at all.
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { CaptureFile } from '../../shared/capture-file/capture-file';
import type { BlockPatch } from '../../shared/capture-file/commented-blocks';
import { CaptureReader } from '../../shared/capture-file/capture-reader';
import { FrameBatch } from '../../shared/capture-file/frame-batch';
import { PcapWriter } from '../../shared/capture-file/pcap';
import { PcapngWriter } from '../../shared/capture-file/pcapng-writer';
import { linktype } from '../../shared/frame/linktype';
import type { SaveFormat } from '../../shared/live/saved-capture';
import { problem, ProblemError } from '../../shared/problem';
import { errorCode } from './file-source';

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
  const partial = `${job.path}.${randomBytes(4).toString('hex')}.part`;
  const [format, gzip] = job.format.split('.') as ['pcapng' | 'pcap', string | undefined];
  const asItIs = job.file.format === format;
  try {
    const source = Readable.from(asItIs ? rawChunks(job) : convertedChunks(job, format), { objectMode: false, highWaterMark: CHUNK_BYTES });
    const target = createWriteStream(partial, { flags: 'wx' });
    const through: Transform[] = gzip === 'gz' ? [createGzip()] : [];
    await pipeline([source, ...through, target], { signal: job.signal });
    await sync(partial);
    await rename(partial, job.path);
    return target.bytesWritten;
  } catch (error) {
    await rm(partial, { force: true });
    throw asProblem(error, job);
  }
}

async function* rawChunks(job: SaveJob): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const patch of job.comments?.patches() ?? []) {
    yield* rawPart(job, at, patch.at);
    yield patch.bytes;
    at = patch.at + patch.length;
  }
  yield* rawPart(job, at, job.until);
}

async function* rawPart({ file, onProgress }: SaveJob, from: number, until: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < until; ) {
    const chunk = new Uint8Array(Math.min(CHUNK_BYTES, until - at));
    const got = file.source.read(at, chunk, 0, chunk.length);
    if (got === 0) break;
    at += got;
    onProgress?.(at);
    yield chunk.subarray(0, got);
    await breathe();
  }
}

async function* convertedChunks({ file, until, onProgress, comments }: SaveJob, format: 'pcapng' | 'pcap'): AsyncGenerator<Uint8Array> {
  const reader = new CaptureReader(file, { until });
  const batch = new FrameBatch(16_384);
  let parts: Uint8Array[] = [];
  const sink = (chunk: Uint8Array): void => void parts.push(chunk);
  const write = format === 'pcap' ? pcapFrames(reader, file.name, sink) : pcapngFrames(reader, sink, comments);
  while (reader.next(batch)) {
    for (let i = 0; i < batch.count; i++) write(batch, i);
    const chunk = Buffer.concat(parts);
    parts = [];
    onProgress?.(reader.position);
    yield chunk;
    await breathe();
  }
  if (reader.scanner.frames === 0) frameHeader(reader, format, (chunk) => parts.push(chunk));
  if (parts.length > 0) yield Buffer.concat(parts);
}

/** A file without frames still says what it would have held. */
function frameHeader({ scanner: { interfaces } }: CaptureReader, format: 'pcapng' | 'pcap', sink: (chunk: Uint8Array) => void): void {
  if (format === 'pcap') new PcapWriter(sink, { linktype: interfaces[0]?.linktype ?? 1 });
}

/** pcap has one link type, and times of micro- or nanoseconds for all. */
function pcapFrames(reader: CaptureReader, name: string, sink: (chunk: Uint8Array) => void): (batch: FrameBatch, i: number) => void {
  let writer: PcapWriter | null = null;
  let type = -1;
  return (batch, i) => {
    const iface = reader.scanner.interfaces[batch.interfaceIndex[i]!]!;
    if (writer === null) {
      type = iface.linktype;
      const nanosecondTimes = reader.scanner.interfaces.some(({ timeDigits }) => timeDigits > 6);
      writer = new PcapWriter(sink, { linktype: type, nanosecondTimes, fcsLength: iface.fcsLength, snaplen: Math.max(...reader.scanner.interfaces.map((x) => x.snaplen || 262_144)) });
    }
    if (iface.linktype !== type) {
      const message = `${name} has frames of several link types (${linktype(type).name} and ${linktype(iface.linktype).name}), and a pcap file holds one. Save it as pcapng.`;
      throw new ProblemError(problem('NL-FILE-06', message, { file: name }));
    }
    writer.write({ time: { seconds: batch.seconds[i]!, nanos: Math.max(0, batch.nanos[i]!) }, len: batch.len[i]!, bytes: bytesOf(batch, i) });
  };
}

function pcapngFrames(reader: CaptureReader, sink: (chunk: Uint8Array) => void, comments: SavedComments | undefined): (batch: FrameBatch, i: number) => void {
  const writer = new PcapngWriter(sink, { application: 'Netloupe', comments: comments?.ofCapture ?? [] });
  let number = 0;
  const written = new Map<number, number>();
  return (batch, i) => {
    const index = batch.interfaceIndex[i]!;
    const interfaceIndex = written.get(index) ?? writer.addInterface(reader.scanner.interfaces[index]!);
    written.set(index, interfaceIndex);
    const nanos = batch.nanos[i]!;
    writer.writeFrame({ interfaceIndex, time: nanos < 0 ? null : { seconds: batch.seconds[i]!, nanos }, len: batch.len[i]!, bytes: bytesOf(batch, i), comments: comments?.ofFrame(++number) ?? [] });
  };
}

function bytesOf(batch: FrameBatch, i: number): Uint8Array {
  const start = batch.start[i]!;
  return batch.run.subarray(start, start + batch.caplen[i]!);
}

/** Lets messages in between chunks. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
}

function asProblem(error: unknown, { path, signal }: SaveJob): ProblemError {
  if (error instanceof ProblemError) return error;
  if (signal?.aborted) return new ProblemError(problem('NL-CALL-04', `Saving ${basename(path)} was cancelled.`, { file: basename(path) }));
  const cause = errorCode(error);
  const why = cause === 'ENOSPC' ? 'the disk is full' : cause === 'EACCES' || cause === 'EPERM' ? 'you may not write there' : cause === 'ENOENT' ? 'its folder does not exist' : `the system reports ${cause}`;
  return new ProblemError(problem('NL-CAP-07', `${path} cannot be written: ${why}. What was there before is unchanged.`, { file: basename(path), cause }));
}
