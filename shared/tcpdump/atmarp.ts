// ARP over ATM (RFC 2225) as tcpdump prints it.
import { ETHERTYPE_NAMES } from './ethertype-names';
import { valueName, type Printout } from './printout';

const OPERATIONS: Readonly<Record<number, string>> = {
  1: 'Request', 2: 'Reply', 3: 'Reverse Request', 4: 'Reverse Reply', 8: 'Inverse Request', 9: 'Inverse Reply', 10: 'NACK Reply',
};
const IPV4 = 0x0800;
const TRAILERS = 0x1000;
const HEADER = 12;
/** Bits of the octets that tell lengths; the others tell the kind of address. */
const LENGTH = 0x3f;

/** An ATM address with its subaddress, and a protocol address behind. */
interface Party {
  readonly at: number;
  readonly hardware: number;
  readonly sub: number;
  readonly protocol: number;
}

export function atmArp(out: Printout, at: number, length: number): void {
  const kind = out.u16(at + 2);
  const sender: Party = { at: at + HEADER, hardware: out.u8(at + 4) & LENGTH, sub: out.u8(at + 5) & LENGTH, protocol: out.u8(at + 8) };
  const target: Party = { at: end(sender), hardware: out.u8(at + 9) & LENGTH, sub: out.u8(at + 10) & LENGTH, protocol: out.u8(at + 11) };
  out.reach(end(target) - target.protocol, target.protocol);
  if (!out.options.link) out.print('ARP, ');
  const { verbose } = out.options;
  if ((kind !== IPV4 && kind !== TRAILERS) || sender.protocol !== 4 || target.protocol !== 4 || verbose > 0) {
    out.print(`ATM, ${valueName(ETHERTYPE_NAMES, kind, 'Unknown Protocol (0x%04x)')} (len ${sender.protocol}/${target.protocol})`);
    if (verbose === 0) return out.print(`, length ${length}`);
    out.print(', ');
  }
  const code = out.u16(at + 6);
  out.print(`${valueName(OPERATIONS, code, 'Unknown (%u)')} `);
  const text = operation(code, {
    sender: () => protocolAddress(out, kind, sender, '<wrong splen>'), target: () => protocolAddress(out, kind, target, '<wrong tplen>'),
    senderHardware: () => hardwareAddress(out, sender), targetHardware: () => hardwareAddress(out, target), isTargetKnown: target.hardware !== 0,
  });
  if (text === null) out.dump(at, out.left(at));
  else out.print(`${text}, length ${length}`);
}

function end({ at, hardware, sub, protocol }: Party): number {
  return at + hardware + sub + protocol;
}

interface Texts {
  readonly sender: () => string;
  readonly target: () => string;
  readonly senderHardware: () => string;
  readonly targetHardware: () => string;
  readonly isTargetKnown: boolean;
}

/** Null for an operation that is not known. */
function operation(code: number, texts: Texts): string | null {
  switch (code) {
    case 1: return `who-has ${texts.target()}${texts.isTargetKnown ? ` (${texts.targetHardware()})` : ''} tell ${texts.sender()}`;
    case 2: return `${texts.sender()} is-at ${texts.senderHardware()}`;
    case 8: return `who-is ${texts.targetHardware()} tell ${texts.senderHardware()}`;
    case 9: return `${texts.senderHardware()}at ${texts.sender()}`;
    case 10: return `for ${texts.sender()}`;
    default: return null;
  }
}

function protocolAddress(out: Printout, kind: number, party: Party, wrongLength: string): string {
  if (kind !== IPV4 && kind !== TRAILERS) return '<wrong proto type>';
  return party.protocol === 4 ? out.host4(end(party) - 4) : wrongLength;
}

function hardwareAddress(out: Printout, { at, hardware, sub }: Party): string {
  if (hardware === 0) return '<No address>';
  return out.hex(at, hardware, ':') + (sub === 0 ? '' : `,${out.hex(at + hardware, sub, ':')}`);
}
