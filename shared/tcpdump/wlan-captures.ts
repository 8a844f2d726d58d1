// Link types with another header in front of 802.11 frames: Prism, AVS, PPI.
import { linktype } from '../frame/linktype';
import { hasLinkPrinter, linkPrinter } from './link-types';
import type { Printout } from './printout';
import { wlan } from './wlan';

const PLAIN = { isPadded: false, checksum: 0 };
const PRISM_HEADER = 144;
const AVS_COOKIES: ReadonlySet<number> = new Set([0x80211001, 0x80211002]);

/** LINKTYPE_IEEE802_11_PRISM, which may hold AVS headers. */
export function prismLink(out: Printout, at: number, length: number): void {
  out.protocol = 'prism';
  out.linkLength = out.left(at);
  if (!out.has(at, 4)) return out.truncated();
  if (AVS_COOKIES.has(out.u32(at))) return avs(out, at, length);
  if (!out.has(at, PRISM_HEADER)) return out.truncated();
  wlan(out, at + PRISM_HEADER, length - PRISM_HEADER, { ...PLAIN, before: PRISM_HEADER });
}

/** LINKTYPE_IEEE802_11_AVS. */
export function avsLink(out: Printout, at: number, length: number): void {
  out.protocol = '802.11_radio_avs';
  avs(out, at, length);
}

function avs(out: Printout, at: number, length: number): void {
  out.linkLength = out.left(at);
  if (!out.has(at, 8)) return out.truncated();
  const size = out.u32(at + 4);
  if (!out.has(at, size)) return out.truncated();
  wlan(out, at + size, length - size, { ...PLAIN, before: size });
}

const PPI_HEADER = 8;
const LONGEST_PPI = 65_532;

/** LINKTYPE_PPI: any link type inside. */
export function ppiLink(out: Printout, at: number, length: number): void {
  out.protocol = 'ppi';
  out.linkLength = out.left(at);
  if (!out.has(at, PPI_HEADER)) return out.truncated();
  const size = out.le16(at + 2);
  if (size < PPI_HEADER || size > LONGEST_PPI) {
    out.print(` [length ${size} < ${PPI_HEADER} or > ${LONGEST_PPI}]`);
    return out.invalid();
  }
  if (!out.has(at, size)) return out.truncated();
  const link = out.le32(at + 4);
  if (out.options.link) ppiHeader(out, at, link, size, length);
  out.linkLength = 0;
  out.linkStart = at + size;
  try {
    ppiPayload(out, at, link, size, length);
  } finally {
    // tcpdump counts the inner header twice.
    out.linkLength = size + 2 * out.linkLength;
  }
}

function ppiPayload(out: Printout, at: number, link: number, size: number, length: number): void {
  if (hasLinkPrinter(link)) return linkPrinter(link)(out, at + size, length - size);
  if (!out.options.link) ppiHeader(out, at, link, size, length);
  out.defaultText(at + size, out.left(at + size));
}

function ppiHeader(out: Printout, at: number, link: number, size: number, length: number): void {
  const { name } = linktype(link);
  if (out.options.quiet) return out.print(`${name === `${link}` ? 'UNKNOWN' : name}, length ${length}: `);
  out.print(`V.${out.u8(at)} DLT ${name === `${link}` ? 'UNKNOWN' : name} (${link}) len ${size}, length ${length}: `);
}
