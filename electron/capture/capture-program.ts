// Our own capture program (native/): where it is, and asking it one question. Capturing itself: live-capture.
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';

const NAME = process.platform === 'win32' ? 'netloupe-capture.exe' : 'netloupe-capture';
/** Seen from a bundle in out/, from one in a folder of out/, from the source, and in a packaged app. */
const PLACES = ['native', '../native', '../../out/native'];

/** Path of the program; null where it is not built. NETLOUPE_CAPTURE names another one. */
export function captureProgramPath(): string | null {
  return candidates().find(isExecutable) ?? null;
}

/** The same, or one that this user may not execute. */
export function captureProgramFile(): string | null {
  return captureProgramPath() ?? candidates().find((path) => existsSync(path)) ?? null;
}

function candidates(): string[] {
  const resources = (process as { resourcesPath?: string }).resourcesPath;
  const all = [process.env['NETLOUPE_CAPTURE'], ...PLACES.map((place) => join(import.meta.dirname, place, NAME)), resources && join(resources, 'native', NAME)];
  return all.flatMap((path) => (path === undefined || path === '' ? [] : [path]));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What the program says of itself when it cannot be asked. */
export interface ProgramFailure {
  readonly failure: 'missing' | 'timeout' | 'failed';
  readonly text: string;
}

const ANSWER_BYTES = 16 * 1_048_576;

/**
 * Runs one of the verbs that answer at once (`version`, `interfaces`, `device`, `compile`).
 * @returns the object it printed, or why there is none; what is in the object is for the caller to check
 */
export function askProgram(args: readonly string[], timeoutMs = 3_000): Promise<Record<string, unknown> | ProgramFailure> {
  const program = captureProgramPath();
  if (program === null) return Promise.resolve({ failure: 'missing', text: 'the capture program is not built' });
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: timeoutMs, maxBuffer: ANSWER_BYTES, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      const answer = firstObject(stdout);
      if (answer !== null) resolve(answer);
      else if (error?.killed) resolve({ failure: 'timeout', text: `no answer within ${timeoutMs} ms` });
      else resolve({ failure: 'failed', text: stderr.trim() || (error?.message ?? 'no answer') });
    });
  });
}

export function isFailure(answer: Record<string, unknown> | ProgramFailure): answer is ProgramFailure {
  return typeof (answer as Partial<ProgramFailure>).failure === 'string';
}

function firstObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.split('\n', 1)[0] ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
