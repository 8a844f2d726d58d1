// Encoded addresses of PIM version 2 (RFC 7761 4.9.1) as tcpdump writes them.
import type { Printout } from './printout';

export type PimAddressKind = 'unicast' | 'group' | 'source';

/** Where what is left of a PIM message begins, and how many bytes that is. */
export interface PimRest {
  readonly at: number;
  readonly length: number;
}

function flagText(flags: number, kind: PimAddressKind): string {
  if (flags === 0) return '';
  if (kind === 'group') return `(0x${flags.toString(16).padStart(2, '0')})`;
  const rest = flags & 0xf8;
  return `(${flags & 4 ? 'S' : ''}${flags & 2 ? 'W' : ''}${flags & 1 ? 'R' : ''}${rest ? `+0x${rest.toString(16).padStart(2, '0')}` : ''})`;
}

/** @param plain length of addresses without their header (RFC 2117), or 0 @returns what follows, undefined where it is cut off or of no known family */
export function printPimAddress(out: Printout, { at, length }: PimRest, kind: PimAddressKind, plain: number): PimRest | undefined {
  let size = plain;
  let header = 0;
  if (plain === 0) {
    if (length < 2 || !out.has(at, 2)) return undefined;
    size = out.u8(at) === 1 ? 4 : out.u8(at) === 2 ? 16 : 0;
    if (out.u8(at + 1) !== 0) return undefined;
    header = 2;
  }
  if (size !== 4 && size !== 16) return undefined;
  const mask = kind === 'unicast' ? 0 : 2;
  const place = at + header;
  if (length - header < size + mask || !out.has(place, size + mask)) return undefined;
  out.print(size === 4 ? out.host4(place + mask) : out.host6(place + mask));
  if (mask > 0) {
    if (out.u8(place + 1) !== size * 8) out.print(`/${out.u8(place + 1)}`);
    out.print(flagText(out.u8(place), kind));
  }
  return { at: place + mask + size, length: length - header - mask - size };
}
