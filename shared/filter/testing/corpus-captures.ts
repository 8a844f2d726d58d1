// Captures of the corpus for tests of display filters, each opened once.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { MemorySource } from '../../capture-file/byte-source';
import { openCaptureFile } from '../../capture-file/capture-file';
import { PROTOCOLS } from '../../dissect/protocols';
import { Registry } from '../../dissect/registry';
import { ProblemError } from '../../problem';
import { catalogueOf } from '../../session/field-catalogue';
import { Session } from '../../session/session';

export const CORPUS = join(__dirname, '../../../../shared/corpus');
export const hasCorpus = existsSync(join(CORPUS, 'expected/filters'));

export const registry = new Registry(PROTOCOLS);
export const catalogue = catalogueOf(registry);

/** null: it is no capture that Netloupe reads. */
export function openCapture(name: string): Session | null {
  let bytes = new Uint8Array(readFileSync(join(CORPUS, 'captures', name)));
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = new Uint8Array(gunzipSync(bytes));
  try {
    const session = new Session(openCaptureFile(new MemorySource(bytes), name), registry, { zoneMinutes: () => 0 });
    while (session.step());
    session.finish();
    return session;
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

/** A table of `expected/filters`, without its header line. */
export function table(name: string): string[][] {
  if (!hasCorpus) return [];
  const bytes = readFileSync(join(CORPUS, 'expected/filters', name));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').slice(1).filter((line) => line !== '').map((line) => line.split('\t'));
}
