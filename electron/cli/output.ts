// Where the command line writes: buffered, and quiet when the reader of a pipe has gone.
import { closeSync, existsSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { LineBuffer } from '../../shared/bytes/line-buffer';

/** The other end of the pipe is closed: the command ends as if it had been told to. */
export class PipeClosed extends Error {}

/** What was to be written could not be: the disk is full, the folder may not be written to, … */
export class OutputError extends Error {}

/** The system's names for what goes wrong with writing. */
const CAUSES: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left', EDQUOT: 'the quota is used up', EFBIG: 'the file would be too large', EIO: 'the device reports an error',
  EACCES: 'there is no permission', EPERM: 'there is no permission', EROFS: 'the file system is read-only', EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is no directory', ENOENT: 'its folder does not exist', EBADF: 'it is not open for writing',
};

function outputError(error: unknown, name: string): OutputError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return new OutputError(`${name} cannot be written: ${CAUSES[code] ?? 'the system reports'} (${code})`);
}

/** The folder and those above it. (mkdir's own `recursive` never ends below /proc.) @throws OutputError */
function makeFolder(path: string): void {
  try {
    if (!existsSync(dirname(path))) makeFolder(dirname(path));
    if (!existsSync(path)) mkdirSync(path);
  } catch (error) {
    throw error instanceof OutputError ? error : outputError(error, path);
  }
}

export class Output {
  readonly lines = new LineBuffer((bytes) => this.writeBytes(bytes));

  constructor(private readonly fd: number, private readonly name = 'standard output') {}

  /** @param shown what errors call the file @param makes folders that are not there are made @throws OutputError */
  static toFile(path: string, shown = path, makes = true): Output {
    if (makes) makeFolder(dirname(path));
    try {
      return new Output(openSync(path, 'w'), shown);
    } catch (error) {
      throw outputError(error, shown);
    }
  }

  static error = outputError;

  write(text: string): void {
    this.lines.text(text);
  }

  flush(): void {
    this.lines.flush();
  }

  /** Bytes as they are; what was written as text before must be flushed. */
  writeBytes(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += this.writeSome(bytes, at);
  }

  close(): void {
    this.flush();
    if (this.fd > 2) closeSync(this.fd);
  }

  private writeSome(bytes: Uint8Array, at: number): number {
    try {
      return writeSync(this.fd, bytes, at);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') throw new PipeClosed();
      if (code !== 'EAGAIN') throw outputError(error, this.name);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
      return 0;
    }
  }
}
