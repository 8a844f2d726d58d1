// Token Ring frames (IEEE 802.5) with source routing as tcpdump prints them.
import { hexNumber } from './hex-number';
import { llc, logicalHeaderLength, sourceText } from './llc';
import type { Printout } from './printout';

const HEADER = 14;
const LOGICAL_LINK = 1;
const ROUTED = 0x80;
const KINDS = ['Non-Broadcast', 'Non-Broadcast', 'All-routes', 'Single-route'] as const;
const LARGEST = ['516', '1500', '2052', '4472', '8144', '11407', '17800', '??'] as const;

/** LINKTYPE_IEEE802_5. */
export function tokenRingLink(out: Printout, at: number, length: number): void {
  out.linkLength = tokenRing(out, at, length);
}

/** @returns length of the headers */
export function tokenRing(out: Printout, at: number, length: number): number {
  out.protocol = 'token-ring';
  if (!out.has(at, HEADER)) return cut(out, at);
  const isRouted = (out.u8(at + 8) & ROUTED) !== 0;
  const { link } = out.options;
  if (link) printHeader(out, at, length);
  if (isRouted && !out.has(at, HEADER + 2)) return cut(out, at);
  const header = HEADER + (isRouted ? printRoute(out, at + HEADER) : 0);
  const payload = at + header;
  out.linkLength = header;
  if (out.u8(at + 1) >> 6 !== LOGICAL_LINK) {
    if (!link) printHeader(out, at, length);
    out.defaultText(payload, out.left(payload));
    return header;
  }
  out.linkLength += logicalHeaderLength(out, payload);
  const done = llc(out, payload, length - header, { source: at + 8, target: at + 2, maskSource: isRouted });
  if (done < 0) out.defaultText(payload, out.left(payload));
  return header + Math.abs(done);
}

function cut(out: Printout, at: number): number {
  out.truncated();
  return out.left(at);
}

function printHeader(out: Printout, at: number, length: number): void {
  const front = out.options.quiet ? '' : `${out.hex(at, 1)} ${out.hex(at + 1, 1)} `;
  out.print(`${front}${sourceText(out, { source: at + 8, target: at + 2, maskSource: true })} > ${out.mac(at + 2)}, length ${length}: `);
}

/** @returns length of the route */
function printRoute(out: Printout, at: number): number {
  const control = out.u16(at);
  const length = (control >> 8) & 0x1f;
  const isVerbose = out.options.verbose > 0;
  out.print(isVerbose ? `${KINDS[control >> 14]!} ${(control & 0x80) !== 0 ? 'Backward' : 'Forward'}` : `rt = ${hexNumber(control)}`);
  for (let i = 0; i < Math.trunc((length - 2) / 2); i++) {
    const segment = out.u16(at + 2 + i * 2);
    out.print(isVerbose ? ` [${segment >> 4}:${segment & 15}]` : `:${hexNumber(segment)}`);
  }
  out.print(` (${LARGEST[(control >> 4) & 7]!}) `);
  return length;
}
