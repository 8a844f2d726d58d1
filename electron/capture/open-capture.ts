// Opens a path for reading as a capture: a file, a FIFO or standard input, which are copied to a spool file.
// (Lead's interface; the engine and the command line depend on OpenedCapture as it stands here.)
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import type { ByteSource } from '../../shared/capture-file/byte-source';

export interface OpenedCapture {
  readonly source: ByteSource;
  /** File name without folder, for messages. */
  readonly name: string;
  /** Waits until more bytes may be there; false when the end is final (always at once for regular files). */
  more(): Promise<boolean>;
  close(): void;
}

export async function openCapturePath(path: string): Promise<OpenedCapture> {
  const fd = openSync(path, 'r');
  const size = fstatSync(fd).size;
  return Promise.resolve({
    source: { size, read: (position, target, start, length) => readSync(fd, target, start, length, position) },
    name: basename(path),
    more: () => Promise.resolve(false),
    close: () => closeSync(fd),
  });
}
