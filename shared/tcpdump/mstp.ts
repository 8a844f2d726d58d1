// Multiple spanning trees (IEEE 802.1s).
import { hexNumber } from './hex-number';
import { bitNames, type Printout } from './printout';
import { bridgeId, portRole, STP_FLAGS, stpTimes } from './stp';

/** Where the parts of an MST BPDU stand. */
const V3_LENGTH = 36;
const NAME = 39;
const REVISION = 71;
const DIGEST = 73;
const INTERNAL_COST = 89;
const BRIDGE = 93;
const HOPS = 101;
const INSTANCES = 102;
const INSTANCE_BYTES = 16;

export function mstp(out: Printout, at: number, length: number, version: number): void {
  if (length < INSTANCES) return out.invalid();
  const flags = out.u8(at + 4);
  out.print(`, CIST Flags [${bitNames(STP_FLAGS, flags)}], length ${length}`);
  if (out.options.verbose === 0) return;
  out.print(`\n\tport-role ${portRole(flags)}, CIST root-id ${bridgeId(out, at + 5)}, CIST ext-pathcost ${out.u32(at + 13)}`);
  out.print(`\n\tCIST regional-root-id ${bridgeId(out, at + 17)}, CIST port-id ${hexNumber(out.u16(at + 25), 4)},`);
  stpTimes(out, at);
  const v3Length = out.u16(at + V3_LENGTH);
  out.print(`\n\tv3len ${v3Length}, MCID Name `);
  out.printPadded(at + NAME, 32);
  out.print(`, rev ${out.u16(at + REVISION)},\n\t\tdigest ${out.hex(at + DIGEST, 16)}`);
  out.print(`, CIST int-root-pathcost ${out.u32(at + INTERNAL_COST)},\n\tCIST bridge-id ${bridgeId(out, at + BRIDGE)}, CIST remaining-hops ${out.u8(at + HOPS)}`);
  for (let one = at + INSTANCES, left = v3Length - 64; left >= INSTANCE_BYTES; one += INSTANCE_BYTES, left -= INSTANCE_BYTES) instance(out, one);
  if (version === 4) out.lacks('spb');
}

function instance(out: Printout, at: number): void {
  const flags = out.u8(at);
  out.print(`\n\tMSTI ${out.u16(at + 1) & 0xfff}, Flags [${bitNames(STP_FLAGS, flags)}], port-role ${portRole(flags)}`);
  out.print(`\n\t\tMSTI regional-root-id ${bridgeId(out, at + 1)}, pathcost ${out.u32(at + 9)}`);
  out.print(`\n\t\tMSTI bridge-prio ${out.u8(at + 13) >> 4}, port-prio ${out.u8(at + 14) >> 4}, hops ${out.u8(at + 15)}`);
}
