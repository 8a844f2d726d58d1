// Messages of PIM version 2 (RFC 7761) as tcpdump writes them.
import { spanText } from './hex-number';
import { ip } from './ip';
import { ip6 } from './ip6';
import { printPimAddress, type PimAddressKind, type PimRest } from './pim-address';
import { printPimHello } from './pim-hello';
import { valueName, type Printout } from './printout';

/** What is left of a message while it is printed; a method is false where the message ends too early. */
class PimMessage {
  constructor(private readonly out: Printout, public at: number, public length: number, readonly plain: number, readonly subtype: number) {}

  get rest(): PimRest {
    return { at: this.at, length: this.length };
  }

  has(octets: number): boolean {
    return this.length >= octets && this.out.has(this.at, octets);
  }

  pass(octets: number): void {
    this.at += octets;
    this.length -= octets;
  }

  address(word: string, kind: PimAddressKind): boolean {
    this.out.print(word);
    const next = printPimAddress(this.out, this.rest, kind, this.plain);
    if (next === undefined) return false;
    this.at = next.at;
    this.length = next.length;
    return true;
  }
}

/** False where the message ends too early. */
type MessagePrinter = (out: Printout, message: PimMessage) => boolean;

const register: MessagePrinter = (out, m) => {
  if (!m.has(4)) return false;
  const flags = out.u32(m.at);
  out.print(`, Flags [ ${flags === 0x80000000 ? 'Border' : flags === 0x40000000 ? 'Null' : 'none'} ]\n\t`);
  m.pass(4);
  if (m.length <= 0) return false;
  const version = out.u8(m.at) >> 4;
  if (version === 0) out.print(`IP-Null-header ${out.host4(m.at + 12)} > ${out.host4(m.at + 16)}`);
  else if (version === 4) out.inside(ip, m.at, m.length);
  else if (version === 6) out.inside(ip6, m.at, m.length);
  else out.print(`IP ver ${version}`);
  return true;
};

const registerStop: MessagePrinter = (_out, m) => m.address(' group=', 'group') && m.address(' source=', 'unicast');

function sources(m: PimMessage, count: number, word: string): boolean {
  for (let i = 1; i <= count; i++) if (!m.address(`\n\t      ${word} source #${i}: `, 'source')) return false;
  return true;
}

function joins(out: Printout, m: PimMessage, acknowledgement: boolean): boolean {
  if (!acknowledgement && !m.address(', upstream-neighbor: ', 'unicast')) return false;
  if (!m.has(4)) return false;
  const groups = out.u8(m.at + 1);
  const time = out.u16(m.at + 2);
  out.print(`\n\t  ${groups} group(s)`);
  if (!acknowledgement) out.print(`, holdtime: ${time === 0xffff ? 'infinite' : spanText(time)}`);
  m.pass(4);
  for (let i = 1; i <= groups; i++) {
    if (!m.address(`\n\t    group #${i}: `, 'group') || !m.has(4)) return false;
    const joined = out.u16(m.at);
    const pruned = out.u16(m.at + 2);
    out.print(`, joined sources: ${joined}, pruned sources: ${pruned}`);
    m.pass(4);
    if (!sources(m, joined, 'joined') || !sources(m, pruned, 'pruned')) return false;
  }
  return true;
}

const bootstrap: MessagePrinter = (out, m) => {
  if (m.length < 2) return false;
  out.print(` tag=${out.u16(m.at).toString(16)}`);
  m.pass(2);
  if (m.length < 1) return false;
  out.print(` hashmlen=${out.u8(m.at)}`);
  if (m.length < 2) return false;
  out.reach(m.at + 2, 1);
  out.print(` BSRprio=${out.u8(m.at + 1)}`);
  m.pass(2);
  if (!m.address(' BSR=', 'unicast')) return false;
  for (let i = 0; m.length > 0; i++) if (!bootstrapGroup(out, m, i)) return false;
  return true;
};

