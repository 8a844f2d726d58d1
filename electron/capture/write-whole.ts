// Writes a file whole or not at all: beside it, and renamed at the end. What is no file (a pipe, a device) is written into.
import { randomBytes } from 'node:crypto';
import { createWriteStream, type Stats } from 'node:fs';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { phrasesEn, type PhraseKey } from '../../shared/live/phrase';
import { problem, ProblemError, type Problem } from '../../shared/problem';
import { errorCode } from './file-source';
import { saidProblem } from './said-problem';

const CHUNK_BYTES = 1_048_576;

interface Options {
  readonly through?: readonly Transform[];
  readonly signal?: AbortSignal | undefined;
  /** The path that errors name, where it gets that name later. */
  readonly called?: string;
}

/**
 * @returns bytes of the file written
 * @throws ProblemError NL-CAP-07 (cannot be written), NL-CALL-04 (cancelled), or what `chunks` throws
 */
export async function writeWhole(path: string, chunks: AsyncIterable<Uint8Array>, { through = [], signal, called = path }: Options = {}): Promise<number> {
  const ending = new AbortController();
  const either = signal ? AbortSignal.any([signal, ending.signal]) : ending.signal;
  const job = write(path, chunks, through, either).catch((error: unknown) => {
    throw asProblem(error, called, either);
  });
  writing.set(ending, job);
  return job.finally(() => writing.delete(ending));
}

/** Files at work, by what ends that. */
const writing = new Map<AbortController, Promise<number>>();

/** Ends all writing, as if each was cancelled: nothing half-made stays. */
export async function abandonWriting(): Promise<void> {
  for (const ending of writing.keys()) ending.abort();
  await Promise.allSettled(writing.values());
}

async function write(path: string, chunks: AsyncIterable<Uint8Array>, through: readonly Transform[], signal: AbortSignal): Promise<number> {
  const before = await whatIsThere(path);
  if (before?.isDirectory()) throw Object.assign(new Error(path), { code: 'EISDIR' });
  const parts = [Readable.from(chunks, { objectMode: false, highWaterMark: CHUNK_BYTES }), ...through];
  if (before !== null && !before.isFile()) return await writeInto(path, parts, signal);
  // A link stays a link.
  return await writeBeside(before === null ? path : await realpath(path), before, parts, signal);
}

async function whatIsThere(path: string): Promise<Stats | null> {
  return stat(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
}

async function writeInto(path: string, parts: readonly (Readable | Transform)[], signal: AbortSignal): Promise<number> {
  const target = createWriteStream(path, { flags: 'w' });
  await pipeline([...parts, target], { signal });
  return target.bytesWritten;
}

async function writeBeside(path: string, before: Stats | null, parts: readonly (Readable | Transform)[], signal: AbortSignal): Promise<number> {
  const partial = `${path}.${randomBytes(4).toString('hex')}.part`;
  const target = createWriteStream(partial, { flags: 'wx', ...(before === null ? {} : { mode: before.mode & 0o777 }) });
  try {
    await pipeline([...parts, target], { signal });
    await sync(partial);
    await rename(partial, path);
    return target.bytesWritten;
  } catch (error) {
    // It may still be about to be opened, and would be there again after it was removed.
    if (!target.closed) await new Promise<void>((resolve) => target.destroy().once('close', resolve));
    await rm(partial, { force: true });
    throw error;
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
}

function asProblem(error: unknown, path: string, signal: AbortSignal): ProblemError {
  if (error instanceof ProblemError) return error;
  if (signal.aborted) return new ProblemError(problem('NL-CALL-04', `Saving ${basename(path)} was cancelled.`, { file: basename(path) }));
  const cause = errorCode(error);
  return new ProblemError(cannotWrite(path, cause));
}

/** Why the system does not let a file be written. */
export function cannotWrite(path: string, cause: string): Problem {
  const key = `writing.${cause === 'EPERM' ? 'EACCES' : cause}`;
  return saidProblem('NL-CAP-07', key in phrasesEn ? (key as PhraseKey) : 'writing.other', { path, file: basename(path), cause });
}
