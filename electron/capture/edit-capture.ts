// An edit of captures written to one file, or to several: all of them whole, or none.
import { createHash, randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { createGzip } from 'node:zlib';
import type { SplitRule } from '../../shared/capture-edit/edit-plan';
import { EditRun, type EditInput, type EditOptions } from '../../shared/capture-edit/edit-run';
import type { EditCounts } from '../../shared/capture-edit/edit-steps';
import type { EditedFrame, LostBytes } from '../../shared/capture-edit/edited-frame';
import { editedWriter, type WrittenForm } from '../../shared/capture-edit/edited-writer';
import { PartBoundary } from '../../shared/capture-edit/part-boundary';
import type { TimeNs } from '../../shared/frame/time';
import { writeWhole } from './write-whole';

export interface EditJob {
  readonly inputs: readonly EditInput[];
  readonly options: Omit<EditOptions, 'hash'>;
  readonly form: WrittenForm;
  readonly split: SplitRule | null;
  /** Of several files, what their names are made of. */
  readonly path: string;
  readonly gzip: boolean;
  /** Bytes on disk that were worked through. */
  readonly onProgress?: (bytesRead: number) => void;
  readonly signal?: AbortSignal;
  /** Refuses a path: asked before each file is written. */
  readonly checkPath?: (path: string) => void;
}

export interface EditedFile {
  readonly path: string;
  readonly frames: number;
  readonly size: number;
}

export interface EditResult {
  readonly files: readonly EditedFile[];
  readonly counts: EditCounts;
  /** By input. */
  readonly lost: readonly (readonly LostBytes[])[];
}

const CHUNK_BYTES = 1_048_576;

export const hashBytes = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('base64');

/** @throws ProblemError NL-CAP-07 (cannot be written), NL-FILE-06 (pcap cannot hold it), NL-CALL-04 (cancelled) */
export async function editCapture(job: EditJob): Promise<EditResult> {
  const written = new EditedFiles(job);
  const files: (EditedFile & { readonly partial: string })[] = [];
  const ending = job.split === null ? '' : `.${randomBytes(4).toString('hex')}.part`;
  try {
    do {
      const path = written.path();
      job.checkPath?.(path);
      const size = await writeWhole(path + ending, written.chunks(), { through: job.gzip ? [createGzip()] : [], signal: job.signal, called: path });
      files.push({ path, partial: path + ending, frames: written.frames, size });
    } while (!written.isDone);
    if (ending !== '') for (const { partial, path } of files) await rename(partial, path);
  } catch (error) {
    if (ending !== '') for (const { partial } of files) await rm(partial, { force: true });
    throw error;
  }
  return { files: files.map(({ path, frames, size }) => ({ path, frames, size })), counts: written.run.steps.counts, lost: written.run.streams.map(({ lost }) => lost) };
}

/** The bytes of an edit that is written to one file, before compression. */
export function editedChunks(job: EditJob): { readonly chunks: AsyncGenerator<Uint8Array>; readonly run: EditRun } {
  const written = new EditedFiles({ ...job, split: null });
  return { chunks: written.chunks(), run: written.run };
}

/** One file after the other of an edit. */
class EditedFiles {
  readonly run: EditRun;
  isDone = false;
  /** Of the file that was written last. */
  frames = 0;
  private readonly source: Generator<EditedFrame | null, void>;
  private readonly boundary: PartBoundary;
  /** The frame that the next file begins with. */
  private first: EditedFrame | null = null;

  constructor(private readonly job: EditJob) {
    this.run = new EditRun(job.inputs, { ...job.options, hash: hashBytes });
    this.source = this.run.frames();
    this.boundary = new PartBoundary(job.split);
    // What stands in front of the first frame is known once that was read.
    for (let next = this.source.next(); ; next = this.source.next()) {
      if (next.done) this.isDone = true;
      else if (next.value === null) continue;
      else this.boundary.isCrossedBy((this.first = next.value));
      return;
    }
  }

  path(): string {
    return this.job.split === null ? this.job.path : partPath(this.job.path, this.boundary.index, this.first?.time ?? null);
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    let parts: Uint8Array[] = [];
    let size = 0;
    const sink = (chunk: Uint8Array): void => {
      parts.push(chunk);
      size += chunk.length;
    };
    const writer = editedWriter(this.job.form, this.run.streams, sink);
    this.frames = 0;
    for (let frame: EditedFrame | null | 'end' = this.first; ; frame = this.next()) {
      if (frame === 'end') break;
      if (frame !== null) {
        writer.write(frame);
        this.frames++;
      }
      if (frame !== null && size < CHUNK_BYTES) continue;
      this.job.onProgress?.(this.run.streams.reduce((sum, { bytesRead }) => sum + bytesRead, 0));
      if (size > 0) yield Buffer.concat(parts);
      [parts, size] = [[], 0];
      await new Promise((resolve) => setImmediate(resolve));
    }
    writer.end();
    if (size > 0) yield Buffer.concat(parts);
  }

  /** null = a place to do something else. */
  private next(): EditedFrame | null | 'end' {
    const next = this.source.next();
    this.isDone = next.done === true;
    if (next.done) return 'end';
    if (next.value === null || !this.boundary.isCrossedBy(next.value)) return next.value;
    this.first = next.value;
    return 'end';
  }
}

const two = (n: number): string => String(n).padStart(2, '0');

/** `x.pcap` → `x_00002_20261126130000.pcap`, in local time, as editcap names them. */
export function partPath(path: string, index: number, time: TimeNs | null): string {
  const name = basename(path);
  // Of `x.pcap.gz` both belong to the end.
  const inner = name.endsWith('.gz') ? extname(name.slice(0, -3)) : '';
  const ending = inner + extname(name);
  const number = String(index % 100_000).padStart(5, '0');
  return join(dirname(path), `${name.slice(0, name.length - ending.length)}_${number}${time === null ? '' : `_${localDigits(time.seconds)}`}${ending}`);
}

function localDigits(seconds: number): string {
  const d = new Date(seconds * 1000);
  if (Number.isNaN(d.getTime())) return String(seconds);
  return String(d.getFullYear()).padStart(4, '0') + [d.getMonth() + 1, d.getDate(), d.getHours(), d.getMinutes(), d.getSeconds()].map(two).join('');
}
