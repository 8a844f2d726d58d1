// What PPP's control protocols share (RFC 1661 section 5): code, identifier, length, options to be agreed upon.
import { bytes, uint16, uint8, type Field } from '../field';
import type { Layer } from '../layer';

export const CONTROL_CODES = {
  0: 'Vendor Specific', 1: 'Configuration Request', 2: 'Configuration Ack', 3: 'Configuration Nak', 4: 'Configuration Reject', 5: 'Termination Request',
  6: 'Termination Ack', 7: 'Code Reject', 8: 'Protocol Reject', 9: 'Echo Request', 10: 'Echo Reply', 11: 'Discard Request', 12: 'Identification',
  13: 'Time Remaining', 14: 'Reset Request', 15: 'Reset Ack',
};

/** tshark names these after `ppp`, whichever protocol they stand in. */
export const controlFields = () => ({
  '.ppp.code': uint8('Code', { names: CONTROL_CODES }),
  '.ppp.identifier': uint8('Identifier', { base: 'dec_hex', doc: 'A reply repeats it' }),
  '.ppp.length': uint16('Length'),
  '.ppp.data': bytes('Data'),
});
export type ControlFields = ReturnType<typeof controlFields>;

/** One kind of option: its line's field, name, and what reads its value (`length` octets from the cursor). */
export interface ControlOption {
  readonly field: Field<Uint8Array>;
  readonly name: string;
  readonly value?: (p: Layer, length: number) => unknown;
}

/** Code, identifier and length; returns where the packet ends. */
export function controlHeader(p: Layer, f: ControlFields): { readonly code: number; readonly end: number } {
  const start = p.at;
  const code = p.view.uint8(start);
  p.info(() => f['.ppp.code'].nameOf(code) ?? `Unknown (${code})`);
  p.read(f['.ppp.code']);
  p.read(f['.ppp.identifier']);
  const length = p.read(f['.ppp.length']);
  p.shrink(start + length);
  return { code, end: start + Math.max(length, 4) };
}

export function controlOptions(p: Layer, end: number, type: Field<number>, length: Field<number>, options: ReadonlyMap<number, ControlOption>): void {
  if (p.at >= end) return;
  const size = end - p.at;
  p.group(`Options: (${size} byte${size === 1 ? '' : 's'})`, p.at, size);
  const group = p.last;
  while (p.at < end) {
    const start = p.at;
    const kind = p.view.uint8(start);
    const total = p.view.uint8(start + 1);
    const option = options.get(kind);
    if (total < 2 || start + total > end) {
      p.label(`${option?.name ?? `Unknown (0x${kind.toString(16).padStart(2, '0')})`} (option length = ${total} byte${total === 1 ? '' : 's'} is not valid)`, start, end - start);
      p.at = end;
      break;
    }
    p.view.need(start, total);
    if (!option) p.group(`Unknown (0x${kind.toString(16).padStart(2, '0')})`, start, total);
    else {
      if (p.emits) p.put(option.field, p.view.captured(start, total), start, total);
      if (p.inTree) p.last.text = option.name;
      p.open();
    }
    const line = p.last;
    p.read(type);
    p.read(length);
    const text = option?.value?.(p, total - 2);
    if (p.inTree && typeof text === 'string') line.text += `: ${text}`;
    if (p.inTree) group.append += `, ${option?.name ?? 'Unknown'}`;
    p.at = start + total;
    p.close();
  }
  p.close();
}
