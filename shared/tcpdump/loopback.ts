// Ethernet's Configuration Testing Protocol (loopback) as tcpdump writes it.
import { valueName, type Printer, type Printout } from './printout';

const FUNCTIONS: Readonly<Record<number, string>> = { 1: 'Reply', 2: 'Forward Data' };
const REPLY = 1;
const FORWARD = 2;

export const loopback: Printer = (out, at, length) => {
  out.protocol = 'loopback';
  out.print('Loopback');
  if (length < 2) return invalidLoopback(out, at, length);
  const skip = out.le16(at);
  out.print(`, skipCount ${skip}`);
  if (skip % 8 !== 0) out.print(' (bogus)');
  if (skip > length - 2) return invalidLoopback(out, at, length);
  out.reach(at + 2, skip);
  printMessage(out, at + 2 + skip, length - 2 - skip, at, length);
};

function invalidLoopback(out: Printout, at: number, length: number): void {
  out.invalid();
  out.reach(at, length);
}

function printMessage(out: Printout, at: number, left: number, start: number, whole: number): void {
  if (left < 2) return invalidLoopback(out, start, whole);
  const code = out.le16(at);
  out.print(`, ${valueName(FUNCTIONS, code, ' invalid (%u)')}`);
  if (code !== REPLY && code !== FORWARD) return out.reach(start, whole);
  const header = code === REPLY ? 2 : 6;
  if (left - 2 < header) return invalidLoopback(out, start, whole);
  if (code === REPLY) out.print(`, receipt number ${out.le16(at + 2)}`);
  if (code === FORWARD) out.print(`, forwarding address ${out.mac(at + 2)}`);
  const data = left - 2 - header;
  out.print(`, data (${data} octets)`);
  out.reach(at + 2 + header, data);
}
