// Reads a pcapng file block by block, as the RFC draft has it: an oracle of its own, apart from Netloupe's reader and the program's writer.
import { readFileSync } from 'node:fs';

export interface Blocks {
  readonly types: readonly number[];
  /** Of each enhanced packet block. */
  readonly packets: readonly { readonly interface: number; readonly captured: number; readonly length: number }[];
  /** Bytes after the last whole block. */
  readonly rest: number;
  readonly sections: number;
  readonly descriptions: number;
  readonly statistics: number;
}

export function readBlocks(path: string): Blocks {
  const bytes = readFileSync(path);
  const types: number[] = [];
  const packets: { interface: number; captured: number; length: number }[] = [];
  let at = 0;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32LE(at + 4);
    if (at + length > bytes.length) break;
    if (length % 4 !== 0 || length < 12 || bytes.readUInt32LE(at + length - 4) !== length) throw new Error(`${path}: block at ${at} is broken`);
    const type = bytes.readUInt32LE(at);
    types.push(type);
    if (type === 6) packets.push({ interface: bytes.readUInt32LE(at + 8), captured: bytes.readUInt32LE(at + 20), length: bytes.readUInt32LE(at + 24) });
    at += length;
  }
  const count = (wanted: number) => types.filter((type) => type === wanted).length;
  return { types, packets, rest: bytes.length - at, sections: count(0x0a0d0d0a), descriptions: count(1), statistics: count(5) };
}
