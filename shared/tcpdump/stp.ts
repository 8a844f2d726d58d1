// Spanning tree (IEEE 802.1D, 802.1w, 802.1s).
import { hexNumber } from './hex-number';
import { mstp } from './mstp';
import { bitNames, valueName, type Printout } from './printout';

const PROTOCOLS: Readonly<Record<number, string>> = { 0: '802.1d', 2: '802.1w', 3: '802.1s', 4: '802.1aq' };
const TYPES: Readonly<Record<number, string>> = { 0: 'Config', 2: 'Rapid STP', 0x80: 'Topology Change' };
export const STP_FLAGS = [[0x01, 'Topology change'], [0x02, 'Proposal'], [0x10, 'Learn'], [0x20, 'Forward'], [0x40, 'Agreement'], [0x80, 'Topology change ACK']] as const;
const ROLES = ['Unknown', 'Alternate', 'Root', 'Designated'] as const;

export function stp(out: Printout, at: number, length: number): void {
  out.protocol = 'stp';
  if (length < 4) return out.invalid();
  if (out.u16(at) !== 0) return out.print(`unknown STP version, length ${length}`);
  const version = out.u8(at + 2);
  out.print(`STP ${valueName(PROTOCOLS, version, 'Unknown STP protocol (0x%02x)')}`);
  if (PROTOCOLS[version] === undefined) return;
  const type = out.u8(at + 3);
  out.print(`, ${valueName(TYPES, type, 'Unknown BPDU Type (0x%02x)')}`);
  if (type === 0) return length < 35 ? out.invalid() : configuration(out, at, length);
  if (type !== 2) return;
  if (version === 2) return length < 35 ? out.invalid() : configuration(out, at, length);
  if (version >= 3) mstp(out, at, length, version);
}

function configuration(out: Printout, at: number, length: number): void {
  const flags = out.u8(at + 4);
  out.print(`, Flags [${bitNames(STP_FLAGS, flags)}]`);
  out.print(`, bridge-id ${bridgeId(out, at + 17)}.${hexNumber(out.u16(at + 25), 4)}, length ${length}`);
  if (out.options.verbose === 0) return;
  stpTimes(out, at);
  out.print(`\n\troot-id ${bridgeId(out, at + 5)}, root-pathcost ${out.u32(at + 13)}`);
  if (out.u8(at + 3) === 2) out.print(`, port-role ${portRole(flags)}`);
}

/** 8001.00:19:06:ea:b8:80 */
export function bridgeId(out: Printout, at: number): string {
  return `${out.hex(at, 2)}.${out.mac(at + 2)}`;
}

export function portRole(flags: number): string {
  return ROLES[(flags >> 2) & 3]!;
}

export function stpTimes(out: Printout, at: number): void {
  const seconds = (offset: number): string => (out.u16(at + offset) / 256).toFixed(2);
  out.print(`\n\tmessage-age ${seconds(27)}s, max-age ${seconds(29)}s, hello-time ${seconds(31)}s, forwarding-delay ${seconds(33)}s`);
}
