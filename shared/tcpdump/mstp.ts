// Multiple spanning trees (IEEE 802.1s).
import { hexNumber } from './hex-number';
import { bitNames, type Printout } from './printout';
import { bridgeId, portRole, STP_FLAGS, stpTimes } from './stp';

/** Where the parts of an MST BPDU stand. */
const V1_LENGTH = 35;
const V3_LENGTH = 36;
const NAME = 39;
const REVISION = 71;
const DIGEST = 73;
const INTERNAL_COST = 89;
const BRIDGE = 93;
const HOPS = 101;
const INSTANCES = 102;
const INSTANCE_BYTES = 16;
/** Bytes of the least fourth part. */
const SHORTEST_PATH = 85;

export function mstp(out: Printout, at: number, length: number, version: number): void {
  if (length < INSTANCES || out.u8(at + V1_LENGTH) !== 0) return out.invalid();
  const v3Length = out.u16(at + V3_LENGTH);
  const v4 = V3_LENGTH + 2 + v3Length;
  if (length < v4) return out.invalid();
  tree(out, at, length, v3Length);
  if (version !== 4) return;
  const v4Length = out.u16(at + v4);
  if (v4Length < SHORTEST_PATH || length < v4 + 2 + v4Length) return out.invalid();
  if (out.options.verbose > 0) shortestPath(out, at + v4, v4Length);
}

function tree(out: Printout, at: number, length: number, v3Length: number): void {
  const flags = out.u8(at + 4);
  out.print(`, CIST Flags [${bitNames(STP_FLAGS, flags)}], length ${length}`);
  if (out.options.verbose === 0) return;
  out.print(`\n\tport-role ${portRole(flags)}, CIST root-id ${bridgeId(out, at + 5)}, CIST ext-pathcost ${out.u32(at + 13)}`);
  out.print(`\n\tCIST regional-root-id ${bridgeId(out, at + 17)}, CIST port-id ${hexNumber(out.u16(at + 25), 4)},`);
  stpTimes(out, at);
  out.print(`\n\tv3len ${v3Length}, MCID Name `);
  out.printPadded(at + NAME, 32);
  out.print(`, rev ${out.u16(at + REVISION)},\n\t\tdigest ${out.hex(at + DIGEST, 16)}, `);
  out.print(`CIST int-root-pathcost ${out.u32(at + INTERNAL_COST)},`);
  out.print(`\n\tCIST bridge-id ${bridgeId(out, at + BRIDGE)}, `);
  out.print(`CIST remaining-hops ${out.u8(at + HOPS)}`);
  for (let one = at + INSTANCES, left = v3Length - 64; left >= INSTANCE_BYTES; one += INSTANCE_BYTES, left -= INSTANCE_BYTES) instance(out, one);
}

function instance(out: Printout, at: number): void {
  const flags = out.u8(at);
  out.print(`\n\tMSTI ${out.u16(at + 1) & 0xfff}, Flags [${bitNames(STP_FLAGS, flags)}], port-role ${portRole(flags)}`);
  out.print(`\n\t\tMSTI regional-root-id ${bridgeId(out, at + 1)}, pathcost ${out.u32(at + 9)}`);
  out.print(`\n\t\tMSTI bridge-prio ${out.u8(at + 13) >> 4}, port-prio ${out.u8(at + 14) >> 4}, hops ${out.u8(at + 15)}`);
}

/** Shortest path bridging (IEEE 802.1aq). */
function shortestPath(out: Printout, at: number, length: number): void {
  out.print(`\n\tv4len ${length}, AUXMCID Name `);
  out.printPadded(at + 3, 32);
  out.print(`, Rev ${out.u16(at + 35)},\n\t\tdigest ${out.hex(at + 37, 16)}`);
  const agreement = out.u8(at + 53);
  const [format, convention] = [out.u8(at + 55), out.u8(at + 56)];
  out.print([
    `\n\tAgreement num ${agreement >> 6}, Discarded Agreement num ${(agreement >> 4) & 3}, Agreement valid-flag ${(agreement >> 3) & 1},`,
    `\n\tRestricted role-flag: ${(agreement >> 2) & 1}, Format id ${format >> 4} cap ${format}, Convention id ${convention >> 4} cap ${convention},`,
    `\n\tEdge count ${out.u16(at + 57)}, Agreement digest ${out.hex(at + 67, 20)}`,
  ].join(''));
}
