// Link types (tcpdump.org/linktypes.html) and who prints them.
import { arcnetLink, arcnetLinuxLink } from './arcnet';
import { brcmTagLink, brcmTagPrependLink } from './brcm-tag';
import { chdlcLink } from './chdlc';
import { dsaLink, edsaLink } from './dsa';
import { ether } from './ether';
import { fddiLink } from './fddi';
import { frLink, mfrLink } from './fr';
import { ipnetLink } from './ipnet';
import { ipoibLink } from './ipoib';
import { nflogLink } from './nflog';
import { noPrinter } from './no-printer';
import { nullLink, loopLink } from './null';
import { pppHdlcLink, pppLink } from './ppp';
import { pppoeLink } from './pppoe';
import type { Printer, Printout } from './printout';
import { radiotapLink } from './radiotap';
import { rawLink } from './raw';
import { slipBsdosLink, slipLink } from './slip';
import { sll2Link, sllLink } from './sll';
import { tokenRingLink } from './token-ring';
import { avsLink, ppiLink, prismLink } from './wlan-captures';
import { wlanLink } from './wlan';

const LINK_PRINTERS: Readonly<Record<number, Printer>> = {
  0: nullLink,
  1: ether,
  6: tokenRingLink,
  7: arcnetLink,
  8: slipLink,
  9: pppLink,
  10: fddiLink,
  11: noPrinter('atm'),
  12: rawLink,
  14: rawLink,
  15: slipBsdosLink,
  16: noPrinter('bsdos-ppp'),
  19: noPrinter('atm-clip'),
  50: pppHdlcLink,
  51: pppoeLink,
  99: noPrinter('symantec'),
  100: noPrinter('atm'),
  101: rawLink,
  102: slipBsdosLink,
  103: noPrinter('bsdos-ppp'),
  104: chdlcLink,
  105: wlanLink,
  106: noPrinter('atm-clip'),
  107: frLink,
  108: loopLink,
  109: noPrinter('enc'),
  112: chdlcLink,
  113: sllLink,
  114: noPrinter('ltalk'),
  117: noPrinter('pflog'),
  119: prismLink,
  122: noPrinter('ip-over-fc'),
  123: noPrinter('sunatm'),
  127: radiotapLink,
  129: arcnetLinuxLink,
  130: noPrinter('juniper-mlppp'),
  131: noPrinter('juniper-mlfr'),
  132: noPrinter('juniper-es'),
  133: noPrinter('juniper-ggsn'),
  134: noPrinter('juniper-mfr'),
  135: noPrinter('juniper-atm2'),
  136: noPrinter('juniper-services'),
  137: noPrinter('juniper-atm1'),
  138: noPrinter('ap1394'),
  149: noPrinter('pktap'),
  163: avsLink,
  164: noPrinter('juniper-pic-peer'),
  166: pppLink,
  167: noPrinter('juniper-pppoe'),
  168: noPrinter('juniper-pppoe-atm'),
  178: noPrinter('juniper-ppp'),
  179: noPrinter('juniper-pppoe'),
  180: noPrinter('juniper-pppoe-atm'),
  181: noPrinter('juniper-frelay'),
  182: noPrinter('juniper-chdlc'),
  183: mfrLink,
  189: noPrinter('usb'),
  192: ppiLink,
  195: noPrinter('802.15.4'),
  200: noPrinter('juniper-monitor'),
  201: noPrinter('bt-hci'),
  215: noPrinter('802.15.4-nonask'),
  220: noPrinter('usb'),
  226: ipnetLink,
  228: rawLink,
  229: rawLink,
  230: noPrinter('802.15.4-nofcs'),
  239: nflogLink,
  240: noPrinter('netanalyzer'),
  241: noPrinter('netanalyzer-transparent'),
  242: ipoibLink,
  258: noPrinter('pktap'),
  271: noPrinter('vsock'),
  276: sll2Link,
  281: brcmTagLink,
  282: brcmTagPrependLink,
  283: noPrinter('802.15.4-tap'),
  284: dsaLink,
  285: edsaLink,
};

/** tcpdump itself has no printer for it. */
function unsupportedLink(out: Printout, at: number): void {
  out.protocol = 'unsupported';
  out.print('UNSUPPORTED');
  out.dump(at, out.left(at));
}

/** True where tcpdump has text for a link type. */
export function hasLinkPrinter(linktype: number): boolean {
  return LINK_PRINTERS[linktype] !== undefined;
}

export function linkPrinter(linktype: number): Printer {
  return LINK_PRINTERS[linktype] ?? unsupportedLink;
}
