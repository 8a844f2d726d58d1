// What the data of several record types have in common.
import { durationText } from '../../frame/duration';
import type { Field } from '../field';
import type { Layer } from '../layer';
import type { DnsFields } from './dns-fields';
import type { DnsMessage } from './dns-name';
import { TYPES } from './values/dns-names';

/** Reads from the cursor to m.dataEnd. */
export type DataDissector = (p: Layer, f: DnsFields, m: DnsMessage) => void;

/** What Info says of a record, and what its line in the tree says. Call it only where p.inRow. */
export function describe(p: Layer, m: DnsMessage, info: string, line: string): void {
  p.appendInfo(() => info);
  if (p.inTree && m.node) m.node.append += line;
}

export function takeRest(p: Layer, f: Field<Uint8Array>, m: DnsMessage): void {
  p.take(f, m.dataEnd - p.at);
}

/** A bit map of record types (RFC 4034 section 4.1.2). */
export function typeBitmap(p: Layer, f: DnsFields, m: DnsMessage): void {
  while (p.at < m.dataEnd) {
    const block = p.view.uint8(p.at) * 256;
    const length = p.view.uint8(p.at + 1);
    p.skip(2);
    if (p.emits) mapBits(p, f, m, p.at, length, block);
    p.skip(length);
  }
}

export function mapBits(p: Layer, f: DnsFields, m: DnsMessage, at: number, length: number, first: number): void {
  p.view.need(at, length);
  for (let i = 0; i < length; i++) {
    const byte = p.view.uint8(at + i);
    if (byte === 0) continue;
    if (m.mapped-- <= 0) return;
    for (let bit = 0; bit < 8; bit++) {
      if ((byte & (0x80 >> bit)) === 0) continue;
      const type = first + 8 * i + bit;
      p.put(f['resp.type'], type, at + i, 1);
      if (p.inTree) p.last.text = `RR type in bit map: ${TYPES[type] ?? `Unknown (${type})`}`;
    }
  }
}

export function seconds(p: Layer, f: Field<number>): void {
  const value = p.read(f);
  if (p.inTree) p.last.valueText = `${value} (${durationText(value)})`;
}
