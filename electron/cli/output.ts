// Where the command line writes: buffered, and quiet when the reader of a pipe has gone.
import { closeSync, openSync, writeSync } from 'node:fs';

const FLUSH_AT = 65_536;

/** The other end of the pipe is closed: the command ends as if it had been told to. */
export class PipeClosed extends Error {}

export class Output {
  private parts: string[] = [];
  private size = 0;

  constructor(private readonly fd: number) {}

  static toFile(path: string): Output {
    return new Output(openSync(path, 'w'));
  }

  write(text: string): void {
    this.parts.push(text);
    this.size += text.length;
    if (this.size >= FLUSH_AT) this.flush();
  }

  flush(): void {
    const bytes = Buffer.from(this.parts.join(''), 'utf8');
    this.parts = [];
    this.size = 0;
    for (let at = 0; at < bytes.length; ) at += this.writeSome(bytes, at);
  }

  close(): void {
    this.flush();
    if (this.fd > 2) closeSync(this.fd);
  }

  private writeSome(bytes: Buffer, at: number): number {
    try {
      return writeSync(this.fd, bytes, at);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') throw new PipeClosed();
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
      return 0;
    }
  }
}
