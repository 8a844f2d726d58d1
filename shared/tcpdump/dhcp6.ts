// DHCPv6 (RFC 8415) as tcpdump writes it.
import { printDhcp6Options } from './dhcp6-options';
import { MESSAGES } from './dhcp6-values';
import { valueName, type Printer } from './printout';

const RELAY_FORWARD = 12;
const RELAY_REPLY = 13;

export const dhcp6: Printer = (out, at, length) => {
  out.protocol = 'dhcp6';
  out.print('dhcp6');
  const end = Math.min(out.end, at + length);
  const type = out.u8(at);
  const relay = type === RELAY_FORWARD || type === RELAY_REPLY;
  if (!out.has(at, 4)) return out.truncated();
  const name = valueName(MESSAGES, type, 'msgtype-%u');
  if (out.options.verbose === 0) return out.print(` ${name}`);
  out.print(` ${name} (`);
  if (relay) {
    out.print(`linkaddr=${out.host6(at + 2)}`);
    out.print(` peeraddr=${out.host6(at + 18)}`);
    printDhcp6Options(out, at + 34, end);
  } else {
    out.print(`xid=${out.u24(at + 1).toString(16)}`);
    printDhcp6Options(out, at + 4, end);
  }
  out.print(')');
};
