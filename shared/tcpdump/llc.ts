// IEEE 802.2 LLC frames as tcpdump prints them.
import { hexNumber } from './hex-number';
import { ip } from './ip';
import { noPrinter } from './no-printer';
import { valueName, type Printout } from './printout';
import { snap } from './snap';
import { stp } from './stp';

const SAPS: Readonly<Record<number, string>> = {
  0x00: 'Null', 0x02: '802.1B I', 0x04: 'SNA', 0x06: 'IP', 0x0e: 'ProWay NM', 0x42: 'STP', 0x4e: 'RS511', 0x7e: 'ISO8208', 0x8e: 'ProWay', 0xaa: 'SNAP', 0xe0: 'IPX',
  0xf0: 'NetBeui', 0xfe: 'OSI', 0xff: 'Global',
};
const COMMANDS: Readonly<Record<number, string>> = { 0x03: 'ui', 0xe3: 'test', 0xaf: 'xid', 0x63: 'ua', 0x43: 'disc', 0x0f: 'dm', 0x6f: 'sabme', 0x87: 'frmr' };
const SUPERVISORY = ['Receiver Ready', 'Receiver not Ready', 'Reject', '?'] as const;
const SNAP = 0xaa;
const XID = 0xaf;
const XID_FORMAT = 0x81;
const ipx = noPrinter('ipx');
const isoclns = noPrinter('isoclns');

/** Where the MAC addresses stand, for a line that has not shown them. */
export interface LinkAddresses {
  readonly source: number;
  readonly target: number;
  /** The first bit of the source says that a route follows: it is not shown. */
  readonly maskSource?: boolean;
}

interface Header {
  readonly dsap: number;
  readonly ssap: number;
  readonly control: number;
  /** 3 with the one-byte control field of unnumbered frames. */
  readonly length: number;
}

/** Length of the header that stands there, with SNAP's: for what ends within its payload. */
export function logicalHeaderLength(out: Printout, at: number): number {
  if (!out.has(at, 3) || (out.u8(at + 2) & 3) !== 3) return 4;
  return (out.u8(at) & 0xfe) === SNAP && (out.u8(at + 1) & 0xfe) === SNAP && out.u8(at + 2) === 3 ? 8 : 3;
}

/** @returns length of the header; negative where the payload was not printed */
export function llc(out: Printout, at: number, length: number, addresses: LinkAddresses | null): number {
  out.protocol = 'llc';
  if (out.left(at) < 3) return cut(out, at);
  if (length < 3) return length;
  const unnumbered = (out.u8(at + 2) & 3) === 3;
  if (!unnumbered && out.left(at) < 4) return cut(out, at);
  if (!unnumbered && length < 4) return length;
  const header: Header = { dsap: out.u8(at), ssap: out.u8(at + 1), control: unnumbered ? out.u8(at + 2) : out.le16(at + 2), length: unnumbered ? 3 : 4 };
  if (header.dsap === 0xff && header.ssap === 0xff) {
    if (out.options.link) out.print('IPX 802.3: ');
    ipx(out, at, length);
    return 0;
  }
  if (out.options.link) linkText(out, header);
  const known = payload(out, at + header.length, length - header.length, header, addresses);
  if (known !== null) return known;
  if (!out.options.link) sapText(out, header, addresses);
  return frame(out, at + header.length, length, header);
}

function cut(out: Printout, at: number): number {
  out.truncated();
  out.dump(at, out.left(at));
  return out.left(at);
}

function linkText(out: Printout, { dsap, ssap, control, length }: Header): void {
  const hex = (n: number, digits: number): string => `0x${n.toString(16).padStart(digits, '0')}`;
  const d = dsap & 0xfe;
  const s = ssap & 0xfe;
  out.print(`LLC, dsap ${valueName(SAPS, d, 'Unknown')} (${hex(d, 2)}) ${dsap & 1 ? 'Group' : 'Individual'}, ssap ${valueName(SAPS, s, 'Unknown')} (${hex(s, 2)}) ${ssap & 1 ? 'Response' : 'Command'}`);
  out.print(`, ctrl ${hex(control, length === 3 ? 2 : 4)}: `);
}

/** @returns null where nobody takes the payload */
function payload(out: Printout, at: number, length: number, header: Header, addresses: LinkAddresses | null): number | null {
  const sap = header.dsap & 0xfe;
  if (sap !== (header.ssap & 0xfe) || header.control !== 3) return null;
  switch (sap) {
    case SNAP:
      return snap(out, at, length, addresses, 2) ? header.length + 5 : -(header.length + 5);
    case 0x42:
      stp(out, at, length);
      return header.length;
    case 0x06:
      ip(out, at, length);
      return header.length;
    case 0xe0:
      if (out.options.link) out.print('IPX 802.2: ');
      ipx(out, at, length);
      return header.length;
    case 0xfe:
      isoclns(out, at, length);
      return header.length;
    default:
      return null;
  }
}

/** The source's address. */
export function sourceText(out: Printout, { source, maskSource }: LinkAddresses): string {
  return maskSource === true ? hexNumber(out.u8(source) & 0x7f, 2) + out.mac(source).slice(2) : out.mac(source);
}

function sapText(out: Printout, { dsap, ssap }: Header, addresses: LinkAddresses | null): void {
  const [d, s] = [dsap & 0xfe, ssap & 0xfe];
  const target = valueName(SAPS, d, 'Unknown DSAP 0x%02x');
  const from = addresses === null ? '' : `${sourceText(out, addresses)} `;
  const to = addresses === null ? '' : `${out.mac(addresses.target)} `;
  if (s === d) out.print(addresses === null ? `${target} ` : `${from}> ${to}${target} `);
  else out.print(`${from}${valueName(SAPS, s, 'Unknown SSAP 0x%02x')} > ${to}${target} `);
}

function frame(out: Printout, at: number, length: number, { ssap, control, length: headerLength }: Header): number {
  const response = (ssap & 1) !== 0;
  const flags = (poll: boolean): string => (poll ? (response ? 'Final' : 'Poll') : response ? 'Response' : 'Command');
  if (headerLength === 3) {
    const command = control & 0xef;
    out.print(`Unnumbered, ${valueName(COMMANDS, command, '%02x')}, Flags [${flags((control & 0x10) !== 0)}], length ${length}`);
    if (command === XID) {
      if (length === headerLength) return headerLength;
      if (!out.has(at)) return cut(out, at);
      if (out.u8(at) === XID_FORMAT) {
        if (!out.has(at, 3) || length - headerLength < 3) return cut(out, at);
        out.print(`: ${out.hex(at + 1, 1)} ${out.hex(at + 2, 1)}`);
        return headerLength;
      }
    }
    return -headerLength;
  }
  const poll = flags((control & 0x100) !== 0);
  if ((control & 3) === 1) {
    out.print(`Supervisory, ${SUPERVISORY[(control >> 2) & 3]!}, rcv seq ${control >> 9}, Flags [${poll}], length ${length}`);
    return headerLength;
  }
  out.print(`Information, send seq ${(control >> 1) & 0x7f}, rcv seq ${control >> 9}, Flags [${poll}], length ${length}`);
  return -headerLength;
}
