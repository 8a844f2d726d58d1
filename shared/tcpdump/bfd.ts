// Bidirectional forwarding detection (RFC 5880) as tcpdump writes it.
import { bitNames, valueName, type Printer, type Printout } from './printout';

const DIAGNOSTICS: Readonly<Record<number, string>> = {
  0: 'No Diagnostic', 1: 'Control Detection Time Expired', 2: 'Echo Function Failed', 3: 'Neighbor Signaled Session Down', 4: 'Forwarding Plane Reset', 5: 'Path Down',
  6: 'Concatenated Path Down', 7: 'Administratively Down', 8: 'Reverse Concatenated Path Down',
};
const AUTHENTICATIONS: Readonly<Record<number, string>> = { 1: 'Simple Password', 2: 'Keyed MD5', 3: 'Meticulous Keyed MD5', 4: 'Keyed SHA1', 5: 'Meticulous Keyed SHA1' };
const STATES = ['AdminDown', 'Down', 'Init', 'Up'];
const FLAGS = [[0x20, 'Poll'], [0x10, 'Final'], [8, 'Control Plane Independent'], [4, 'Authentication Present'], [2, 'Demand'], [1, 'Multipoint']] as const;
const FLAGS_VERSION_0 = [
  [0x80, 'I Hear You'], [0x40, 'Demand'], [0x20, 'Poll'], [0x10, 'Final'], [8, 'Control Plane Independent'], [4, 'Authentication Present'], [2, 'Reserved'], [1, 'Reserved'],
] as const;
const HEADER = 24;
const AUTHENTICATED = 4;

/** Milliseconds, at least `width` characters. */
function millis(out: Printout, at: number, width = 4): string {
  return `${Math.floor(out.u32(at) / 1000)}`.padStart(width);
}

/** Echo packets (port 3785). */
export const bfdEcho: Printer = (out, at, length) => {
  out.protocol = 'bfd';
  out.print(`BFD, Echo, length: ${length}`);
  if (out.options.verbose > 0) out.unknownData(at, '\n\t', length);
};

/** @param name what the port says of the session */
export function bfdControl(name: string): Printer {
  return (out, at, length) => {
    out.protocol = 'bfd';
    out.reach(at, 4);
    const version = out.u8(at) >> 5;
    if (version > 1) {
      out.print(`BFDv${version}, Control, length: ${length}`);
      if (out.options.verbose > 0) out.unknownData(at, '\n\t', length);
      return;
    }
    out.reach(at, HEADER);
    const second = out.u8(at + 1);
    const state = STATES[second >> 6]!;
    const flags = version === 0 ? bitNames(FLAGS_VERSION_0, second) : bitNames(FLAGS, second & 0x3f);
    const session = version === 0 ? 'Control' : `${name}, State ${state}`;
    if (out.options.verbose === 0) return out.print(`BFDv${version}, ${session}, Flags: [${flags}], length: ${length}`);
    out.print(`BFDv${version}, length: ${length}\n\t${session}, Flags: [${flags}], `);
    printControl(out, at);
    if ((second & AUTHENTICATED) !== 0 && !printAuthentication(out, at + HEADER)) out.truncated();
  };
}

function printControl(out: Printout, at: number): void {
  const diagnostic = out.u8(at) & 0x1f;
  out.print(`Diagnostic: ${valueName(DIAGNOSTICS, diagnostic, 'unknown')} (0x${diagnostic.toString(16).padStart(2, '0')})`);
  const multiplier = out.u8(at + 2);
  const interval = out.u32(at + 12);
  out.print(`\n\tDetection Timer Multiplier: ${multiplier} (${Math.floor(((multiplier * interval) >>> 0) / 1000)} ms Detection time), BFD Length: ${out.u8(at + 3)}`);
  out.print(`\n\tMy Discriminator: 0x${out.hex(at + 4, 4)}`);
  out.print(`, Your Discriminator: 0x${out.hex(at + 8, 4)}`);
  out.print(`\n\t  Desired min Tx Interval:    ${millis(out, at + 12)} ms`);
  out.print(`\n\t  Required min Rx Interval:   ${millis(out, at + 16)} ms`);
  out.print(`\n\t  Required min Echo Interval: ${millis(out, at + 20)} ms`);
}

/** False where the message ends too early. */
function printAuthentication(out: Printout, at: number): boolean {
  out.reach(at, 4);
  const type = out.u8(at);
  const length = out.u8(at + 1);
  out.print(`\n\tAuthentication: ${valueName(AUTHENTICATIONS, type, 'Unknown')} (${type}), length: ${length}`);
  out.print(`\n\t  Auth Key ID: ${out.u8(at + 2)}`);
  switch (type) {
    case 1: return printPassword(out, at, length);
    case 2:
    case 3: return printDigest(out, at, length, 24, 'Digest');
    case 4:
    case 5: return printDigest(out, at, length, 28, 'Hash');
    default: return true;
  }
}

function printPassword(out: Printout, at: number, length: number): boolean {
  if (length < 4) {
    out.print(`[invalid length ${length}]`);
    return true;
  }
  out.print(', Password: ');
  out.printBytes(at + 3, length - 3);
  return true;
}

function printDigest(out: Printout, at: number, length: number, wanted: number, name: string): boolean {
  if (length !== wanted) {
    out.print(`[invalid length ${length}]`);
    return true;
  }
  out.print(`, Sequence Number: 0x${out.hex(at + 4, 4)}`);
  out.print(`\n\t  ${name}: ${out.hex(at + 8, wanted - 8)}`);
  return true;
}
