// RIPng (RFC 2080) as tcpdump writes it.
import type { Printer, Printout } from './printout';

const HEADER = 4;
const ENTRY = 20;
const REQUEST = 1;
const RESPONSE = 2;

export const ripng: Printer = (out, at, length) => {
  out.protocol = 'ripng';
  if (length < HEADER) return out.invalid();
  const version = out.u8(at + 1);
  if (version !== 1) {
    out.print(` [vers ${version}]`);
    return out.invalid();
  }
  const command = out.u8(at);
  if (command !== REQUEST && command !== RESPONSE) {
    out.print(` ripng-${command} ?? ${length}`);
    return out.invalid();
  }
  const left = length - HEADER;
  const entries = Math.floor(left / ENTRY);
  if (command === REQUEST && entries === 1 && isDump(out, at + HEADER)) return out.print(' ripng-req dump');
  const name = command === REQUEST ? 'ripng-req' : 'ripng-resp';
  out.print(` ${name} ${entries}${entries * ENTRY === left ? '' : `[${length}]`}:`);
  for (let i = 0; i < entries; i++) {
    if (command === REQUEST) out.need(at + HEADER + ENTRY * i, ENTRY);
    out.print(out.options.verbose > 1 ? '\n\t' : ' ');
    printEntry(out, at + HEADER + ENTRY * i, command === RESPONSE);
  }
  if (entries * ENTRY !== left) out.invalid();
};

/** A request of the whole table: no prefix, metric 16. */
function isDump(out: Printout, at: number): boolean {
  return out.u8(at + 19) === 16 && out.hex(at, 16) === '0'.repeat(32);
}

/** Requests have no metric of their own. */
function printEntry(out: Printout, at: number, metric: boolean): void {
  out.print(`${out.host6(at)}/${out.u8(at + 18)}`);
  if (out.u16(at + 16) !== 0) out.print(` [${out.u16(at + 16)}]`);
  if (metric && out.u8(at + 19) !== 0) out.print(` (${out.u8(at + 19)})`);
}
