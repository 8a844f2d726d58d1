// A packet's text in the making: the captured bytes with their bounds, the options, and what was printed so far.
import type { DumpState } from './dump-state';
import { hexDump } from './hex-forms';
import type { TextOptions } from './text-options';
import { ipv6Text } from './ipv6-text';

/** A printer read beyond the captured (or enclosing) bytes: the text ends with ` [|protocol]`. */
export class Truncated extends Error {
  /** @param atRead false where a printer asked before it read: tcpdump then still knows where the link-layer header ended */
  constructor(readonly atRead: boolean) {
    super('beyond the bytes that are there');
  }
}

const TRUNCATED = new Truncated(true);
const STOPPED = new Truncated(false);

/** Prints what stands at `at`, of which the wire had `length` bytes. */
export type Printer = (out: Printout, at: number, length: number) => void;

/** How deep printers may call each other: more is a packet made to exhaust us. */
const MAX_DEPTH = 128;

const HEX: readonly string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

export class Printout {
  text = '';
  /** Where the bytes end that may be read: the captured ones, or those of an enclosing header. */
  end: number;
  /** tcpdump's name of the protocol being printed, for ` [|name]`. */
  protocol = '';
  /** Length of the link-layer header, which -x leaves out. */
  linkLength = 0;
  /** Where the link layer's own header stands: behind a header that the capture put in front (PPI). */
  linkStart = 0;
  /** Protocols that tcpdump would have taken apart here and that have no printer: the line is marked. */
  readonly missing: string[] = [];
  private readonly view: DataView;
  private readonly ends: number[] = [];
  private depth = 0;

