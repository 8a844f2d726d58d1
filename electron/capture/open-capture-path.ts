// Opens what a user names: a file, a named pipe, or - for standard input.
import { closeSync, fstatSync } from 'node:fs';
import { basename } from 'node:path';
import { readBytes, type ByteSource } from '../../shared/capture-file/byte-source';
import { isGzip } from '../../shared/capture-file/gzip';
import { problem, ProblemError, type Problem } from '../../shared/problem';
import { FileSource, openFileSource, openPath, systemProblem } from './file-source';
import { PipeCopy, Spool } from './spool';

/** A capture's bytes and how long they may still grow. */
export interface OpenedPath {
  readonly source: ByteSource;
  /** File name without its folder; `standard input` for -. */
  readonly name: string;
  /** True while more may come; false from the start for a file. */
  isLive(): boolean;
  /** What ended a pipe early; null if it ended well or has not. */
  failure(): Problem | null;
  /** Called after bytes came and once more at the end. One listener. */
  onChange(listener: () => void): void;
  /** Stops copying and deletes the temporary file. */
  close(): void;
}

/** Waits until more bytes may be there; false when the end is final. Ask only after a read found nothing, in the same turn. */
export function moreBytes(opened: OpenedPath): Promise<boolean> {
  if (!opened.isLive()) return Promise.resolve(false);
  return new Promise((resolve) => opened.onChange(() => resolve(true)));
}

/** Bytes by which every format can be told. */
const ENOUGH_TO_OPEN = 64;

/**
 * For a pipe: resolves when enough has come to tell the format, or its end. Compressed data is not followed while it comes:
 * then it resolves at the end.
 * @param path a path, or `-`
 * @param signal gives up waiting for a pipe that nobody writes to: rejects with NL-CALL-04
 * @throws ProblemError NL-FILE-01 … 04, -09 (read error; a terminal, device or socket)
 */
export async function openCapturePath(path: string, signal?: AbortSignal): Promise<OpenedPath> {
  if (path === '-') return openStandardInput(signal);
  const name = basename(path);
  const { fd, stats } = openPath(path);
  if (stats.isFIFO()) return openPipe(fd, name, signal);
  closeSync(fd);
  return openedFile(openFileSource(path), name);
}

function openedFile(source: FileSource, name: string): OpenedPath {
  return { source, name, isLive: () => false, failure: () => null, onChange: () => undefined, close: () => source.close() };
}

async function openPipe(fd: number, name: string, signal: AbortSignal | undefined): Promise<OpenedPath> {
  const spool = new Spool(name);
  const listeners = new Listeners();
  const copy = new PipeCopy(fd, spool, name, () => listeners.call());
  const opened: OpenedPath = {
    source: spool.source, name, isLive: () => !copy.ended, failure: () => copy.failure, onChange: (listener) => listeners.set(listener),
    close: () => {
      copy.stop();
      spool.close();
    },
  };
  return enoughToOpen(opened, spool, listeners, signal);
}

/** Standard input: a redirected file is read in place, a pipe is copied. */
async function openStandardInput(signal: AbortSignal | undefined): Promise<OpenedPath> {
  const name = 'standard input';
  const stats = fstatSync(0);
  if (stats.isFile()) return openedFile(new FileSource(0, name), name);
  if (!stats.isFIFO() && !stats.isSocket()) {
    const message = 'Standard input is no file and no pipe. Give a file name, or send a capture: tcpdump -w - | netloupe read -r -';
    throw new ProblemError(problem('NL-FILE-09', message, { file: name }));
  }
  const spool = new Spool(name);
  const listeners = new Listeners();
  const copy = new StreamCopy(process.stdin, spool, name, () => listeners.call());
  const opened: OpenedPath = {
    source: spool.source, name, isLive: () => !copy.ended, failure: () => copy.failure, onChange: (listener) => listeners.set(listener),
    close: () => {
      copy.stop();
      spool.close();
    },
  };
  return enoughToOpen(opened, spool, listeners, signal);
}

/** Copies a stream into a spool. */
class StreamCopy {
  ended = false;
  failure: Problem | null = null;

  constructor(private readonly input: NodeJS.ReadStream, spool: Spool, name: string, changed: () => void) {
    const finish = (found: Problem | null): void => {
      if (this.ended) return;
      this.ended = true;
      this.failure = found;
      changed();
    };
    input.on('data', (chunk: Uint8Array) => {
      try {
        if (!this.ended) spool.append(chunk);
        changed();
      } catch (error) {
        this.stop();
        finish(error instanceof ProblemError ? error.problem : systemProblem(error, name, spool.size));
      }
    });
    input.on('end', () => finish(null));
    input.on('error', (error) => finish(systemProblem(error, name, spool.size)));
  }

  stop(): void {
    this.input.destroy();
  }
}

class Listeners {
  private waiting: (() => void) | null = null;
  private listener: (() => void) | null = null;

  set(listener: () => void): void {
    this.listener = listener;
  }

  wait(waiting: (() => void) | null): void {
    this.waiting = waiting;
  }

  call(): void {
    this.waiting?.();
    this.listener?.();
  }
}

function enoughToOpen(opened: OpenedPath, spool: Spool, listeners: Listeners, signal: AbortSignal | undefined): Promise<OpenedPath> {
  return new Promise((resolve, reject) => {
    const settle = (action: () => void): void => {
      listeners.wait(null);
      signal?.removeEventListener('abort', abort);
      action();
    };
    const abort = (): void => {
      settle(() => {
        opened.close();
        reject(new ProblemError(problem('NL-CALL-04', `Opening ${opened.name} was cancelled.`, { file: opened.name })));
      });
    };
    const check = (): void => {
      if ((spool.size >= ENOUGH_TO_OPEN && !isGzip(readBytes(spool.source, 0, 3))) || !opened.isLive()) settle(() => resolve(opened));
    };
    listeners.wait(check);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    else check();
  });
}
