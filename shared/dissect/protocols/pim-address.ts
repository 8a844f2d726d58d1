// PIM's encoded addresses (RFC 7761 section 4.9.1): unicast, group, source.
import { MALFORMED } from '../../bytes/byte-view';
import { ipv4BytesText, ipv6Text } from '../../frame/address';
import type { Field } from '../field';
import type { Layer } from '../layer';
import type { PimFields } from './pim-fields';

type Pair = readonly [v4: Field<number>, v6: Field<Uint8Array>];
const IPV4 = 1;
const IPV6 = 2;
const WITH_ATTRIBUTES = 1;
const END_OF_ATTRIBUTES = 0x40;

/** Octets of an address of the family that stands at `at`. */
export function addressSize(p: Layer, at: number): number {
  const family = p.view.uint8(at);
  if (family === IPV4) return 4;
  if (family === IPV6) return 16;
  throw MALFORMED;
}

function textAt(p: Layer, at: number, size: number): string {
  return size === 4 ? ipv4BytesText(p.view.bytes, at) : ipv6Text(p.view.bytes.subarray(at, at + 16));
}

/** The same bytes once as the line that stands for the whole, once within it. */
function put(p: Layer, pair: Pair, at: number, size: number, start: number, length: number): void {
  p.view.need(at, size);
  if (size === 4) p.put(pair[0], p.view.uint32(at), start, length);
  else p.put(pair[1], p.view.bytes.subarray(at, at + 16), start, length);
}

function kind(p: Layer, f: PimFields): void {
  p.read(f.addr_address_family);
  p.read(f.addr_encoding_type);
}

/** `name` replaces the label of the line: `RP 0`. */
export function unicast(p: Layer, f: PimFields, pair: Pair, name = pair[0].label): void {
  const start = p.at;
  const size = addressSize(p, start);
  put(p, pair, start + 2, size, start, 2 + size);
  if (p.inTree) p.last.text = `${name}: ${textAt(p, start + 2, size)}`;
  p.open();
  kind(p, f);
  put(p, [f.unicast, f.unicast_ipv6], p.at, size, p.at, size);
  p.skip(size);
  p.close();
}

/** Leaves its line open for what belongs to the group where `stay` is set. */
export function group(p: Layer, f: PimFields, name = 'Group', stay = false): void {
  const start = p.at;
  const size = addressSize(p, start);
  const pair: Pair = [f.group, f.group_ip6];
  put(p, pair, start + 4, size, start, 4 + size);
  if (p.inTree) p.last.text = `${name}: ${textAt(p, start + 4, size)}/${p.view.uint8(start + 3)}`;
  p.open();
  kind(p, f);
  const bits = p.read(f['group_addr.flags']);
  if (p.inTree) p.last.append = `${bits & 0x80 ? ', Bidirectional PIM' : ''}${bits & 1 ? ', Admin Scope Zone' : ''}`;
  p.open();
  p.flags(bits, [f['group_addr.flags.b']], start + 2, 1);
  p.peek(f['group_addr.flags.reserved'], start + 2);
  p.flags(bits, [f['group_addr.flags.z']], start + 2, 1);
  p.close();
  p.read(f.mask_len);
  put(p, pair, p.at, size, p.at, size);
  p.skip(size);
  if (!stay) p.close();
}

/** A joined or pruned source. */
export function source(p: Layer, f: PimFields, pair: Pair): void {
  const start = p.at;
  const size = addressSize(p, start);
  const attributes = p.view.uint8(start + 1) === WITH_ATTRIBUTES;
  put(p, pair, start + 4, size, start, 4 + size);
  const bits = p.view.uint8(start + 2);
  if (p.inTree) p.last.text = `IP address: ${textAt(p, start + 4, size)}/${p.view.uint8(start + 3)}${letters(bits)}`;
  p.open();
  kind(p, f);
  const named = [f['source_addr.flags.s'], f['source_addr.flags.w'], f['source_addr.flags.r']];
  p.read(f['source_addr.flags']);
  if (p.inTree) p.last.append = named.map((one) => (bits & one.mask ? `, ${one.label}` : '')).join('');
  p.open();
  p.peek(f['source_addr.flags.reserved'], start + 2);
  p.flags(bits, named, start + 2, 1);
  p.close();
  p.read(f.mask_len);
  put(p, [f.source, f.source_ip6], p.at, size, p.at, size);
  p.skip(size);
  if (attributes) skipAttributes(p);
  p.close();
}

function letters(bits: number): string {
  const text = `${bits & 4 ? 'S' : ''}${bits & 2 ? 'W' : ''}${bits & 1 ? 'R' : ''}`;
  return text === '' ? '' : ` (${text})`;
}

/** RFC 5384: type and flags, length, value, until the one that says it is the last. */
function skipAttributes(p: Layer): void {
  for (;;) {
    const first = p.view.uint8(p.at);
    p.skip(2 + p.view.uint8(p.at + 1));
    if (first & END_OF_ATTRIBUTES) return;
  }
}
