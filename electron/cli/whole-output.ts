// A file that is written whole or not at all: beside it first, in its place at the end.
import { renameSync, rmSync } from 'node:fs';
import { Output } from './output';

export class WholeOutput {
  private readonly out: Output;
  private readonly partial: string;
  private readonly forget = (): void => rmSync(this.partial, { force: true });

  /** @param path `-` = standard output @throws OutputError */
  constructor(private readonly path: string) {
    this.partial = `${path}.${process.pid}.part`;
    this.out = path === '-' ? new Output(1) : Output.toFile(this.partial, path);
    if (path !== '-') process.once('exit', this.forget);
  }

  writeBytes(bytes: Uint8Array): void {
    this.out.writeBytes(bytes);
  }

  /** From now on the file is there. @throws OutputError */
  finish(): void {
    this.out.close();
    if (this.path === '-') return;
    try {
      renameSync(this.partial, this.path);
    } catch (error) {
      throw Output.error(error, this.path);
    }
    process.off('exit', this.forget);
  }
}
