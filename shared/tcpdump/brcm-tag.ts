// Ethernet as switches hand it to their host: with a tag of Broadcom, as tcpdump prints it.
import { ether, etherTagged } from './ether';
import { hexNumber } from './hex-number';
import { valueName, type Printout } from './printout';

const TAG = 4;
const PLACE = 12;
const INGRESS = 0x20;
const ENFORCEMENTS = ['None', 'Untag', 'Header', 'Reserved'] as const;
const REASONS: Readonly<Record<number, string>> = { 1: 'mirror', 2: 'MAC learning', 4: 'switching', 8: 'prot term', 16: 'prot snoop', 32: 'exception' };

/** LINKTYPE_DSA_TAG_BRCM: behind the addresses. */
export function brcmTagLink(out: Printout, at: number, length: number): void {
  out.protocol = 'brcm-tag';
  etherTagged(out, at, length, TAG, () => { printTag(out, at + PLACE); });
}

/** LINKTYPE_DSA_TAG_BRCM_PREPEND: in front of the frame. */
export function brcmTagPrependLink(out: Printout, at: number, length: number): void {
  out.protocol = 'brcm-tag-prepend';
  if (!out.has(at, TAG)) return out.truncated();
  if (out.options.link) printTag(out, at);
  out.linkStart = at + TAG;
  try {
    ether(out, at + TAG, length - TAG);
  } finally {
    if (out.linkLength > 0) out.linkLength += TAG;
  }
}

function printTag(out: Printout, at: number): void {
  const [kind, second, third, last] = [out.u8(at), out.u8(at + 1), out.u8(at + 2), out.u8(at + 3)];
  const fields = (kind & INGRESS) !== 0
    ? `TC: ${(second >> 2) & 7}, TE: ${ENFORCEMENTS[second & 3]!}, TS: ${second >> 7}, DST map: 0x${hexNumber(((third & 1) << 8) | last, 4)}`
    : `CID: ${second}, RC: ${valueName(REASONS, third, 'reserved')}, TC: ${last >> 5}, port: ${last & 0x1f}`;
  out.print(`BRCM tag OP: ${kind === 0 ? 'EG' : 'IG'}, ${fields}, `);
}
