// RPL, the routing protocol for lossy networks (RFC 6550), as tcpdump prints it.
import { hexNumber } from './hex-number';
import { valueName, type Printout } from './printout';

const MESSAGES: Readonly<Record<number, string>> = {
  0: 'DODAG Information Solicitation', 1: 'DODAG Information Object', 2: 'Destination Advertisement Object', 3: 'Destination Advertisement Object Ack',
};
const MODES: Readonly<Record<number, string>> = { 0: 'nonstoring', 1: 'storing', 2: 'nonstoring-multicast', 3: 'storing-multicast' };
const OPTIONS: Readonly<Record<number, string>> = {
  0: 'pad1', 1: 'padN', 2: 'metrics', 3: 'routinginfo', 4: 'dodagconfig', 5: 'rpltarget', 6: 'pathcontrol', 8: 'destprefix', 9: 'rplflags',
};
const SECURE = 0x80;

/** What stands behind the code and the checksum of the message. */
export function rpl(out: Printout, at: number, length: number, code: number): void {
  if ((code & SECURE) !== 0) return out.print(', (SEC) [worktodo]');
  out.print(`, (CLR)${valueName(MESSAGES, code, 'RPL message, unknown code %u')}`);
  if (out.options.verbose === 0) return;
  if (code === 1) informationObject(out, at, length);
  else if (code === 2) destination(out, at, length);
  else if (code === 3) acknowledgement(out, at, length);
}

function wrong(out: Printout, length: number, least: number): void {
  out.print(` [length ${length} < ${least}]`);
  out.invalid();
}

function informationObject(out: Printout, at: number, length: number): void {
  if (length < 24) return wrong(out, length, 24);
  if (!out.has(at, 24)) return out.truncated();
  const flags = out.u8(at + 4);
  const grounded = (flags & 0x80) !== 0 ? 'grounded,' : '';
  out.print(` [dagid:${out.ip6(at + 8)},seq:${out.u8(at + 5)},instance:${out.u8(at)},rank:${out.u16(at + 2)},${grounded}mop:${valueName(MODES, (flags >> 3) & 7, 'mop%u')},prf:${flags & 7}]`);
  options(out, at + 24, length - 24);
}

function destination(out: Printout, start: number, length: number): void {
  if (!out.has(start, 20)) return out.truncated();
  if (length < 4) return wrong(out, length, 4);
  const flags = out.u8(start + 1);
  const isNamed = (flags & 0x40) !== 0;
  if (isNamed && length < 20) return wrong(out, length, 20);
  const id = isNamed ? out.ip6(start + 4) : '<elided>';
  out.print(` [dagid:${id},seq:${out.u8(start + 3)},instance:${out.u8(start)}${(flags & 0x80) !== 0 ? ',acK' : ''}${isNamed ? ',Dagid' : ''},${hexNumber(flags, 2)}]`);
  const header = isNamed ? 20 : 4;
  options(out, start + header, length - header);
}

function acknowledgement(out: Printout, start: number, length: number): void {
  if (!out.has(start, 4)) return out.truncated();
  if (length < 4) return wrong(out, length, 4);
  const isNamed = (out.u8(start + 1) & 0x80) !== 0;
  if (isNamed && !out.has(start + 4, 16)) return out.truncated();
  if (isNamed && length < 20) return wrong(out, length, 20);
  out.print(` [dagid:${isNamed ? out.ip6(start + 4) : '<elided>'},seq:${out.u8(start + 2)},instance:${out.u8(start)},status:${out.u8(start + 3)}]`);
  const header = isNamed ? 20 : 4;
  options(out, start + header, length - header);
}

function options(out: Printout, start: number, length: number): void {
  if (out.options.verbose < 2) return;
  for (let at = start, left = length; left > 0; ) {
    let size = 1;
    if (out.u8(at) === 0) out.print(' opt:pad1');
    else {
      if (left < 2) return out.truncated();
      size = out.u8(at + 1) + 2;
      out.print(` opt:${valueName(OPTIONS, out.u8(at), 'subopt:%u')} len:${size} `);
      if (!out.has(at, size) || left < size) return out.truncated();
      if (out.options.verbose > 2) out.unknownData(at + 2, ' ', size - 2);
    }
    at += size;
    left -= size;
  }
}
