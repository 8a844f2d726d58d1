// Files of live captures that are not saved yet: each in a folder of its own, with a note that says whose it is. Found again after a crash.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { isAbsolute, join, sep } from 'node:path';
import * as v from 'valibot';
import type { CaptureOptions } from '../../shared/live/capture-options';
import type { LeftCapture } from '../../shared/live/saved-capture';

/** A capture whose owner has not shown a sign of life for so long is left over; milliseconds. */
const SILENT_MS = 15_000;
const FILE = 'capture.pcapng';
const NOTE = 'capture.json';

const NOTE_SHAPE = v.object({ pid: v.number(), startedMs: v.number(), interfaces: v.string(), packets: v.number(), options: v.unknown() });
type Note = v.InferOutput<typeof NOTE_SHAPE>;

/** `$XDG_STATE_HOME/netloupe/captures`: it outlives the app and a restart of the machine, unlike a temporary folder. */
export function capturesFolder(): string {
  const state = process.env['XDG_STATE_HOME'];
  return join(state && isAbsolute(state) ? state : join(homedir(), '.local', 'state'), 'netloupe', 'captures');
}

export class CaptureSpool {
  readonly path: string;
  private note: Note;

  private constructor(readonly id: string, note: Note) {
    this.path = join(capturesFolder(), id, FILE);
    this.note = note;
  }

  /** Makes the folder (mode 0700); the capture's source makes the file. @throws the system's error */
  static create(options: CaptureOptions, interfaces: string): CaptureSpool {
    const startedMs = Date.now();
    const spool = new CaptureSpool(`${startedMs}-${randomBytes(4).toString('hex')}`, { pid: process.pid, startedMs, interfaces, packets: 0, options });
    mkdirSync(join(capturesFolder(), spool.id), { recursive: true, mode: 0o700 });
    spool.write();
    return spool;
  }

  /** Takes over a capture that was left, by the path of its file; null where the path is none of those. */
  static adopt(path: string): CaptureSpool | null {
    const folder = capturesFolder() + sep;
    if (!path.startsWith(folder) || !path.endsWith(sep + FILE)) return null;
    const id = path.slice(folder.length, -(FILE.length + 1));
    const note = readNote(id);
    if (note === null) return null;
    const spool = new CaptureSpool(id, { ...note, pid: process.pid });
    spool.write();
    return spool;
  }

  get options(): unknown {
    return this.note.options;
  }

  get startedMs(): number {
    return this.note.startedMs;
  }

  /** Says that somebody still looks after it, and how many packets it has. Call every few seconds. */
  alive(packets: number): void {
    this.note = { ...this.note, packets };
    this.write();
  }

  /** Nobody looks after it any more: it is offered at the next start. */
  leave(): void {
    this.note = { ...this.note, pid: 0 };
    this.write();
  }

  remove(): void {
    rmSync(join(capturesFolder(), this.id), { recursive: true, force: true });
  }

  /** Whole or not at all; a disk that is full costs the note's news, nothing else. */
  private write(): void {
    const path = join(capturesFolder(), this.id, NOTE);
    try {
      writeFileSync(`${path}.new`, JSON.stringify(this.note), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    } catch {
      rmSync(`${path}.new`, { force: true });
    }
  }
}

/** Captures that nobody looks after, newest first. */
export function leftCaptures(nowMs = Date.now()): LeftCapture[] {
  const found: LeftCapture[] = [];
  for (const id of folderNames()) {
    const note = readNote(id);
    const path = join(capturesFolder(), id, FILE);
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (note === null || size === 0 || !isLeft(id, note, nowMs)) continue;
    found.push({ id, path, interfaces: note.interfaces, startedMs: note.startedMs, size, packets: note.packets });
  }
  return found.sort((a, b) => b.startedMs - a.startedMs);
}

/** Deletes such a capture; one that somebody looks after stays. */
export function declineCapture(id: string, nowMs = Date.now()): void {
  const note = readNote(id);
  if (note !== null && isLeft(id, note, nowMs)) rmSync(join(capturesFolder(), id), { recursive: true, force: true });
}

function folderNames(): string[] {
  return existsSync(capturesFolder()) ? readdirSync(capturesFolder()).filter((name) => /^[A-Za-z0-9-]{1,80}$/.test(name)) : [];
}

function readNote(id: string): Note | null {
  try {
    const checked = v.safeParse(NOTE_SHAPE, JSON.parse(readFileSync(join(capturesFolder(), id, NOTE), 'utf8')));
    return checked.success ? checked.output : null;
  } catch {
    return null;
  }
}

function isLeft(id: string, note: Note, nowMs: number): boolean {
  if (!isAlive(note.pid)) return true;
  const touched = statSync(join(capturesFolder(), id, NOTE), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return nowMs - touched > SILENT_MS;
}

function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
