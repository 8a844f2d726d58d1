// LLDP's TLVs of IEEE 802.3 as tcpdump writes them: link modes, power, aggregation, frame size.
import { MEDIA, MODES, POWER, POWER_CLASSES, POWER_PAIRS, SUBTYPES_8023 } from './lldp-values';
import { bitNames, valueName, type Printout } from './printout';

const SUPPORT = [[1, 'supported'], [2, 'enabled']] as const;
const LEAST: Readonly<Record<number, number>> = { 1: 9, 2: 7, 3: 9, 4: 6 };

export function printPrivate8023(out: Printout, at: number, length: number): 'dump' | 'done' {
  if (length < 4) return 'done';
  const subtype = out.u8(at + 3);
  out.print(`\n\t  ${valueName(SUBTYPES_8023, subtype, 'unknown')} Subtype (${subtype})`);
  const least = LEAST[subtype];
  if (least === undefined) return 'dump';
  if (length < least) return 'done';
  if (subtype === 1) printModes(out, at);
  else if (subtype === 2) {
    out.print(`\n\t    MDI power support [${bitNames(POWER, out.u8(at + 4))}], power pair ${valueName(POWER_PAIRS, out.u8(at + 5), 'unknown')}`);
    out.print(`, power class ${valueName(POWER_CLASSES, out.u8(at + 6), 'unknown')}`);
  } else if (subtype === 3) out.print(`\n\t    aggregation status [${bitNames(SUPPORT, out.u8(at + 4))}], aggregation port ID ${out.u32(at + 5)}`);
  else out.print(`\n\t    MTU size ${out.u16(at + 4)}`);
  return 'done';
}

function printModes(out: Printout, at: number): void {
  out.print(`\n\t    autonegotiation [${bitNames(SUPPORT, out.u8(at + 4))}] (0x${out.hex(at + 4, 1)})`);
  out.print(`\n\t    PMD autoneg capability [${bitNames(MODES, out.u16(at + 5))}] (0x${out.hex(at + 5, 2)})`);
  out.print(`\n\t    MAU type ${valueName(MEDIA, out.u16(at + 7), 'unknown')} (0x${out.hex(at + 7, 2)})`);
}
