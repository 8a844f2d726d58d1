// Options of PIM's hello as tcpdump writes them.
import { spanText } from './hex-number';
import { printPimAddress, type PimRest } from './pim-address';
import { valueName, type Printout } from './printout';

const NAMES: Readonly<Record<number, string>> = {
  1: 'Hold Time', 2: 'LAN Prune Delay', 18: 'DR Priority (Old)', 19: 'DR Priority', 20: 'Generation ID', 21: 'State Refresh Capability', 22: 'Bi-Directional Capability',
  24: 'Address List', 65001: 'Address List (Old)',
};

/** on: the next option can follow; end: nothing follows; cut: the message ends too early. */
type Outcome = 'on' | 'end' | 'cut';
type OptionPrinter = (out: Printout, option: PimRest, left: number, plain: number) => Outcome;

function ofLength(wanted: number, print: (out: Printout, at: number) => string): OptionPrinter {
  return (out, { at, length }) => {
    if (length === wanted) out.print(print(out, at));
    else {
      out.print(`[option length ${length} != ${wanted}]`);
      out.invalid();
      return 'end';
    }
    return 'on';
  };
}

function pruneDelay(out: Printout, at: number): string {
  const word = out.u16(at);
  return `\n\t    T-bit=${word >> 15}, LAN delay ${word & 0x7fff}ms, Override interval ${out.u16(at + 2)}ms`;
}

function refresh(out: Printout, at: number): string {
  const interval = out.u8(at + 1);
  const rest = out.u16(at + 2);
  return `v${out.u8(at)}${interval ? `, interval ${spanText(interval)}` : ''}${rest ? ` ?0x${out.hex(at + 2, 2)}?` : ''}`;
}

const priority: OptionPrinter = (out, option, left, plain) => {
  if (option.length !== 0) return ofLength(4, (on, at) => `${on.u32(at)}`)(out, option, left, plain);
  out.print('Bi-Directional Capability (Old)');
  return 'on';
};

const addresses: OptionPrinter = (out, { at, length }, left, plain) => {
  if (out.options.verbose < 2) return 'on';
  let rest: PimRest = { at, length: left };
  while (rest.at < at + length) {
    out.print('\n\t    ');
    const next = printPimAddress(out, rest, 'unicast', plain);
    if (next === undefined) return 'cut';
    rest = next;
  }
  return 'on';
};

const PRINTERS: Readonly<Record<number, OptionPrinter>> = {
  1: ofLength(2, (out, at) => spanText(out.u16(at))),
  2: ofLength(4, pruneDelay),
  18: priority,
  19: priority,
  20: ofLength(4, (out, at) => `0x${out.hex(at, 4)}`),
  21: ofLength(4, refresh),
  22: () => 'on',
  24: addresses,
  65001: addresses,
};

/** False where the message ends too early. */
export function printPimHello(out: Printout, { at, length }: PimRest, plain: number): boolean {
  let place = at;
  for (let left = length; left > 0; ) {
    if (left < 4) return false;
    out.reach(place, 4);
    const type = out.u16(place);
    const octets = out.u16(place + 2);
    out.print(`\n\t  ${valueName(NAMES, type, 'Unknown')} Option (${type}), length ${octets}, Value: `);
    place += 4;
    left -= 4;
    if (left < octets || !out.has(place, octets)) return false;
    const print = PRINTERS[type];
    const outcome = print?.(out, { at: place, length: octets }, left, plain) ?? 'on';
    if (outcome !== 'on') return outcome === 'end';
    if (print === undefined || out.options.verbose > 1) out.unknownData(place, '\n\t    ', octets);
    place += octets;
    left -= octets;
  }
  return true;
}
