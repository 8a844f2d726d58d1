// What arrives through a pipe, kept in a temporary file so that it can be read anywhere while it grows.
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problem, ProblemError, type Problem } from '../../shared/problem';
import { errorCode, FileSource, systemProblem } from './file-source';

/** A file that only we can read (mode 0600 in a folder of mode 0700), without a name from the start where the system lets it: it ends with us, however we end. */
export class Spool {
  readonly source: FileSource;
  size = 0;
  private readonly folder: string;
  private readonly fd: number;

  /** @throws ProblemError NL-FILE-09 */
  constructor(private readonly name: string) {
    try {
      this.folder = mkdtempSync(join(tmpdir(), 'netloupe-'));
      const path = join(this.folder, 'spool');
      this.fd = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600);
      this.source = new FileSource(this.fd, name);
      if (process.platform !== 'win32') rmSync(this.folder, { recursive: true, force: true });
    } catch (error) {
      throw new ProblemError(systemProblem(error, name, 0));
    }
  }

  /** @throws ProblemError NL-FILE-09, e.g. when the disk is full */
  append(bytes: Uint8Array): void {
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.fd, bytes, done, bytes.length - done, this.size + done);
      this.size += bytes.length;
    } catch (error) {
      const cause = errorCode(error);
      const message = `${this.name} cannot be copied to a temporary file: the system reports ${cause} after ${this.size} bytes.`;
      throw new ProblemError(problem('NL-FILE-09', message, { file: this.name, offset: this.size, cause }));
    }
  }

  close(): void {
    this.source.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const PIPE_READ_BYTES = 262_144;
const LONGEST_PAUSE_MS = 20;

/** Copies a pipe opened with O_NONBLOCK into a spool, polling: no thread ever waits in the kernel, so it can be stopped. */
export class PipeCopy {
  ended = false;
  failure: Problem | null = null;
  private readonly buffer = new Uint8Array(PIPE_READ_BYTES);
  private pauseMs = 1;
  private writerSeen = false;
  private stopped = false;

  constructor(private readonly fd: number, private readonly spool: Spool, private readonly name: string, private readonly changed: () => void) {
    this.poll();
  }

  stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    closeSync(this.fd);
  }

  /** reading may have found the end */
  private hasEnded(): boolean {
    return this.ended;
  }

  private poll(): void {
    if (this.stopped || this.ended) return;
    const got = this.readOnce();
    if (got > 0) {
      this.pauseMs = 1;
      this.changed();
      setImmediate(() => this.poll());
    } else if (this.hasEnded()) {
      this.changed();
    } else {
      setTimeout(() => this.poll(), this.pauseMs);
      this.pauseMs = Math.min(LONGEST_PAUSE_MS, this.pauseMs * 2);
    }
  }

  /** Bytes copied; 0: nothing there now (a pipe without writer reads as empty until the first one comes) or the end. */
  private readOnce(): number {
    try {
      const got = readSync(this.fd, this.buffer, 0, PIPE_READ_BYTES, null);
      if (got > 0) this.spool.append(this.buffer.subarray(0, got));
      else if (this.writerSeen) this.ended = true;
      this.writerSeen ||= got > 0;
      return got;
    } catch (error) {
      if (errorCode(error) === 'EAGAIN') {
        this.writerSeen = true;
        return 0;
      }
      this.failure = error instanceof ProblemError ? error.problem : systemProblem(error, this.name, this.spool.size);
      this.ended = true;
      return 0;
    }
  }
}
