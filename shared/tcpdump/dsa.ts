// Ethernet as switches hand it to their host: with a tag of Marvell (DSA, EDSA) that tells ports, as tcpdump prints it.
import { etherTagged } from './ether';
import { ETHERTYPE_NAMES } from './ethertype-names';
import { hexNumber } from './hex-number';
import { valueName, type Printout } from './printout';

const TAG = 4;
const EXTENDED_TAG = 8;
/** Where a tag stands: behind both addresses. */
const PLACE = 12;
const CODES: Readonly<Record<number, string>> = { 0: 'BPDU (MGMT) Trap', 1: 'Frame2Reg', 2: 'IGMP/MLD Trap', 3: 'Policy Trap', 4: 'ARP Mirror', 5: 'Policy Mirror' };
const TO_CPU = 0;
const FROM_CPU = 1;
const TO_SNIFFER = 2;

/** LINKTYPE_DSA_TAG_DSA. */
export function dsaLink(out: Printout, at: number, length: number): void {
  out.protocol = 'dsa';
  etherTagged(out, at, length, TAG, () => {
    const tag = at + PLACE;
    out.print(out.options.link ? `Marvell DSA ${longText(out, tag)}` : `DSA ${shortText(out, tag)}`);
  });
}

/** LINKTYPE_DSA_TAG_EDSA: with an EtherType in front. */
export function edsaLink(out: Printout, at: number, length: number): void {
  out.protocol = 'edsa';
  etherTagged(out, at, length, EXTENDED_TAG, () => {
    const type = out.u16(at + PLACE);
    const tag = at + PLACE + TAG;
    if (!out.options.link) return out.print(`EDSA 0x${hexNumber(type, 4)}, ${shortText(out, tag)}`);
    out.print(`Marvell EDSA ethertype 0x${hexNumber(type, 4)} (${valueName(ETHERTYPE_NAMES, type, 'Unknown')}), rsvd ${out.u8(tag - 2)} ${out.u8(tag - 1)}, ${longText(out, tag)}`);
  });
}

interface Tag {
  readonly mode: number;
  readonly isTagged: boolean;
  readonly device: number;
  readonly port: number;
  /** A trunk, or what comes in, by the mode. */
  readonly hasBit: boolean;
  readonly code: number;
  readonly priority: number;
  readonly vlan: number;
  readonly isCanonical: boolean;
}

function tagAt(out: Printout, at: number): Tag {
  const [a, b, c] = [out.u8(at), out.u8(at + 1), out.u8(at + 2)];
  return {
    mode: a >> 6, isTagged: (a & 0x20) !== 0, device: a & 0x1f, port: b >> 3, hasBit: (b & 4) !== 0, code: (b & 6) | ((c >> 4) & 1), priority: c >> 5,
    vlan: ((c & 15) << 8) | out.u8(at + 3), isCanonical: (b & 1) !== 0,
  };
}

function shortText(out: Printout, at: number): string {
  const { mode, device, port, hasBit, vlan, isTagged } = tagAt(out, at);
  const place = `${device}.${port}`;
  const path = mode === TO_CPU ? `port ${place} > CPU` : mode === FROM_CPU ? `CPU > port ${place}`
    : mode === TO_SNIFFER ? `port ${place} > ${hasBit ? 'Rx' : 'Tx'} Sniffer` : `Forward ${hasBit ? 'trunk' : 'port'} ${place}`;
  return `${path}, VLAN ${vlan}${isTagged ? 't' : 'u'}, `;
}

function longText(out: Printout, at: number): string {
  const tag = tagAt(out, at);
  const vlan = `${tag.isTagged ? 'tagged' : 'untagged'}, ${tag.isCanonical ? 'CFI, ' : ''}VID ${tag.vlan}, FPri ${tag.priority}, `;
  return `mode ${pathText(tag)}, ${vlan}`;
}

function pathText({ mode, device, port, hasBit, code }: Tag): string {
  switch (mode) {
    case TO_CPU: return `To CPU, source dev ${device}, port ${port}, code ${valueName(CODES, code, 'reserved')}`;
    case FROM_CPU: return `From CPU, target dev ${device}, port ${port}`;
    case TO_SNIFFER: return `To Sniffer, source dev ${device}, port ${port}, ${hasBit ? 'ingress' : 'egress'} sniff`;
    default: return `Forward, dev ${device}, ${hasBit ? 'trunk' : 'port'} ${port}`;
  }
}