  constructor(readonly bytes: Uint8Array, readonly options: TextOptions, readonly state: DumpState) {
    this.end = bytes.length;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  print(text: string): void {
    this.text += text;
  }

  /** ` (invalid)`: what tcpdump says of a header that contradicts itself. */
  invalid(): void {
    this.text += ' (invalid)';
  }

  /** ` [|protocol]` without leaving the printer. */
  truncated(): void {
    this.text += ` [|${this.protocol}]`;
  }

  /** Says that tcpdump has text here and we have none. */
  lacks(protocol: string): void {
    this.missing.push(protocol);
    this.text += `${/\s$/.test(this.text) ? '' : ' '}[netloupe: no tcpdump text for ${protocol}]`;
  }

  /** What no printer knows: hex and characters, unless the packet's bytes are printed anyway. */
  defaultText(at: number, length: number): void {
    if (!this.options.hex.toLowerCase().startsWith('x') && !this.options.quiet) this.dump(at, length);
  }

  /** Hex and characters, come what may; what is missing of them ends the packet. */
  dump(at: number, length: number): void {
    this.text += hexDump(this.bytes, at, Math.min(at + length, this.end), '\n\t', true);
    if (at + length > this.end) throw TRUNCATED;
  }

  /** Bytes in rows of hex behind an indent, as far as they are there. */
  unknownData(at: number, indent: string, length: number): void {
    this.text += hexDump(this.bytes, at, Math.min(at + length, this.end), indent, false);
  }

  /** Calls a printer of what lies inside; too many inside each other end as a truncated packet does. */
  inside(printer: Printer, at: number, length: number): void {
    if (this.depth >= MAX_DEPTH) throw TRUNCATED;
    this.depth++;
    printer(this, at, length);
    this.depth--;
  }

  // Bounds.

  /** True if `n` bytes stand at `at`. */
  has(at: number, n = 1): boolean {
    return at >= 0 && at + n <= this.end;
  }

  /** @throws Truncated unless `n` bytes stand at `at` */
  need(at: number, n = 1): void {
    if (at < 0 || at + n > this.end) throw STOPPED;
  }

  /** As `need`, but as a read that fails. @throws Truncated */
  reach(at: number, n: number): void {
    if (at < 0 || at + n > this.end) throw TRUNCATED;
  }

  /** Prints what tcpdump asks for before it reads it: a cut there leaves the length of the link layer known. */
  asks(print: () => void): void {
    const { protocol } = this;
    try {
      print();
    } catch (error) {
      throw error === TRUNCATED && this.protocol === protocol ? STOPPED : error;
    }
  }

  /** Bytes that can be read from `at` on. */
  left(at: number): number {
    return Math.max(0, this.end - at);
  }

  /** Narrows the bounds to `end` (never widens them) until `popEnd`. */
  pushEnd(end: number): void {
    this.ends.push(this.end);
    this.narrow(end);
  }

  popEnd(): void {
    this.end = this.ends.pop() ?? this.end;
  }

  /** Narrows the bounds for good (as far as the pushed ones reach). */
  narrow(end: number): void {
    if (end < this.end) this.end = end;
  }

  /** Undoes all narrowing: for what is printed after the packet's headers. */
  wholePacket(): void {
    this.ends.length = 0;
    this.depth = 0;
    this.end = this.bytes.length;
  }

  // Numbers, big-endian unless `le`.

  u8(at: number): number {
    this.reach(at, 1);
    return this.bytes[at]!;
  }

  i8(at: number): number {
    return (this.u8(at) << 24) >> 24;
  }

  u16(at: number): number {
    this.reach(at, 2);
    return (this.bytes[at]! << 8) | this.bytes[at + 1]!;
  }

  i16(at: number): number {
    return (this.u16(at) << 16) >> 16;
  }

  u24(at: number): number {
    this.reach(at, 3);
    return (this.bytes[at]! << 16) | (this.bytes[at + 1]! << 8) | this.bytes[at + 2]!;
  }

  u32(at: number): number {
    this.reach(at, 4);
    return this.view.getUint32(at);
  }

  i32(at: number): number {
    this.reach(at, 4);
    return this.view.getInt32(at);
  }

  /** As a number: exact up to 2^48. */
  u48(at: number): number {
    this.reach(at, 6);
    return this.view.getUint16(at) * 0x100000000 + this.view.getUint32(at + 2);
  }

  u64(at: number): bigint {
    this.reach(at, 8);
    return this.view.getBigUint64(at);
  }

  i64(at: number): bigint {
    this.reach(at, 8);
    return this.view.getBigInt64(at);
  }

  f32(at: number): number {
    this.reach(at, 4);
    return this.view.getFloat32(at);
  }

  le16(at: number): number {
    this.reach(at, 2);
    return this.bytes[at]! | (this.bytes[at + 1]! << 8);
  }

  le24(at: number): number {
    this.reach(at, 3);
    return this.bytes[at]! | (this.bytes[at + 1]! << 8) | (this.bytes[at + 2]! << 16);
  }

  le32(at: number): number {
    this.reach(at, 4);
    return this.view.getUint32(at, true);
  }

  le64(at: number): bigint {
    this.reach(at, 8);
    return this.view.getBigUint64(at, true);
  }

  // Addresses and names.

  /** 192.0.2.1 */
  ip4(at: number): string {
    this.reach(at, 4);
    const b = this.bytes;
    return `${b[at]!}.${b[at + 1]!}.${b[at + 2]!}.${b[at + 3]!}`;
  }

  /** 2001:db8::1 */
  ip6(at: number): string {
    this.reach(at, 16);
    return ipv6Text(this.bytes, at);
  }

  /** An address that does not stand in the packet as a whole. */
  ip6Of(address: Uint8Array): string {
    return ipv6Text(address, 0);
  }

  /** Address with its name where names are wanted. */
  host4(at: number): string {
    return this.named(this.ip4(at));
  }

  host6(at: number): string {
    return this.named(this.ip6(at));
  }

  /** 00:00:5e:00:53:01 */
  mac(at: number): string {
    return this.hex(at, 6, ':');
  }

  /** tcp port or service name. */
  tcpPort(port: number): string {
    return this.port('tcp', port);
  }

  udpPort(port: number): string {
    return this.port('udp', port);
  }

  sctpPort(port: number): string {
    return this.port('sctp', port);
  }

  // Bytes as text.

  /** Two digits a byte. */
  hex(at: number, n: number, separator = ''): string {
    this.reach(at, n);
    let text = '';
    for (let i = at; i < at + n; i++) text += (i === at ? '' : separator) + HEX[this.bytes[i]!]!;
    return text;
  }

  /** Prints two digits a byte, as far as they are there. */
  printHex(at: number, n: number): void {
    for (let i = 0; i < n; i++) this.text += HEX[this.u8(at + i)]!;
  }

  /** Prints exactly `n` bytes as characters that do no harm; what is missing of them ends the packet. */
  printBytes(at: number, n: number): void {
    for (let i = 0; i < n; i++) this.text += safeCharacter(this.u8(at + i));
  }

  /** Prints up to `n` bytes, up to a NUL. @returns bytes looked at, without the NUL */
  printPadded(at: number, n: number): number {
    for (let i = 0; i < n; i++) {
      const c = this.u8(at + i);
      if (c === 0) return i;
      this.text += safeCharacter(c);
    }
    return n;
  }

  /** Prints up to a NUL, which must be there. @returns bytes with the NUL */
  printTerminated(at: number): number {
    for (let i = at; ; i++) {
      const c = this.u8(i);
      if (c === 0) return i + 1 - at;
      this.text += safeCharacter(c);
    }
  }

  private named(address: string): string {
    if (this.options.numeric) return address;
    const name = this.options.hostName(address);
    if (name === '') return address;
    return this.options.shortNames ? name.replace(/\..*$/, '') : name;
  }

  private port(transport: 'tcp' | 'udp' | 'sctp', port: number): string {
    return (this.options.numeric ? '' : this.options.portName(transport, port)) || `${port}`;
  }
}

/** As tcpdump shows a byte: printable ASCII as it is, others as ^X, with M- in front where the high bit is set. */
export function safeCharacter(c: number): string {
  const low = c & 0x7f;
  const meta = c > 0x7f ? 'M-' : '';
  return low < 0x20 || low === 0x7f ? `${meta}^${String.fromCharCode(low ^ 0x40)}` : meta + String.fromCharCode(low);
}

/** The name of a value, or the form with the number in it: `valueName(NAMES, 7, 'unknown (%u)')`. */
export function valueName(names: Readonly<Record<number, string>>, value: number, otherwise = '#%u'): string {
  return names[value] ?? otherwise.replace(/%(0?)(\d*)([udx])/, (_, zero: string, width: string, form: string) =>
    (form === 'x' ? value.toString(16) : `${value}`).padStart(Number(width || 0), zero === '0' ? '0' : ' '));
}

/** The names of the bits that are set, with a separator, as tcpdump lists flags; `none` where none is known. */
export function bitNames(names: readonly (readonly [bit: number, name: string])[], value: number, none = 'none', separator = ', '): string {
  const set = names.filter(([bit]) => bit !== 0 && (value & bit) === (bit | 0)).map(([, name]) => name);
  return set.length === 0 ? (names.find(([bit]) => bit === 0 && value === 0)?.[1] ?? none) : set.join(separator);
}
