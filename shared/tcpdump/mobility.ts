// The mobility header of IPv6 (RFC 6275) as tcpdump writes it.
import { bitNames, valueName, type Printer, type Printout } from './printout';

const NAMES: Readonly<Record<number, string>> = { 0: 'BRR', 1: 'HoTI', 2: 'CoTI', 3: 'HoT', 4: 'CoT', 5: 'BU', 6: 'BA', 7: 'BE' };
const FLAGS = [[8, 'A'], [4, 'H'], [2, 'L'], [1, 'K']] as const;
/** Shortest header of each type. */
const LENGTHS = [8, 16, 16, 24, 24, 12, 12, 24];
const FIXED = 8;

export const mobility: Printer = (out, at) => {
  out.protocol = 'mobility';
  const length = (out.u8(at + 1) + 1) * 8;
  const type = out.u8(at + 2);
  if (length < (LENGTHS[type] ?? 0)) {
    out.print(`(header length ${length} is too small for type ${type})`);
    return out.truncated();
  }
  out.print(`mobility: ${valueName(NAMES, type, 'type-#%u')}`);
  if (LENGTHS[type] === undefined) return out.print(` len=${out.u8(at + 1)}`);
  const header = printMessage(out, at, type);
  if (out.options.verbose > 0 && length > header && !printOptions(out, at + header, length - header)) out.truncated();
};

function cookie(out: Printout, at: number, type: number, name: string): void {
  if (out.options.verbose > 0) out.print(` ${type % 2 === 1 ? 'Home' : 'Care-of'} ${name}=${out.hex(at, 4)}:${out.hex(at + 4, 4)}`);
}

/** @returns length of the fixed part */
function printMessage(out: Printout, at: number, type: number): number {
  switch (type) {
    case 1:
    case 2:
      cookie(out, at + FIXED, type, 'Init Cookie');
      return FIXED + 8;
    case 3:
    case 4:
      out.print(` nonce id=0x${out.u16(at + 6).toString(16)}`);
      cookie(out, at + FIXED, type, 'Init Cookie');
      cookie(out, at + FIXED + 8, type, 'Keygen Token');
      return FIXED + 16;
    case 5: {
      out.print(` seq#=${out.u16(at + 6)}`);
      const bits = out.u8(at + FIXED) >> 4;
      out.need(at + FIXED, 2);
      if (bits !== 0) out.print(` ${bitNames(FLAGS, bits, '', '')}`);
      out.print(` lifetime=${out.u16(at + FIXED + 2) * 4}`);
      return FIXED + 4;
    }
    case 6:
      out.print(` status=${out.u8(at + 6)}`);
      if (out.u8(at + 7) & 0x80) out.print(' K');
      out.print(` seq#=${out.u16(at + FIXED)}`);
      out.print(` lifetime=${out.u16(at + FIXED + 2) * 4}`);
      return FIXED + 4;
    case 7:
      out.print(` status=${out.u8(at + 6)}`);
      out.print(` homeaddr ${out.host6(at + FIXED)}`);
      return FIXED + 16;
    default: return FIXED;
  }
}

interface MobilityOption {
  readonly least: number;
  readonly name: string;
  readonly text: (out: Printout, at: number) => string;
}

const OPTIONS: Readonly<Record<number, MobilityOption>> = {
  1: { least: 2, name: 'padn', text: () => 'padn' },
  2: { least: 4, name: 'refresh', text: (out, at) => `refresh: ${out.u16(at + 2) * 4}` },
  3: { least: 18, name: 'altcoa', text: (out, at) => `alt-CoA: ${out.host6(at + 2)}` },
  4: { least: 6, name: 'ni', text: (out, at) => `ni: ho=0x${out.hex(at + 2, 2)} co=0x${out.hex(at + 4, 2)}` },
  5: { least: 12, name: 'auth', text: () => 'auth' },
};

/** False where they end too early. */
function printOptions(out: Printout, start: number, length: number): boolean {
  for (let i = 0; i < length; ) {
    const at = start + i;
    const type = out.u8(at);
    if (type !== 0 && i + 1 >= length) return false;
    const octets = type === 0 ? 1 : out.u8(at + 1) + 2;
    if (i + octets > length) return false;
    out.need(at + octets, 1);
    if (type === 0) out.print('(pad1)');
    else if (!printOption(out, at, length - i, type)) return false;
    i += octets;
  }
  return true;
}

function printOption(out: Printout, at: number, left: number, type: number): boolean {
  const known = OPTIONS[type];
  if (left < (known?.least ?? 2)) {
    out.print(`(${known?.name ?? `sopt_type ${type}`}: trunc)`);
    return false;
  }
  out.print(`(${known?.text(out, at) ?? `type-0x${out.hex(at, 1)}: len=${out.u8(at + 1)}`})`);
  return true;
}
