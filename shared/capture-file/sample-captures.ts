// Small capture files built byte by byte, for the tests of this folder.

/** Bytes of a number, in either byte order. */
export function uint(value: number, size: number, littleEndian = true): number[] {
  const bytes = Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** i) % 256);
  return littleEndian ? bytes : bytes.reverse();
}

export interface PcapShape {
  readonly magic?: number;
  readonly littleEndian?: boolean;
  readonly minor?: number;
  readonly network?: number;
  readonly headerExtra?: number;
}

/** A frame of `caplen` bytes that count up, at second `second`. */
export interface SampleFrame {
  readonly seconds: number;
  readonly fraction: number;
  readonly caplen: number;
  readonly len?: number;
}

export const SAMPLE_FRAMES: readonly SampleFrame[] = [
  { seconds: 1_700_000_000, fraction: 123_456, caplen: 60 },
  { seconds: 1_700_000_001, fraction: 999_999, caplen: 0, len: 9 },
  { seconds: 1_700_000_002, fraction: 7, caplen: 61, len: 1514 },
];

export function packet(caplen: number): number[] {
  return Array.from({ length: caplen }, (_, i) => (i * 7 + caplen) % 256);
}

export function pcapHeader({ magic = 0xa1b2c3d4, littleEndian = true, minor = 4, network = 1, headerExtra = 0 }: PcapShape = {}): number[] {
  const le = littleEndian;
  return [...uint(magic, 4, le), ...uint(2, 2, le), ...uint(minor, 2, le), ...uint(0, 8, le), ...uint(262_144, 4, le), ...uint(network, 4, le), ...uint(0, headerExtra)];
}

export function pcapRecord(frame: SampleFrame, littleEndian = true, recordExtra = 0): number[] {
  const le = littleEndian;
  const head = [frame.seconds, frame.fraction, frame.caplen, frame.len ?? frame.caplen].flatMap((value) => uint(value, 4, le));
  return [...head, ...new Array<number>(recordExtra).fill(0), ...packet(frame.caplen)];
}

export function pcap(frames: readonly SampleFrame[] = SAMPLE_FRAMES, shape: PcapShape = {}, recordExtra = 0): Uint8Array {
  const records = frames.flatMap((frame) => pcapRecord(frame, shape.littleEndian ?? true, recordExtra));
  return Uint8Array.from([...pcapHeader(shape), ...records]);
}

function pad(bytes: readonly number[]): number[] {
  return [...bytes, ...new Array<number>(-bytes.length & 3).fill(0)];
}

export interface BlockLie {
  readonly length?: number;
  readonly trailer?: number;
}

/** A pcapng block around `body`. */
export function block(type: number, body: readonly number[], littleEndian = true, lie: BlockLie = {}): number[] {
  const padded = pad(body);
  const length = lie.length ?? padded.length + 12;
  return [...uint(type, 4, littleEndian), ...uint(length, 4, littleEndian), ...padded, ...uint(lie.trailer ?? length, 4, littleEndian)];
}

export function option(code: number, value: readonly number[], littleEndian = true): number[] {
  return [...uint(code, 2, littleEndian), ...uint(value.length, 2, littleEndian), ...pad(value)];
}

export function text(value: string): number[] {
  return Array.from(value, (character) => character.charCodeAt(0));
}

export function section(littleEndian = true, options: readonly number[] = [], major = 1, minor = 0): number[] {
  const fixed = [...uint(0x1a2b3c4d, 4, littleEndian), ...uint(major, 2, littleEndian), ...uint(minor, 2, littleEndian), ...new Array<number>(8).fill(255)];
  return block(0x0a0d0d0a, [...fixed, ...options], littleEndian);
}

export function interfaceBlock(linktype = 1, snaplen = 65_535, options: readonly number[] = [], littleEndian = true): number[] {
  return block(1, [...uint(linktype, 2, littleEndian), 0, 0, ...uint(snaplen, 4, littleEndian), ...options], littleEndian);
}

export interface EpbShape {
  readonly iface?: number;
  readonly count?: bigint;
  readonly caplen?: number;
  readonly len?: number;
  /** Caplen that the header says, where it lies. */
  readonly says?: number;
  readonly options?: readonly number[];
  readonly littleEndian?: boolean;
  readonly lie?: BlockLie;
}

export function enhancedPacket({ iface = 0, count = 1_700_000_000_123_456n, caplen = 60, len, says, options = [], littleEndian = true, lie }: EpbShape = {}): number[] {
  const high = Number(count >> 32n);
  const low = Number(count & 0xffffffffn);
  const head = [iface, high, low, says ?? caplen, len ?? caplen].flatMap((value) => uint(value, 4, littleEndian));
  return block(6, [...head, ...pad(packet(caplen)), ...options], littleEndian, lie);
}

export function simplePacket(caplen: number, len = caplen, littleEndian = true): number[] {
  return block(3, [...uint(len, 4, littleEndian), ...packet(caplen)], littleEndian);
}

/** Deterministic random numbers in [0, 1): mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
