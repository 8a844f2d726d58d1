// PIM (RFC 7761) as tcpdump writes it.
import { internetChecksum, transportChecksum } from './checksum-verdict';
import type { IpPacket, IpPrinter } from './ip-protocols';
import { printPimMessage } from './pim-messages';
import { valueName, type Printout } from './printout';

const TYPES: Readonly<Record<number, string>> = {
  0: 'Hello', 1: 'Register', 2: 'Register Stop', 3: 'Join / Prune', 4: 'Bootstrap', 5: 'Assert', 6: 'Graft', 7: 'Graft Acknowledgement', 8: 'Candidate RP Advertisement',
  9: 'Prune Refresh', 10: 'DF Election', 11: 'ECMP Redirect',
};
const PIM = 103;
const REGISTER = 1;
/** The part of a register message that its checksum covers. */
const REGISTER_HEADER = 8;

export const pim: IpPrinter = (out, at, length, packet) => {
  out.protocol = 'pim';
  const first = out.u8(at);
  const version = first >> 4;
  if (version !== 2) return out.print(`PIMv${version}, length ${length}`);
  const name = valueName(TYPES, first & 15, 'Unknown-Type');
  if (out.options.verbose === 0) return out.print(`PIMv${version}, ${name}, length ${length}`);
  out.print(`PIMv${version}, length ${length}\n\t${name}`);
  printVersion2(out, at, length, packet);
};

function printVersion2(out: Printout, at: number, length: number, packet: IpPacket): void {
  out.protocol = 'pimv2';
  if (length < 2) {
    out.print(`[length ${length} < 2]`);
    return out.invalid();
  }
  const type = out.u8(at) & 15;
  // The upper half is RFC 5015's subtype.
  const subtype = out.u8(at + 1) >> 4;
  const plain = out.u8(at + 1) & 15;
  if (plain !== 0) out.print(', RFC2117-encoding');
  if (length < 4) {
    out.print(`[length ${length} < 4]`);
    return out.invalid();
  }
  out.print(`, cksum 0x${out.hex(at + 2, 2)} `);
  out.print(out.u16(at + 2) === 0 ? '(unverified)' : verdict(out, at, length, type, packet));
  if (!printPimMessage(out, type, at + 4, length - 4, { plain, subtype })) out.truncated();
}

function verdict(out: Printout, at: number, length: number, type: number, packet: IpPacket): string {
  const right = (size: number): boolean | undefined => {
    if (!out.has(at, size)) return undefined;
    return (packet.version === 4 ? internetChecksum(out, at, size) : transportChecksum(out, at, size, packet, PIM)) === 0;
  };
  let found = right(type === REGISTER ? REGISTER_HEADER : length);
  if (found === false && type === REGISTER) found = right(length);
  return found === undefined ? '(unverified)' : found ? '(correct)' : '(incorrect)';
}
