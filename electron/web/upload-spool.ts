// Files that a browser hands over: a private folder, bounded by the free disk, removed with the process or, where that was killed, by the next one.
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { Readable } from 'node:stream';

/** Left free on the disk whatever is uploaded. */
const RESERVE_BYTES = 256 * 1024 * 1024;
const NAME_LENGTH = 120;

/** The disk has no room for the file; `message` says so in words. */
export class DiskFullError extends Error {}

export class UploadSpool {
  readonly folder: string;
  private nextId = 1;

  constructor(parent: string = tmpdir()) {
    mkdirSync(parent, { recursive: true });
    removeOrphans(parent);
    this.folder = mkdtempSync(join(parent, `netloupe-${process.pid}-`));
  }

  holds(path: string): boolean {
    return path.startsWith(this.folder + sep);
  }

  /** Writes the stream to a file of (nearly) that name and returns its path. `announced` is the length if it is known. */
  async write(name: string, announced: number, body: Readable): Promise<string> {
    const room = await this.room();
    if (announced > room) throw full(announced, room);
    const folder = join(this.folder, String(this.nextId++));
    await mkdir(folder, { mode: 0o700 });
    const path = join(folder, safeName(name));
    try {
      await copy(body, path, room);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw isNoSpace(error) ? full(announced, room) : error;
    }
    return path;
  }

  /** Synchronous, so that it can run while the process exits. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async room(): Promise<number> {
    const { bavail, bsize } = await statfs(this.folder);
    return Math.max(0, bavail * bsize - RESERVE_BYTES);
  }
}

/** Folders of hosts that were killed: their names say which process they belonged to. */
function removeOrphans(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(/^netloupe-(\d+)-\w{6}$/.exec(name)?.[1] ?? 0);
    if (pid === 0 || isRunning(pid)) continue;
    try {
      if (lstatSync(join(parent, name)).uid === process.getuid?.()) rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // another host was faster
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** The last part of the name without anything that a path or a terminal would act on. */
export function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = last.replace(/[\p{C}:*?"<>|]/gu, '_').replace(/^\.+/, '_');
  return plain.slice(-NAME_LENGTH) || 'capture';
}

/** Leaves `body` readable when it stops early: whoever answers the request must still be able to. */
async function copy(body: Readable, path: string, limit: number): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    let written = 0;
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      written += chunk.length;
      if (written > limit) throw full(written, limit);
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
}

function full(wanted: number, room: number): DiskFullError {
  const size = wanted > 0 ? `${megabytes(wanted)} MB` : 'The file';
  return new DiskFullError(`${size} cannot be taken over: the folder for temporary files has room for ${megabytes(room)} MB. Open the file by its path instead.`);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function isNoSpace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
