// A file on disk as a ByteSource, with the system's errors as problems that a user can be told of.
import { closeSync, constants, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import type { ByteSource } from '../../shared/capture-file/byte-source';
import { problem, ProblemError, type ProblemCode } from '../../shared/problem';

/** Synchronous positioned reads; follows a file that grows. */
export class FileSource implements ByteSource {
  private closed = false;

  constructor(private readonly fd: number, private readonly name: string) {}

  /** The system's number of the open file: other threads of this process may read by it. */
  get descriptor(): number {
    return this.fd;
  }

  get size(): number {
    return this.closed ? 0 : fstatSync(this.fd).size;
  }

  read(position: number, target: Uint8Array, start: number, length: number): number {
    let done = 0;
    while (done < length && !this.closed) {
      const got = this.readOnce(target, start + done, length - done, position + done);
      if (got === 0) break;
      done += got;
    }
    return done;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    closeSync(this.fd);
  }

  private readOnce(target: Uint8Array, start: number, length: number, position: number): number {
    try {
      return readSync(this.fd, target, start, length, position);
    } catch (error) {
      throw new ProblemError(systemProblem(error, this.name, position));
    }
  }
}

/**
 * Opens a regular file. Never waits, whatever the path names.
 * @throws ProblemError NL-FILE-01 (missing), -02 (permission), -03 (directory), -04 (empty), -09 (read error; a pipe or device,
 *   which openCapturePath handles)
 */
export function openFileSource(path: string): FileSource {
  const name = basename(path);
  const { fd, stats } = openPath(path);
  const refused = refusal(stats, name);
  if (refused === null) return new FileSource(fd, name);
  closeSync(fd);
  throw new ProblemError(refused);
}

/** Windows has no such flag. */
const NON_BLOCKING = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

/** Opens without waiting for the other end of a pipe. @throws ProblemError NL-FILE-01, -02, -03, -09 */
export function openPath(path: string): { fd: number; stats: Stats } {
  try {
    refuseDevice(statSync(path), basename(path));
    const fd = openSync(path, constants.O_RDONLY | NON_BLOCKING);
    return { fd, stats: fstatSync(fd) };
  } catch (error) {
    throw error instanceof ProblemError ? error : new ProblemError(systemProblem(error, basename(path), 0));
  }
}

/** Before it is opened: opening alone makes some devices act. */
function refuseDevice(stats: Stats, name: string): void {
  if (!stats.isCharacterDevice() && !stats.isBlockDevice() && !stats.isSocket()) return;
  const what = stats.isSocket() ? 'socket' : 'device';
  throw new ProblemError(problem('NL-FILE-09', `${name} is a ${what}. Netloupe reads capture files, named pipes and standard input (-).`, { file: name }));
}

function refusal(stats: Stats, name: string): ReturnType<typeof problem> | null {
  if (stats.isDirectory()) return problem('NL-FILE-03', `${name} is a directory, not a capture file.`, { file: name });
  if (!stats.isFile()) return problem('NL-FILE-09', `${name} is a pipe; only files can be opened here.`, { file: name });
  return stats.size === 0 ? problem('NL-FILE-04', `${name} is empty.`, { file: name }) : null;
}

const CODES: Readonly<Record<string, ProblemCode>> = {
  ENOENT: 'NL-FILE-01', ENOTDIR: 'NL-FILE-01', EACCES: 'NL-FILE-02', EPERM: 'NL-FILE-02', EISDIR: 'NL-FILE-03',
};

const SENTENCES: Readonly<Record<string, string>> = {
  'NL-FILE-01': 'does not exist.',
  'NL-FILE-02': 'cannot be opened: you have no permission to read it.',
  'NL-FILE-03': 'is a directory, not a capture file.',
};

const CAUSES: Readonly<Record<string, string>> = {
  ELOOP: 'cannot be opened: its symbolic links lead in a circle.',
  ENAMETOOLONG: 'cannot be opened: the name is too long.',
  EMFILE: 'cannot be opened: too many files are open.',
};

/** A system error (`code` such as ENOENT) as a problem. */
export function systemProblem(error: unknown, name: string, offset: number): ReturnType<typeof problem> {
  const cause = errorCode(error);
  const code = CODES[cause] ?? 'NL-FILE-09';
  const sentence = SENTENCES[code] ?? CAUSES[cause] ?? `cannot be read at byte ${offset}: the system reports ${cause}.`;
  return problem(code, `${name} ${sentence}`, { file: name, cause, ...(code === 'NL-FILE-09' ? { offset } : {}) });
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'an unknown error';
}
