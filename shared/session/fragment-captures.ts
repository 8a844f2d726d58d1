// Captures of IP fragments built byte by byte, for the tests of this folder.
import { pcapHeader, uint } from '../capture-file/sample-captures';

const big = (value: number, size: number): number[] => uint(value, size, false);

export interface FragmentShape {
  readonly id: number;
  readonly offset?: number;
  readonly more?: boolean;
  readonly protocol?: number;
  readonly source?: number;
}

export function ethernet(type: number, payload: readonly number[]): number[] {
  return [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, ...big(type, 2), ...payload];
}
export function vlan(id: number, type: number, payload: readonly number[]): number[] {
  return ethernet(0x8100, [...big(id, 2), ...big(type, 2), ...payload]);
}
export function ipv4({ id, offset = 0, more = false, protocol = 17, source = 0x0a000001 }: FragmentShape, payload: readonly number[]): number[] {
  return [0x45, 0, ...big(20 + payload.length, 2), ...big(id, 2), ...big((more ? 0x2000 : 0) | (offset / 8), 2), 64, protocol, 0, 0, ...big(source, 4), 10, 0, 0, 2, ...payload];
}
/** With a fragment header. */
export function ipv6({ id, offset = 0, more = false, protocol = 17, source = 1 }: FragmentShape, payload: readonly number[]): number[] {
  const address = (last: number): number[] => [0x20, 1, 0x0d, 0xb8, ...new Array<number>(11).fill(0), last];
  return [0x60, 0, 0, 0, ...big(8 + payload.length, 2), 44, 64, ...address(source), ...address(2), protocol, 0, ...big(offset | (more ? 1 : 0), 2), ...big(id, 4), ...payload];
}
export function udp(source: number, destination: number, payload: readonly number[], checksum = 0): number[] {
  return [...big(source, 2), ...big(destination, 2), ...big(8 + payload.length, 2), ...big(checksum, 2), ...payload];
}
export const letters = (length: number, first = 0x41): number[] => Array.from({ length }, (_, i) => (first + i) & 255);

/** A pcap file; frames at one second each, cut where `cut` says. */
export function capture(frames: readonly (readonly number[])[], cut: Readonly<Record<number, number>> = {}): Uint8Array {
  const out = pcapHeader();
  for (const [i, frame] of frames.entries()) {
    const caplen = cut[i + 1] ?? frame.length;
    for (const value of [1000 + i, 0, caplen, frame.length]) out.push(...uint(value, 4));
    for (let k = 0; k < caplen; k++) out.push(frame[k]!);
  }
  return Uint8Array.from(out);
}

/** DNS queries in three fragments each over both versions of IP, several datagrams on their way at once, TCP-free. */
export function fragmentedCapture(count: number): Uint8Array {
  const late: (readonly number[])[] = [];
  const frames: (readonly number[])[] = [];
  for (let i = 0; i < count; i++) {
    const name = letters(24, 0x61).flatMap((c, k) => (k === 0 ? [24, c] : [c]));
    const data = udp(2000 + (i % 90), 53, [...big(i, 2), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...name, 0, 0, 1, 0, 1]);
    const make = (offset: number, end: number): number[] => {
      const shape = { id: i, offset, more: end < data.length };
      return i % 3 === 0 ? ethernet(0x86dd, ipv6(shape, data.slice(offset, end))) : ethernet(0x0800, ipv4(shape, data.slice(offset, end)));
    };
    frames.push(make(24, 40), make(40, data.length));
    late.push(make(0, 24));
    if (late.length > 25) frames.push(late.shift()!);
  }
  return capture([...frames, ...late]);
}
