// Writes a file whole or not at all: beside it, and renamed at the end.
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { problem, ProblemError } from '../../shared/problem';
import { errorCode } from './file-source';

const CHUNK_BYTES = 1_048_576;

/**
 * @returns bytes of the file written
 * @throws ProblemError NL-CAP-07 (cannot be written), NL-CALL-04 (cancelled), or what `chunks` throws
 */
export async function writeWhole(path: string, chunks: AsyncIterable<Uint8Array>, { through = [], signal }: { readonly through?: readonly Transform[]; readonly signal?: AbortSignal | undefined } = {}): Promise<number> {
  const partial = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    const target = createWriteStream(partial, { flags: 'wx' });
    await pipeline([Readable.from(chunks, { objectMode: false, highWaterMark: CHUNK_BYTES }), ...through, target], { signal });
    await sync(partial);
    await rename(partial, path);
    return target.bytesWritten;
  } catch (error) {
    await rm(partial, { force: true });
    throw asProblem(error, path, signal);
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
}

function asProblem(error: unknown, path: string, signal: AbortSignal | undefined): ProblemError {
  if (error instanceof ProblemError) return error;
  if (signal?.aborted) return new ProblemError(problem('NL-CALL-04', `Saving ${basename(path)} was cancelled.`, { file: basename(path) }));
  const cause = errorCode(error);
  const why = cause === 'ENOSPC' ? 'the disk is full' : cause === 'EACCES' || cause === 'EPERM' ? 'you may not write there' : cause === 'ENOENT' ? 'its folder does not exist' : `the system reports ${cause}`;
  return new ProblemError(problem('NL-CAP-07', `${path} cannot be written: ${why}. What was there before is unchanged.`, { file: basename(path), cause }));
}
