// SNAP: an organisation and its protocol behind LLC (IEEE 802).
import { ether } from './ether';
import { ETHERTYPE_NAMES } from './ethertype-names';
import { ethertype } from './ethertypes';
import { sourceText, type LinkAddresses } from './llc';
import { noPrinter } from './no-printer';
import { valueName, type Printer, type Printout } from './printout';
import { fddi } from './fddi';
import { stp } from './stp';
import { tokenRing } from './token-ring';

const OUIS: Readonly<Record<number, string>> = {
  0x000000: 'Ethernet', 0x00000c: 'Cisco', 0x00005e: 'IANA', 0x0000f8: 'Cisco bridged', 0x0080c2: 'Ethernet bridged', 0x00a03e: 'ATM Forum', 0x080007: 'Appletalk', 0x009069: 'Juniper',
};
const CISCO: Readonly<Record<number, string>> = { 0x2000: 'CDP', 0x2001: 'CGMP', 0x2003: 'VTP', 0x2004: 'DTP', 0x0111: 'UDLD', 0x010b: 'PVST', 0x010c: 'VLAN Bridge' };
const BRIDGED: Readonly<Record<number, string>> = {
  1: 'Ethernet + FCS', 2: '802.4 + FCS', 3: '802.5 + FCS', 4: 'FDDI + FCS', 7: 'Ethernet w/o FCS', 8: '802.4 w/o FCS', 9: '802.5 w/o FCS', 10: 'FDDI w/o FCS', 14: 'BPDU',
};
const CISCO_PRINTERS: Readonly<Record<number, Printer>> = {
  0x2000: noPrinter('cdp'), 0x2004: noPrinter('dtp'), 0x0111: noPrinter('udld'), 0x2003: noPrinter('vtp'), 0x010b: stp, 0x010c: stp,
};

/** @param pad bytes in front of a bridged frame @returns false where nobody prints what it announces */
export function snap(out: Printout, at: number, length: number, addresses: LinkAddresses | null, pad: number): boolean {
  out.protocol = 'snap';
  if (!out.has(at, 5) || length < 5) {
    out.truncated();
    return true;
  }
  const oui = out.u24(at);
  const type = out.u16(at + 3);
  const names = oui === 0x00000c ? CISCO : oui === 0x0080c2 ? BRIDGED : oui === 0 || oui === 0x0000f8 || oui === 0x080007 ? ETHERTYPE_NAMES : {};
  const kind = `${valueName(names, type, 'Unknown')} (0x${type.toString(16).padStart(4, '0')})`;
  const maker = `oui ${valueName(OUIS, oui, 'Unknown')} (0x${oui.toString(16).padStart(6, '0')})`;
  if (out.options.link) out.print(`${maker}, ${oui === 0 ? 'ethertype' : 'pid'} ${kind}, length ${length - 5}: `);
  const [printer, skip] = printerOf(oui, type, pad);
  if (printer !== null) {
    out.inside(printer, at + 5 + skip, length - 5 - skip);
    return true;
  }
  if (!out.options.link) {
    if (addresses !== null) out.print(`${sourceText(out, addresses)} > ${out.mac(addresses.target)} `);
    out.print(oui === 0 ? `SNAP, ethertype ${kind}, length ${length - 5}: ` : `SNAP, ${maker}, pid ${kind}, length ${length - 5}: `);
  }
  return false;
}

function printerOf(oui: number, type: number, pad: number): [Printer | null, number] {
  switch (oui) {
    case 0x000000: case 0x0000f8:
      return [ethertype(type), 0];
    case 0x080007:
      return [type === 0x809b ? ethertype(type) : null, 0];
    case 0x00000c:
      return [CISCO_PRINTERS[type] ?? null, 0];
    case 0x0080c2:
      if (type === 1 || type === 7) return [ether, pad];
      if (type === 3 || type === 9) return [(out, at, length) => void tokenRing(out, at, length), 0];
      if (type === 4 || type === 10) return [(out, at, length) => void fddi(out, at, length), 0];
      return [type === 14 ? stp : null, 0];
    default:
      return [null, 0];
  }
}
