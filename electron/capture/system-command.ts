// Finds a program of the system, and runs it to its end without a shell: what it said and how it ended.
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface CommandResult {
  /** Exit status; -1 = it could not be started, was ended by a signal or took too long. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const OUTPUT_BYTES = 16 * 1_048_576;
/** Where `ip` is, which is not in every user's PATH. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin'];

export function runProgram(program: string, args: readonly string[], timeoutMs = 3_000): Promise<CommandResult> {
  const PATH = [process.env['PATH'], ...SYSTEM_FOLDERS].join(delimiter);
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: OUTPUT_BYTES, env: { ...process.env, PATH, LC_ALL: 'C' } }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ status, stdout, stderr: stderr.trim() });
    });
  });
}

/** Path of a program; null where it is not installed. */
export function findOnPath(name: string): string | null {
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), ...SYSTEM_FOLDERS]) {
    const path = join(folder, name);
    if (folder !== '' && statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  }
  return null;
}

/** All at the same time, but no more than `limit`; results in the order of the items. */
export async function inParallel<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
