// SLIP with the header that BSD puts in front, and Van Jacobson's compression (RFC 1144), as tcpdump prints them.
import { ip } from './ip';
import { ip6 } from './ip6';
import type { Printout } from './printout';

const HEADER = 16;
const BSDOS_HEADER = 24;
/** Where the compressed header begins. */
const COMPRESSED = 1;

/** LINKTYPE_SLIP. */
export function slipLink(out: Printout, at: number, length: number): void {
  slip(out, at, length, HEADER);
}

/** LINKTYPE_SLIP_BSDOS. */
export function slipBsdosLink(out: Printout, at: number, length: number): void {
  slip(out, at, length, BSDOS_HEADER);
}

function slip(out: Printout, at: number, length: number, header: number): void {
  out.protocol = header === HEADER ? 'slip' : 'slip_bsdos';
  if (!out.has(at, header) || length < header) return out.truncated();
  const [payload, left] = [at + header, length - header];
  if (out.options.link) printLink(out, at, payload, left);
  if (!out.has(payload) || left < 1) return out.truncated();
  out.linkLength = header;
  const version = out.u8(payload) >> 4;
  if (version === 4) ip(out, payload, left);
  else if (version === 6) ip6(out, payload, left);
  else out.print(`ip v${version}`);
}

function printLink(out: Printout, at: number, payload: number, length: number): void {
  const direction = out.u8(at);
  out.print(direction === 0 ? 'I ' : direction === 1 ? 'O ' : `Invalid direction ${direction} `);
  const kind = out.u8(at + COMPRESSED);
  if ((kind & 0xf0) === 0x40) return out.print(`ip ${length + HEADER}: `);
  if ((kind & 0xf0) === 0x70) {
    const connection = out.u8(at + COMPRESSED + 9);
    out.print(`utcp ${connection}: `);
    if (direction <= 1) out.state.remember('slip', `${direction} ${connection}`, dataLength(out, payload, length));
    if (direction <= 1) out.state.remember('slip', 'connection', connection);
    return;
  }
  if (direction > 1) return;
  if ((kind & 0x80) !== 0) {
    printCompressed(out, at + COMPRESSED, payload, length, direction);
    out.print(': ');
  } else out.print(`slip-${kind}!: `);
}

function dataLength(out: Printout, payload: number, length: number): number {
  const header = (out.u8(payload) & 15) * 4;
  out.reach(payload + header, 20);
  return length - header - (out.u8(payload + header + 12) >> 4) * 4;
}

function printCompressed(out: Printout, start: number, payload: number, length: number, direction: number): void {
  const flags = out.u8(start);
  let at = start + 1;
  let connection = Number(out.state.recall('slip', 'connection') ?? 255);
  if ((flags & 0x40) !== 0) {
    connection = out.u8(at++);
    out.state.remember('slip', 'connection', connection);
    out.print(`ctcp ${connection}`);
  } else out.print('ctcp *');
  at += 2;
  const before = Number(out.state.recall('slip', `${direction} ${connection}`) ?? 0);
  const change = (name: string): void => {
    const [value, bytes] = changed(out, at);
    out.print(` ${name}${value}`);
    at += bytes;
  };
  const window = (): void => {
    const [value, bytes] = changed(out, at);
    out.print(value >= 32_768 ? ` W-${65_536 - value}` : ` W+${value}`);
    at += bytes;
  };
  const special = flags & 15;
  if (special === 0x0b) out.print(` *SA+${before}`);
  else if (special === 0x0f) out.print(` *S+${before}`);
  else {
    if ((flags & 1) !== 0) change('U=');
    if ((flags & 2) !== 0) window();
    if ((flags & 4) !== 0) change('A+');
    if ((flags & 8) !== 0) change('S+');
  }
  if ((flags & 0x20) !== 0) change('I+');
  const data = dataLength(out, payload, length);
  out.state.remember('slip', `${direction} ${connection}`, data);
  out.print(` ${data} (${at - start})`);
}

/** A difference of one byte, or of two behind a zero; tcpdump does not go past one of one byte. */
function changed(out: Printout, at: number): readonly [value: number, bytes: number] {
  const value = out.u8(at);
  return value === 0 ? [out.u16(at + 1), 3] : [value, 0];
}
