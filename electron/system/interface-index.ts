// This machine's interfaces by index, as cooked captures name them.
import { readFileSync, readdirSync } from 'node:fs';

const FOLDER = '/sys/class/net';
let known: Map<number, string> | null = null;

/** `?` where there is none, or where the system does not tell. */
export function interfaceName(index: number): string {
  known ??= readIndexes();
  return known.get(index) ?? '?';
}

function readIndexes(): Map<number, string> {
  const found = new Map<number, string>();
  try {
    for (const name of readdirSync(FOLDER)) found.set(Number(readFileSync(`${FOLDER}/${name}/ifindex`, 'utf8')), name);
  } catch {
    // Not Linux, or an interface that has just gone.
  }
  return found;
}
