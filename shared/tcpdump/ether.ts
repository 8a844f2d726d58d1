// Ethernet II and IEEE 802.3, with VLAN tags.
import { ETHERTYPE_NAMES } from './ethertype-names';
import { ethertype } from './ethertypes';
import { llc, logicalHeaderLength } from './llc';
import { macsec, macsecEnd } from './macsec';
import { valueName, type Printout } from './printout';

const HEADER = 14;
const TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100, 0x9200]);
const MACSEC = 0x88e5;
const MAX_LENGTH_FIELD = 1500;
/** An EtherType of frames that are too long for a length field. */
const JUMBO = 0x8870;

/** A frame of DLT_EN10MB, or one inside of something. */
export function ether(out: Printout, start: number, length: number): void {
  out.protocol = 'ether';
  if (out.left(start) < HEADER) {
    linkEnds(out, start, out.end);
    return out.truncated();
  }
  if (out.options.link) out.print(`${out.mac(start + 6)} > ${out.mac(start)}, `);
  typed(out, start, start + 12, length);
}

/** A frame with a switch's tag behind the addresses. */
export function etherTagged(out: Printout, start: number, length: number, tag: number, print: () => void): void {
  if (out.left(start) < HEADER + tag) {
    linkEnds(out, start, out.end);
    return out.truncated();
  }
  if (out.options.link) out.print(`${out.mac(start + 6)} > ${out.mac(start)}, `);
  print();
  typed(out, start, start + 12 + tag, length);
}

/** Of the frame that was captured, not of one inside it. */
function linkEnds(out: Printout, start: number, at: number): void {
  if (start === out.linkStart) out.linkLength = at - start;
}

/** From the length/type field on, as often as there are tags. */
function typed(out: Printout, start: number, first: number, whole: number, shown = 0): void {
  const { link } = out.options;
  let at = first;
  let lengthShown = shown > 0;
  let type = out.u16(at);
  at += 2;
  const before = (): void => {
    if (!lengthShown) out.print(`, length ${whole}: `);
    lengthShown = true;
  };
  while (TAGS.has(type)) {
    if (!out.has(at, 4)) {
      linkEnds(out, start, out.end);
      out.protocol = 'vlan';
      return out.truncated();
    }
    if (link) {
      out.print(lengthShown ? `${typeText(out, type)}, ` : typeText(out, type));
      before();
    }
    if (link) out.print(`${tagText(out.u16(at))}, `);
    type = out.u16(at + 2);
    at += 4;
  }
  linkEnds(out, start, at);
  payload(out, at, { start, type, whole, lengthShown, shown: shown || whole });
}

function typeText(out: Printout, type: number): string {
  return out.options.quiet ? valueName(ETHERTYPE_NAMES, type, 'Unknown Ethertype (0x%04x)') : `ethertype ${nameOf(type)}`;
}

function nameOf(type: number): string {
  return `${ETHERTYPE_NAMES[type] ?? 'Unknown'} (0x${type.toString(16).padStart(4, '0')})`;
}

/** vlan 5, p 0, DEI */
export function tagText(tci: number): string {
  return `vlan ${tci & 0xfff}, p ${tci >> 13}${tci & 0x1000 ? ', DEI' : ''}`;
}

interface Announced {
  readonly start: number;
  readonly type: number;
  readonly whole: number;
  readonly lengthShown: boolean;
  /** Length that is told where it was not yet. */
  readonly shown: number;
}

function payload(out: Printout, at: number, { start, type, whole, lengthShown, shown }: Announced): void {
  const left = whole - (at - start);
  if (type <= MAX_LENGTH_FIELD || type === JUMBO) return logicalLink(out, start, at, type === JUMBO ? left : Math.min(type, left), lengthShown);
  const name = (): void => out.print(lengthShown ? `${typeText(out, type)}, ` : `${typeText(out, type)}, length ${whole}: `);
  if (out.options.link) name();
  if (type === MACSEC) return secured(out, start, at, left, whole);
  const printer = ethertype(type);
  if (printer !== null) out.inside(printer, at, left);
  else {
    if (!out.options.link) out.print(`${out.mac(start + 6)} > ${out.mac(start)}, ${typeText(out, type)}, length ${shown}: `);
    out.defaultText(at, out.left(at));
  }
}

/** A security tag, behind which the frame goes on with its type. */
function secured(out: Printout, start: number, at: number, length: number, whole: number): void {
  const inside = macsec(out, at, length, () => out.print(`${out.mac(start + 6)} > ${out.mac(start)} 802.1AE MACsec, `));
  if (inside === undefined) linkEnds(out, start, macsecEnd(out, at, length));
  else typed(out, start, inside.at, inside.at + inside.length - start, whole);
}

/** IEEE 802.3: a length, and LLC. */
function logicalLink(out: Printout, start: number, at: number, length: number, lengthShown: boolean): void {
  if (out.options.link) out.print(lengthShown ? '802.3' : `802.3, length ${length}: `);
  out.pushEnd(at + length);
  linkEnds(out, start, at + logicalHeaderLength(out, at));
  const done = llc(out, at, length, { source: start + 6, target: start });
  if (done < 0) out.defaultText(at, out.left(at));
  out.popEnd();
  linkEnds(out, start, at + Math.abs(done));
}
