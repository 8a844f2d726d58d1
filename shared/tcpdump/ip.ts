// The IPv4 header as tcpdump prints it (RFC 791).
import { ahHeader } from './ah';
import { internetChecksum, rightChecksum } from './checksum-verdict';
import { ipOptions } from './ip-options';
import { IP_PROTOCOL_NAMES, ipProtocol, type IpPacket } from './ip-protocols';
import { bitNames, valueName, type Printout } from './printout';

const FRAGMENT_BITS = [[0x2000, '+'], [0x4000, 'DF'], [0x8000, 'rsvd']] as const;
const AH = 51;
/** These print addresses and ports together. */
export const WITH_PORTS: ReadonlySet<number> = new Set([6, 17, 33, 132]);

/** IPv4 with its name in front, unless -e named it. */
export function ip(out: Printout, at: number, length: number): void {
  out.protocol = 'ip';
  const version = out.u8(at) >> 4;
  if (version !== 4) {
    out.print(version === 6 ? 'IP6, wrong link-layer encapsulation' : `IP${version}`);
    return out.invalid();
  }
  if (!out.options.link) out.print('IP ');
  out.inside(ipPacket, at, length);
}

/** IPv4 from its header on. */
function ipPacket(out: Printout, at: number, length: number): void {
  out.need(at, 20);
  if (length < 20) return out.print(`truncated-ip ${length}`);
  const header = (out.u8(at) & 15) * 4;
  if (header < 20) return out.print(`bad-hlen ${header}`);
  const total = out.u16(at + 2);
  if (length < total) out.print(`truncated-ip - ${total - length} bytes missing! `);
  if (total < header) return out.print(`bad-len ${total}`);
  out.pushEnd(at + total);
  const fragment = out.u16(at + 6);
  const protocol = out.u8(at + 9);
  if (out.options.verbose > 0 && !verboseHeader(out, at, header, total)) {
    out.print(`${out.host4(at + 12)} > ${out.host4(at + 16)}: `);
    out.truncated();
  } else if ((fragment & 0x1fff) !== 0) laterFragment(out, at, protocol);
  else {
    if (!WITH_PORTS.has(protocol)) out.print(`${out.host4(at + 12)} > ${out.host4(at + 16)}: `);
    if (!out.has(at, header)) {
      out.print(` [remaining caplen(${out.left(at)}) < header length(${header})]`);
      out.reach(at, header);
    } else payload(out, at + header, total - header, protocol, { version: 4, header: at, fragmented: (fragment & 0x2000) !== 0, ttl: out.u8(at + 8), protocol });
  }
  out.popEnd();
}

/** @returns false where the options are cut */
function verboseHeader(out: Printout, at: number, header: number, total: number): boolean {
  const tos = out.u8(at + 1);
  const fragment = out.u16(at + 6);
  const protocol = out.u8(at + 9);
  out.print(`(tos 0x${tos.toString(16)}${['', ',ECT(1)', ',ECT(0)', ',CE'][tos & 3]!}`);
  const ttl = out.u8(at + 8);
  if (ttl >= 1) out.print(`, ttl ${ttl}`);
  out.print(`, id ${out.u16(at + 4)}, offset ${(fragment & 0x1fff) * 8}, flags [${bitNames(FRAGMENT_BITS, fragment & 0xe000)}], proto ${valueName(IP_PROTOCOL_NAMES, protocol, 'unknown')} (${protocol}), length ${total}`);
  let whole = true;
  if (header > 20) {
    out.print(', options (');
    whole = ipOptions(out, at + 20, header - 20);
    out.print(')');
  }
  if (!out.options.noChecksums && out.has(at, header)) {
    const sum = internetChecksum(out, at, header);
    if (sum !== 0) {
      const field = out.u16(at + 10);
      out.print(`, bad cksum ${field.toString(16)} (->${rightChecksum(field, sum).toString(16)})!`);
    }
  }
  out.print(')\n    ');
  return whole;
}

function laterFragment(out: Printout, at: number, protocol: number): void {
  out.print(`${out.host4(at + 12)} > ${out.host4(at + 16)}:`);
  out.print(` ${protocolName(out, protocol)}`);
}

/** The name that the system's list of protocols has, else the number. */
function protocolName(out: Printout, protocol: number): string {
  return (out.options.numeric ? undefined : PROTOCOL_LIST[protocol]) ?? `ip-proto-${protocol}`;
}

/** Names of /etc/protocols as getprotobynumber(3) gives them. */
const PROTOCOL_LIST: Readonly<Record<number, string>> = {
  0: 'ip', 1: 'icmp', 2: 'igmp', 3: 'ggp', 4: 'ipencap', 5: 'st', 6: 'tcp', 8: 'egp', 9: 'igp', 12: 'pup', 17: 'udp', 20: 'hmp', 22: 'xns-idp', 27: 'rdp', 29: 'iso-tp4',
  33: 'dccp', 36: 'xtp', 37: 'ddp', 38: 'idpr-cmtp', 41: 'ipv6', 43: 'ipv6-route', 44: 'ipv6-frag', 45: 'idrp', 46: 'rsvp', 47: 'gre', 50: 'esp', 51: 'ah', 57: 'skip',
  58: 'ipv6-icmp', 59: 'ipv6-nonxt', 60: 'ipv6-opts', 73: 'rspf', 81: 'vmtp', 88: 'eigrp', 89: 'ospf', 93: 'ax.25', 94: 'ipip', 97: 'etherip', 98: 'encap', 103: 'pim',
  108: 'ipcomp', 112: 'vrrp', 115: 'l2tp', 124: 'isis', 132: 'sctp', 133: 'fc', 135: 'mobility-header', 136: 'udplite', 137: 'mpls-in-ip', 138: 'manet', 139: 'hip',
  140: 'shim6', 141: 'wesp', 142: 'rohc',
};

/** What an IP header of either version announces. */
export function payload(out: Printout, at: number, length: number, protocol: number, packet: IpPacket): void {
  if (protocol === AH) {
    const header = ahHeader(out, at);
    if (header < 0) return;
    const next = out.u8(at);
    return payload(out, at + header, length - header, next, { ...packet, protocol: next });
  }
  const printer = ipProtocol(protocol);
  if (printer !== null) return printer(out, at, length, packet);
  out.print(` ${protocolName(out, protocol)} ${length}`);
}
