// FDDI frames as tcpdump prints them.
import { hexNumber } from './hex-number';
import { llc, logicalHeaderLength } from './llc';
import type { Printout } from './printout';

const HEADER = 13;
const ASYNC = 0x50;
const MANAGEMENT = 0x40;
const NAMES: Readonly<Record<number, string>> = { 0x40: 'void', 0x41: 'info', 0x4f: 'nsa', 0x80: 'nrt', 0xc0: 'rt', 0xc2: 'beacon', 0xc3: 'claim' };
/** With the lower four bits behind. */
const CLASSES: Readonly<Record<number, string>> = { 0x40: 'smt', 0x50: 'async', 0x60: 'imp_async', 0xc0: 'mac', 0xd0: 'sync', 0xe0: 'imp_sync' };

/** LINKTYPE_FDDI. */
export function fddiLink(out: Printout, at: number, length: number): void {
  out.linkLength = fddi(out, at, length);
}

/** @returns length of the headers */
export function fddi(out: Printout, at: number, length: number): number {
  out.protocol = 'fddi';
  if (!out.has(at, HEADER)) {
    out.truncated();
    return out.left(at);
  }
  const { link } = out.options;
  if (link) printHeader(out, at, length);
  const control = out.u8(at) & 0xf0;
  const [payload, left] = [at + HEADER, length - HEADER];
  out.linkLength = HEADER;
  if (control === ASYNC) {
    out.linkLength += logicalHeaderLength(out, payload);
    const done = llc(out, payload, left, { source: at + 7, target: at + 1 });
    if (done < 0) out.defaultText(payload, out.left(payload));
    return HEADER + Math.abs(done);
  }
  if (control === MANAGEMENT) out.print('<SMT printer not yet implemented>');
  else {
    if (!link) printHeader(out, at, length);
    out.defaultText(payload, out.left(payload));
  }
  return HEADER;
}

function printHeader(out: Printout, at: number, length: number): void {
  const control = out.u8(at);
  const group = CLASSES[control & 0xf0];
  const name = NAMES[control] ?? (group === undefined ? hexNumber(control, 2) : `${group}${hexNumber(control & 15)}`);
  out.print(`${out.options.quiet ? '' : `${name} `}${out.mac(at + 7)} > ${out.mac(at + 1)}, length ${length}: `);
}
