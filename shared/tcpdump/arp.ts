// ARP, RARP and InARP (RFC 826, 903, 2390).
import { atmArp } from './atmarp';
import { ETHERTYPE_NAMES } from './ethertype-names';
import { dlciText } from './fr';
import { valueName, type Printout } from './printout';

const HARDWARE: Readonly<Record<number, string>> = { 1: 'Ethernet', 6: 'TokenRing', 7: 'ArcNet', 15: 'FrameRelay', 16: 'ATM', 19: 'ATM', 23: 'Strip', 24: 'IEEE 1394', 32: 'InfiniBand' };
const OPERATIONS: Readonly<Record<number, string>> = {
  1: 'Request', 2: 'Reply', 3: 'Reverse Request', 4: 'Reverse Reply', 8: 'Inverse Request', 9: 'Inverse Reply', 10: 'NACK Reply',
};
const FRAME_RELAY = 15;
const ATM2225 = 19;
const TRAILERS = 0x1000;

/** Where the addresses stand. */
interface Addresses {
  readonly hardware: number;
  readonly hardwareLength: number;
  readonly protocol: number;
  readonly protocolLength: number;
  readonly senderHardware: number;
  readonly sender: number;
  readonly targetHardware: number;
  readonly target: number;
}

export function arp(out: Printout, at: number, length: number): void {
  out.protocol = 'arp';
  out.reach(at, 8);
  const hardware = out.u16(at);
  if (hardware === ATM2225) return atmArp(out, at, length);
  const hardwareLength = out.u8(at + 4);
  const protocolLength = out.u8(at + 5);
  const a: Addresses = {
    hardware, hardwareLength, protocol: out.u16(at + 2), protocolLength, senderHardware: at + 8, sender: at + 8 + hardwareLength,
    targetHardware: at + 8 + hardwareLength + protocolLength, target: at + 8 + 2 * hardwareLength + protocolLength,
  };
  out.reach(a.target, protocolLength);
  if (!out.options.link) out.print('ARP, ');
  const { verbose } = out.options;
  if ((a.protocol !== 0x0800 && a.protocol !== TRAILERS) || protocolLength !== 4 || hardwareLength === 0 || verbose > 0) {
    out.print(`${valueName(HARDWARE, hardware, 'Unknown Hardware (%u)')} (len ${hardwareLength}), ${valueName(ETHERTYPE_NAMES, a.protocol, 'Unknown Protocol (0x%04x)')} (len ${protocolLength})`);
    if (verbose === 0) return out.print(`, length ${length}`);
    out.print(', ');
  }
  if (operation(out, at, a)) out.print(`, length ${length}`);
  else out.dump(at, out.left(at));
}

/** @returns false for an operation that tcpdump does not know */
function operation(out: Printout, at: number, a: Addresses): boolean {
  const code = out.u16(at + 6);
  out.print(`${valueName(OPERATIONS, code, 'Unknown (%u)')} `);
  const sender = (): string => protocolAddress(out, a, a.sender);
  const target = (): string => protocolAddress(out, a, a.target);
  const senderHardware = linkAddress(out, a, a.senderHardware);
  const targetHardware = linkAddress(out, a, a.targetHardware);
  switch (code) {
    case 1: {
      const known = out.bytes.subarray(a.targetHardware, a.targetHardware + a.hardwareLength).some((b) => b !== 0);
      out.print(`who-has ${target()}${known ? ` (${targetHardware})` : ''} tell ${sender()}`);
      return true;
    }
    case 2:
      out.print(`${sender()} is-at ${senderHardware}`);
      return true;
    case 3: case 8:
      out.print(`who-is ${targetHardware} tell ${senderHardware}`);
      return true;
    case 4:
      out.print(`${targetHardware} at ${target()}`);
      return true;
    case 9:
      out.print(`${senderHardware} at ${sender()}`);
      return true;
    default:
      return false;
  }
}

function protocolAddress(out: Printout, a: Addresses, at: number): string {
  if (a.protocol !== 0x0800 && a.protocol !== TRAILERS) return '<wrong proto type>';
  return a.protocolLength === 4 ? out.host4(at) : '<wrong len>';
}

function linkAddress(out: Printout, a: Addresses, at: number): string {
  if (a.hardwareLength === 0) return '<empty>';
  return a.hardware === FRAME_RELAY ? dlciText(out, at, a.hardwareLength) : out.hex(at, a.hardwareLength, ':');
}
