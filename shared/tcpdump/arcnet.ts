// ARCNET frames, of BSD and of Linux, as tcpdump prints them.
import { arp } from './arp';
import { hexNumber } from './hex-number';
import { ip } from './ip';
import { ip6 } from './ip6';
import { noPrinter } from './no-printer';
import { valueName, type Printer, type Printout } from './printout';

const OLD_IP = 240;
const OLD_ARP = 241;
const DIAGNOSE = 0x80;
const NAMES: Readonly<Record<number, string>> = {
  128: 'diag', 196: 'ipv6', 212: 'ip', 213: 'arp', 214: 'rarp', 221: 'atalk', 240: 'oldip', 241: 'oldarp', 247: 'banyan', 250: 'ipx',
};
const LONG_FLAG = 0xff;
const atalk = noPrinter('atalk');
const PAYLOADS: Readonly<Record<number, Printer>> = {
  [OLD_IP]: ip, 212: ip, 196: ip6, [OLD_ARP]: arp, 213: arp, 214: arp, 250: noPrinter('ipx'),
  221: (out, at, length) => {
    if (out.options.verbose > 0) out.print('et1 ');
    atalk(out, at, length);
  },
};

/** LINKTYPE_ARCNET_LINUX. */
export function arcnetLinuxLink(out: Printout, at: number, length: number): void {
  out.protocol = 'arcnet_linux';
  if (!out.has(at, 5) || length < 5) return out.truncated();
  const type = out.u8(at + 4);
  const header = type === OLD_IP || type === OLD_ARP ? 5 : 8;
  if (!out.has(at, header) || length < header) return out.truncated();
  if (out.options.link) printHeader(out, at, length, null);
  out.linkLength = header;
  encapsulated(out, type, at + header, length - header);
}

/** LINKTYPE_ARCNET_BSD. */
export function arcnetLink(out: Printout, at: number, length: number): void {
  out.protocol = 'arcnet';
  if (!out.has(at, 3) || length < 3) return out.truncated();
  const type = out.u8(at + 2);
  const fragment = type === OLD_IP || type === OLD_ARP || type === DIAGNOSE ? null : fragmentOf(out, at, length);
  if (fragment === 'cut') return;
  if (out.options.link) printHeader(out, at, length, fragment);
  const header = fragment?.header ?? 3;
  out.linkLength = header;
  if (fragment !== null && fragment.flag !== 0 && (fragment.flag & 1) === 0) return;
  encapsulated(out, type, at + header, length - header);
}

interface Fragment {
  readonly header: number;
  readonly flag: number;
  readonly sequence: number;
}

function fragmentOf(out: Printout, at: number, length: number): Fragment | 'cut' {
  if (!out.has(at, 6) || length < 6) return cutFragment(out, at, length, '[|phds]');
  if (out.u8(at + 3) !== LONG_FLAG) return { header: 6, flag: out.u8(at + 3), sequence: out.u16(at + 4) };
  if (!out.has(at, 10) || length < 10) return cutFragment(out, at, length, '[|phds extended]');
  return { header: 10, flag: out.u8(at + 7), sequence: out.u16(at + 8) };
}

function cutFragment(out: Printout, at: number, length: number, mark: string): 'cut' {
  printHeader(out, at, length, null);
  out.print(mark);
  return 'cut';
}

/** tcpdump takes the third byte for the type on Linux, too. */
function printHeader(out: Printout, at: number, length: number, fragment: Fragment | null): void {
  if (out.options.quiet) return out.print(`${out.hex(at, 1)} ${out.hex(at + 1, 1)} ${length}: `);
  const front = `${out.hex(at, 1)} ${out.hex(at + 1, 1)} ${valueName(NAMES, out.u8(at + 2), '%02x')}`;
  if (fragment === null) return out.print(`${front} ${length}: `);
  const { flag } = fragment;
  const place = flag === 0 ? '' : (flag & 1) !== 0 ? ` (first of ${(flag + 3) / 2} fragments)` : ` (fragment ${flag / 2 + 1})`;
  out.print(`${front} seqid ${hexNumber(fragment.sequence, 4)}${place} ${length}: `);
}

function encapsulated(out: Printout, type: number, at: number, length: number): void {
  const payload = PAYLOADS[type];
  if (payload === undefined) out.dump(at, out.left(at));
  else payload(out, at, length);
}
