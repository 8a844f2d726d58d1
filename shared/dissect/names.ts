// Names of addresses and ports: what a dissection may ask for, and how Wireshark writes the answers.
import { ipv4BytesText, ipv4Text, ipv6Text, macText } from '../frame/address';
import type { Field } from './field';
import type { Layer } from './layer';

export type PortKind = 'tcp' | 'udp';

/**
 * Answers are '' where names of that kind are not wanted, and the number or address as text where it has no name: with names
 * wanted, `Source Port: 50099 (50099)` says as much.
 */
export interface Names {
  port(kind: PortKind, port: number): string;
  ipv4(address: number): string;
  ipv6(bytes: Uint8Array, at: number): string;
  ether(bytes: Uint8Array, at: number): string;
}

/** `name (address)`, or the address alone where names are not wanted. */
function both(name: string, plain: string): string {
  return name === '' ? plain : `${name} (${plain})`;
}

export function portText(p: Layer, kind: PortKind, port: number): string {
  return p.options.names === null ? String(port) : both(p.options.names.port(kind, port), String(port));
}

/** As the Info column has it: `http(80)`, and what has no name as it is. */
export function portInfo(p: Layer, kind: PortKind, port: number): string {
  const name = p.options.names?.port(kind, port) ?? '';
  return name === '' || name === String(port) ? String(port) : `${name}(${port})`;
}

/** The name alone, or the address where it has none. */
export function ipv4Name(names: Names | null, b: Uint8Array, at: number): string {
  return names?.ipv4(((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0) || ipv4BytesText(b, at);
}

export function ipv6Name(names: Names | null, b: Uint8Array, at: number): string {
  return names?.ipv6(b, at) || ipv6Text(b, at);
}

export function etherName(names: Names | null, b: Uint8Array, at: number): string {
  return names?.ether(b, at) || macText(b, at);
}

/** As a layer's own line has them. */
export function ipv4Named(p: Layer, at: number): string {
  const { names } = p.options;
  return both(names === null ? '' : names.ipv4(p.view.uint32(at)), ipv4BytesText(p.view.bytes, at));
}

export function ipv6Named(p: Layer, at: number): string {
  return both(p.options.names?.ipv6(p.view.bytes, at) ?? '', ipv6Text(p.view.bytes, at));
}

export function etherNamed(names: Names | null, b: Uint8Array, at: number): string {
  return both(names?.ether(b, at) ?? '', macText(b, at));
}

/** What a tree line shows for a value that may have a name; '' = as it is shown without names. */
export function namedValue(names: Names, f: Field, value: unknown): string {
  switch (f.type) {
    case 'ipv4': return f.base === 'netmask' ? '' : named(names.ipv4(value as number), ipv4Text(value as number));
    case 'ipv6': return named(names.ipv6(value as Uint8Array, 0), ipv6Text(value as Uint8Array));
    case 'ether': return named(names.ether(value as Uint8Array, 0), macText(value as Uint8Array));
    case 'uint16': return f.base === 'pt_tcp' || f.base === 'pt_udp' ? named(names.port(f.base === 'pt_tcp' ? 'tcp' : 'udp', value as number), String(value)) : '';
    default: return '';
  }
}

function named(name: string, plain: string): string {
  return name === '' ? '' : both(name, plain);
}
