// Reading facts of this host: files of /proc and /sys, and programs that are asked. One object, so that tests can put another host in its place.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { open, readdir, readFile, stat, statfs, unlink } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { capturesFolder } from '../capture/capture-spool';
import { captureProgramFile } from '../capture/capture-program';
import { runProgram, type CommandResult } from '../capture/system-command';

export interface FileFacts {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
  /** This user may execute it. */
  readonly executable: boolean;
}

export interface HostReaders {
  readonly platform: NodeJS.Platform;
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly user: string;
  /** Our capture program, executable or not; null = not built. */
  readonly program: string | null;
  /** Where captures are written. */
  readonly captures: string;
  /** Text without white space at its ends; null = not there, or not readable. */
  read(path: string): Promise<string | null>;
  /** Names in a folder; none where it is not there. */
  list(path: string): Promise<readonly string[]>;
  file(path: string): Promise<FileFacts | null>;
  /** Free bytes of the file system that a folder is in, or will be in; null = not known. */
  space(folder: string): Promise<number | null>;
  /** Path of a program of the system; null = not installed. */
  find(name: string): string | null;
  run(program: string, args: readonly string[]): Promise<CommandResult>;
  /** Bytes a second that are really on the disk, by a short trial in a folder; null = could not be tried. */
  writeRate(folder: string): Promise<number | null>;
  wait(milliseconds: number): Promise<void>;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
}

/** A trial of writing ends after so much, or so long. */
const TRIAL_CHUNK = 1_048_576;
const TRIAL_CHUNKS = 8;
const TRIAL_MS = 100;

const RUN_MS = 2_000;
/** Where getcap, setcap, ethtool and tc are, which is not in every user's PATH. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin', '/usr/bin', '/bin'];

export function hostReaders(): HostReaders {
  return {
    platform: process.platform,
    uid: process.geteuid?.() ?? -1,
    gid: process.getegid?.() ?? -1,
    groups: process.getgroups?.() ?? [],
    user: userName(),
    program: captureProgramFile(),
    captures: capturesFolder(),
    read: readText,
    list: (path) => readdir(path).catch(() => []),
    file: fileFacts,
    space: freeSpace,
    find: findProgram,
    run: (program, args) => runProgram(program, args, RUN_MS),
    writeRate,
    wait: (milliseconds) => sleep(milliseconds),
    now: () => performance.now(),
  };
}

/** A user id without a name has no entry to read. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

async function readText(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    return null;
  }
}

async function fileFacts(path: string): Promise<FileFacts | null> {
  try {
    const { uid, gid, mode } = await stat(path);
    return { uid, gid, mode: mode & 0o7777, executable: isExecutable(path) };
  } catch {
    return null;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The folder, or the nearest above it that is there. */
function thereOf(folder: string): string {
  let at = folder;
  while (!existsSync(at) && at !== join(at, '..')) at = join(at, '..');
  return at;
}

async function writeRate(folder: string): Promise<number | null> {
  const path = join(thereOf(folder), `.netloupe-trial-${process.pid}-${Date.now()}`);
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      const chunk = Buffer.alloc(TRIAL_CHUNK, 0x55);
      const begun = performance.now();
      let bytes = 0;
      while (bytes < TRIAL_CHUNK * TRIAL_CHUNKS && performance.now() - begun < TRIAL_MS) {
        await file.write(chunk);
        await file.datasync();
        bytes += TRIAL_CHUNK;
      }
      return bytes / ((performance.now() - begun) / 1_000);
    } finally {
      await file.close();
      await unlink(path);
    }
  } catch {
    return null;
  }
}

async function freeSpace(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(thereOf(folder));
    return bavail * bsize;
  } catch {
    return null;
  }
}

function findProgram(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/')), ...SYSTEM_FOLDERS];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}
