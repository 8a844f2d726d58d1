// TFTP (RFC 1350, options of RFC 2347) as tcpdump writes it.
import { valueName, type Printer, type Printout } from './printout';

const OPERATIONS: Readonly<Record<number, string>> = { 1: 'RRQ', 2: 'WRQ', 3: 'DATA', 4: 'ACK', 5: 'ERROR', 6: 'OACK' };
const ERRORS: Readonly<Record<number, string>> = {
  0: 'EUNDEF', 1: 'ENOTFOUND', 2: 'EACCESS', 3: 'ENOSPACE', 4: 'EBADOP', 5: 'EBADID', 6: 'EEXISTS', 7: 'ENOUSER',
};

export const tftp: Printer = (out, at, length) => {
  out.protocol = 'tftp';
  out.print(`TFTP, length ${length}`);
  if (length < 2) return out.truncated();
  const operation = out.u16(at);
  out.print(`, ${valueName(OPERATIONS, operation, 'tftp-#%u')}`);
  if (OPERATIONS[operation] === undefined) return;
  const whole = printOperation(out, at + 2, length - 2, operation);
  if (!whole) out.truncated();
};

/** False where the message ends too early. */
function printOperation(out: Printout, at: number, length: number, operation: number): boolean {
  switch (operation) {
    case 3:
    case 4:
      if (length < 2) return false;
      out.print(` block ${out.u16(at)}`);
      return true;
    case 5: return printError(out, at, length);
    case 6: return printOptions(out, at, length, ' ');
    default: return printRequest(out, at, length);
  }
}

/** Prints text up to a NUL. @returns bytes with the NUL, 0 where it is missing */
function printText(out: Printout, at: number, length: number): number {
  const there = Math.min(length, out.left(at));
  const used = out.printPadded(at, there);
  return used === there ? 0 : used + 1;
}

function printRequest(out: Printout, at: number, length: number): boolean {
  if (length <= 0) return false;
  out.print(' "');
  const name = printText(out, at, length);
  out.print('"');
  if (name === 0 || name === length) return false;
  out.print(' ');
  const mode = printText(out, at + name, length - name);
  return mode !== 0 && printOptions(out, at + name + mode, length - name - mode, ' ');
}

function printOptions(out: Printout, start: number, length: number, space: string): boolean {
  for (let at = start; at < start + length; ) {
    out.need(at, 1);
    if (out.u8(at) !== 0) out.print(space);
    const used = printText(out, at, start + length - at);
    if (used === 0) return false;
    at += used;
  }
  return true;
}

function printError(out: Printout, at: number, length: number): boolean {
  if (length < 2) return false;
  out.print(` ${valueName(ERRORS, out.u16(at), 'tftp-err-#%u "')}`);
  if (length <= 2) return false;
  out.print(' "');
  const used = printText(out, at + 2, length - 2);
  out.print('"');
  return used !== 0;
}
