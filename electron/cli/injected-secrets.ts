// `--inject-secrets TYPE,FILE` of `netloupe edit`: key logs that are put into a capture.
import { readFileSync } from 'node:fs';
import type { DecryptionSecrets } from '../../shared/capture-file/capture-scanner';
import { ProblemError } from '../../shared/problem';
import { systemProblem } from '../capture/file-source';
import { UsageError } from './options';

/** Secrets types of pcapng's Decryption Secrets Block (section 4.7). */
const TYPES: Readonly<Record<string, number>> = { tls: 0x544c_534b, ssh: 0x5353_484b, wg: 0x5747_4b4c };

/** @throws UsageError, ProblemError (a file cannot be read) */
export function injectedSecrets(texts: readonly string[]): DecryptionSecrets[] {
  return texts.map((text) => {
    const [, name = '', path = ''] = /^([^,]*),([^]+)$/.exec(text) ?? [];
    const type = TYPES[name];
    if (type === undefined || path === '') throw new UsageError(`--inject-secrets ${text}: ${Object.keys(TYPES).join('|')},FILE`);
    return { type, data: bytesOf(path) };
  }).filter(({ data }) => data.length > 0);
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ProblemError(systemProblem(error, path, 0));
  }
}
