// IPv6 and its extension headers (RFC 8200).
import { payload, WITH_PORTS } from './ip';
import { destinationOptions, hopByHop, type Jumbo } from './ip6-options';
import { fragment6, routing } from './ip6-extensions';
import { IP_PROTOCOL_NAMES } from './ip-protocols';
import { mobility } from './mobility';
import { valueName, type Printout } from './printout';

export function ip6(out: Printout, at: number, length: number): void {
  out.protocol = 'ip6';
  out.need(at, 40);
  if (length < 40) return out.print(`truncated-ip6 ${length}`);
  if (!out.options.link) out.print('IP6 ');
  out.inside(ip6Packet, at, length);
}

function ip6Packet(out: Printout, at: number, length: number): void {
  const version = out.u8(at) >> 4;
  if (version !== 6) return out.print(`version error: ${version} != 6`);
  const claimed = out.u16(at + 4);
  let total = claimed + 40;
  if (length < total) out.print(`truncated-ip6 - ${total - length} bytes missing!`);
  const next = out.u8(at + 6);
  // A jumbogram has its length in a Hop-by-Hop option.
  if (claimed === 0 && next === 0) total = length;
  const hops = out.u8(at + 7);
  if (out.options.verbose > 0) verboseHeader(out, at, claimed, next, hops);
  out.pushEnd(at + total);
  headers(out, at, length, total, next, { found: false, length: claimed });
  out.popEnd();
}

function verboseHeader(out: Printout, at: number, claimed: number, next: number, hops: number): void {
  const flow = out.u32(at);
  const parts = [];
  if ((flow & 0x0ff00000) !== 0) parts.push(`class 0x${((flow >>> 20) & 0xff).toString(16).padStart(2, '0')}`);
  if ((flow & 0xfffff) !== 0) parts.push(`flowlabel 0x${(flow & 0xfffff).toString(16).padStart(5, '0')}`);
  parts.push(`hlim ${hops}`, `next-header ${valueName(IP_PROTOCOL_NAMES, next, 'unknown')} (${next}) payload length: ${claimed}) `);
  out.print(`(${parts.join(', ')}`);
}

function headers(out: Printout, start: number, whole: number, total: number, first: number, jumbo: Jumbo): void {
  let at = start;
  let advance = 40;
  let left = total;
  let next = first;
  let fragmented = false;
  let hopByHopFound = false;
  while (at < out.end && advance > 0) {
    if (left < advance) return out.truncated();
    at += advance;
    if (at > out.end) return;
    left -= advance;
    if (at === start + 40 && !WITH_PORTS.has(next)) out.print(`${out.host6(start + 8)} > ${out.host6(start + 24)}: `);
    switch (next) {
      case 0:
        if (hopByHopFound) return complain(out, '[The Hop-by-Hop Options header was already found]');
        if (at !== start + 40) return complain(out, "[The Hop-by-Hop Options header don't follow the IPv6 header]");
        hopByHopFound = true;
        advance = hopByHop(out, at, jumbo);
        next = out.u8(at);
        if (jumbo.length === 0 && !jumbo.found) return complain(out, '[No valid Jumbo Payload Hop-by-Hop option found]');
        if (jumbo.found) {
          left = jumbo.length;
          if (whole < left + 40) out.print(`truncated-ip6 - ${left + 40 - whole} bytes missing!`);
        }
        break;
      case 60:
        advance = destinationOptions(out, at);
        next = out.u8(at);
        break;
      case 44:
        advance = fragment6(out, at, start);
        next = out.u8(at);
        fragmented = true;
        break;
      case 43:
        out.need(at);
        advance = routing(out, at);
        next = out.u8(at);
        break;
      case 62:
      case 135:
        return mobility(out, at, left);
      default:
        return payload(out, at, left, next, { version: 6, header: start, fragmented, ttl: out.u8(start + 7), protocol: next });
    }
    if (advance < 0) return;
    out.protocol = 'ip6';
  }
}

function complain(out: Printout, text: string): void {
  out.print(text);
  out.invalid();
}
