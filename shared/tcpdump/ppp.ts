// PPP (RFC 1661) as tcpdump writes it, on its own links and inside other protocols.
import { chdlc } from './chdlc';
import { ip } from './ip';
import { ip6 } from './ip6';
import { mpls } from './mpls';
import { noPrinter } from './no-printer';
import { chap, multilink, pap } from './ppp-auth';
import { pppControl } from './ppp-control';
import { PPP_PROTOCOLS } from './ppp-values';
import { Printout, valueName, type Printer } from './printout';

const ADDRESS_CONTROL = 0xff03;
const DIRECTION_IN = 0x0003;
const DIRECTION_OUT = 0x0103;
const CONTROL_PROTOCOLS = new Set([0x8021, 0x8023, 0x8057, 0x80fd, 0x8281, 0xc021, 0xc02b]);

const PAYLOADS: Readonly<Record<number, Printer>> = {
  0x0021: ip,
  0x002f: ip,
  0x0800: ip,
  0x0057: ip6,
  0x86dd: ip6,
  0x002b: noPrinter('ipx'),
  0x8137: noPrinter('ipx'),
  0x0023: noPrinter('isoclns'),
  0x0281: mpls,
  0x0283: mpls,
  0x003d: multilink,
  0x00fd: (out) => { out.print('compressed PPP data'); },
  0xc023: pap,
  0xc223: chap,
  // BAP: nothing is printed.
  0xc02d: () => undefined,
};

/** What follows PPP's protocol number. */
export function pppPayload(out: Printout, protocol: number, at: number, length: number): void {
  if ((protocol & 0xff00) === 0x7e00) return escaped(out, at - 1, length + 1);
  if (CONTROL_PROTOCOLS.has(protocol)) return pppControl(out, protocol, at, length);
  const payload = PAYLOADS[protocol];
  if (payload !== undefined) return out.inside(payload, at, length);
  out.print(`${valueName(PPP_PROTOCOLS, protocol, 'unknown PPP protocol (0x%04x)')} `);
  out.unknownData(at, '\n\t', length);
}

/** With the address and control bytes, or without, and the protocol's number in one byte or two. */
export function ppp(out: Printout, at: number, length: number): void {
  out.protocol = 'ppp';
  if (length < 2) return out.truncated();
  let header = 0;
  const first = out.u16(at);
  if (first === ADDRESS_CONTROL || first === DIRECTION_IN || first === DIRECTION_OUT) {
    if (out.options.link && first !== ADDRESS_CONTROL) out.print(first === DIRECTION_IN ? 'In  ' : 'Out ');
    header += 2;
  }
  if (length - header < 2) return out.truncated();
  const short = out.u8(at + header) % 2 === 1;
  const protocol = short ? out.u8(at + header) : out.u16(at + header);
  header += short ? 1 : 2;
  if (out.options.link) {
    const name = PPP_PROTOCOLS[protocol];
    out.print(`${name ?? 'unknown'} (0x${protocol.toString(16).padStart(4, '0')}), length ${length}`);
    if (name === undefined) return;
    out.print(': ');
  }
  pppPayload(out, protocol, at + header, length - header);
}

/** LINKTYPE_PPP and LINKTYPE_PPP_WITH_DIR. */
export const pppLink: Printer = (out, at, length) => {
  out.protocol = 'ppp';
  out.linkLength = Math.min(4, out.left(at));
  if (out.has(at, 4)) ppp(out, at, length);
  else out.truncated();
};

/** LINKTYPE_PPP_HDLC. */
export const pppHdlcLink: Printer = (out, at, length) => {
  out.protocol = 'ppp_hdlc';
  out.linkLength = Math.min(4, out.left(at));
  if (!out.has(at, 2)) return out.truncated();
  const address = out.u8(at);
  if (address === 0x0f || address === 0x8f) return chdlc(out, at, length);
  if (!out.has(at, 4)) return out.truncated();
  if (out.options.link) out.print(`${out.hex(at, 1)} ${out.hex(at + 1, 1)} ${length} `);
  if (address !== 0xff) return out.print(`unknown addr ${out.hex(at + 2, 1)}; ctrl ${out.hex(at + 3, 1)}`);
  out.linkLength = 4;
  const protocol = out.u16(at + 2);
  out.print(`${valueName(PPP_PROTOCOLS, protocol, 'unknown PPP protocol (0x%04x)')}: `);
  pppPayload(out, protocol, at + 4, length - 4);
};

/** Octets of an HDLC-like framing, with 0x7d in front of what was changed. */
function unescaped(bytes: Uint8Array): Uint8Array {
  const plain: number[] = [];
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 0x7d) {
      if (i + 1 >= bytes.length) break;
      plain.push(bytes[++i]! ^ 0x20);
    } else plain.push(bytes[i]!);
  }
  return Uint8Array.from(plain);
}

function escaped(out: Printout, at: number, length: number): void {
  if (length === 0) return;
  const inner = new Printout(unescaped(out.bytes.subarray(at, Math.min(at + length, out.end))), out.options, out.state);
  inner.protocol = out.protocol;
  try {
    printUnescaped(inner, inner.bytes.length);
  } finally {
    out.protocol = inner.protocol;
    out.print(inner.text);
    out.missing.push(...inner.missing);
  }
}

/** The protocol's number is guessed: one byte, two, or behind address and control. */
function printUnescaped(out: Printout, length: number): void {
  const short = out.u8(0);
  if (short === 0x21) return ip(out, 1, length - 1);
  if (short === 0x57) return ip6(out, 1, length - 1);
  const framed = out.u16(0) === ADDRESS_CONTROL;
  const protocol = out.u16(framed ? 2 : 0);
  if ((protocol & 0xff00) === 0x7e00) return out.print(`(protocol 0x${protocol.toString(16).padStart(4, '0')} invalid)`);
  pppPayload(out, protocol, framed ? 4 : 2, length - (framed ? 4 : 2));
}