function bootstrapGroup(out: Printout, m: PimMessage, number: number): boolean {
  if (!m.address(` (group${number}: `, 'group') || m.length < 1) return false;
  out.print(` RPcnt=${out.u8(m.at)}`);
  if (m.length < 2) return false;
  const points = out.u8(m.at + 1);
  out.print(` FRPcnt=${points}`);
  if (m.length < 4) return false;
  m.pass(4);
  for (let j = 0; j < points && m.length > 0; j++) {
    if (!m.address(` RP${j}=`, 'unicast') || m.length < 2) return false;
    out.print(',holdtime=');
    out.print(spanText(out.u16(m.at)));
    if (m.length < 3) return false;
    out.print(`,prio=${out.u8(m.at + 2)}`);
    if (m.length < 4) return false;
    m.pass(4);
  }
  out.print(')');
  return true;
}

const assert: MessagePrinter = (out, m) => {
  if (!m.address(' group=', 'group') || !m.address(' src=', 'unicast') || !m.has(4)) return false;
  if (m.length >= 8) out.reach(m.at, 8);
  if (out.u8(m.at) & 0x80) out.print(' RPT');
  out.print(` pref=${out.u32(m.at) & 0x7fffffff}`);
  if (m.length < 8) return false;
  out.print(` metric=${out.u32(m.at + 4)}`);
  return true;
};

const candidate: MessagePrinter = (out, m) => {
  if (m.length < 1) return false;
  const prefixes = out.u8(m.at);
  out.print(` prefix-cnt=${prefixes}`);
  if (m.length < 2) return false;
  out.print(` prio=${out.u8(m.at + 1)}`);
  if (m.length < 4) return false;
  out.print(' holdtime=');
  out.print(spanText(out.u16(m.at + 2)));
  m.pass(4);
  if (!m.address(' RP=', 'unicast')) return false;
  for (let i = 0; i < prefixes && m.length > 0; i++) if (!m.address(` Group${i}=`, 'group')) return false;
  return true;
};

const refresh: MessagePrinter = (out, m) => {
  if (!m.address(' src=', 'unicast') || !m.address(' grp=', 'group') || !m.address(' forwarder=', 'unicast') || m.length < 2) return false;
  out.reach(m.at, 2);
  out.print(` TUNR ${spanText(out.u16(m.at))}`);
  return true;
};

const ELECTIONS: Readonly<Record<number, string>> = { 1: 'Offer', 2: 'Winner', 3: 'Backoff', 4: 'Pass' };
const BACKOFF = 3;
const PASS = 4;

/** Election of the designated forwarder (RFC 5015). */
const election: MessagePrinter = (out, m) => {
  out.print(`\n\t  ${valueName(ELECTIONS, m.subtype, 'Unknown')},`);
  if (!m.address(' rpa=', 'unicast') || !metrics(out, m, 'sender')) return false;
  if (m.subtype !== BACKOFF && m.subtype !== PASS) return true;
  const whose = m.subtype === BACKOFF ? 'offer' : 'new winner';
  if (!m.address(`\n\t  ${whose} addr=`, 'unicast') || !metrics(out, m, whose)) return false;
  if (m.subtype === PASS) return true;
  if (m.length < 2) return false;
  out.print(` interval ${out.u16(m.at)}ms`);
  return true;
};

function metrics(out: Printout, m: PimMessage, whose: string): boolean {
  for (const word of ['pref', 'metric']) {
    if (m.length < 4) return false;
    out.print(` ${whose} ${word}=${out.u32(m.at)}`);
    m.pass(4);
  }
  return true;
}

const MESSAGES: Readonly<Record<number, MessagePrinter>> = {
  0: (out, m) => printPimHello(out, m.rest, m.plain),
  1: register,
  2: registerStop,
  3: (out, m) => joins(out, m, false),
  4: bootstrap,
  5: assert,
  6: (out, m) => joins(out, m, false),
  7: (out, m) => joins(out, m, true),
  8: candidate,
  9: refresh,
  10: election,
};

/** What stands behind PIM's header; false where it ends too early. */
export function printPimMessage(out: Printout, type: number, at: number, length: number, form: { plain: number; subtype: number }): boolean {
  return MESSAGES[type]?.(out, new PimMessage(out, at, length, form.plain, form.subtype)) ?? true;
}
