// DVMRP (RFC 1075 and its third version) inside IGMP as tcpdump prints it.
import { spanText } from './hex-number';
import type { Printout } from './printout';

const NAMES: Readonly<Record<number, string>> = {
  1: 'Probe', 2: 'Report', 3: 'Ask-neighbors(old)', 4: 'Neighbors(old)', 5: 'Ask-neighbors2', 6: 'Neighbors2', 7: 'Prune', 8: 'Graft', 9: 'Graft-ACK',
};
const NEIGHBOR_FLAGS = [[1, '/tunnel'], [2, '/srcrt'], [0x40, '/querier'], [0x20, '/disabled'], [0x10, '/down']] as const;
const HEADER = 8;

export function dvmrp(out: Printout, at: number, length: number): void {
  out.protocol = 'dvmrp';
  const type = out.u8(at + 1);
  const { verbose } = out.options;
  out.print(` ${NAMES[type] ?? `[type ${type}]`}`);
  const [body, left] = [at + HEADER, length - HEADER];
  switch (type) {
    case 1: return verbose > 0 ? probe(out, body, left) : undefined;
    case 2: return verbose > 1 ? report(out, body, left) : undefined;
    case 4: return neighbors(out, body, left, false);
    case 6:
      out.print(` (v ${out.u8(at + 7)}.${out.u8(at + 6)}):`);
      return neighbors(out, body, left, true);
    case 7: case 8: case 9:
      out.reach(body, 8);
      out.print(` src ${out.host4(body)} grp ${out.host4(body + 4)}`);
      if (type !== 7) return;
      out.print(' timer ');
      return out.print(spanText(out.u32(body + 8)));
  }
}

function wrong(out: Printout, text: string): void {
  out.print(` [${text}]`);
  out.invalid();
}

function probe(out: Printout, at: number, length: number): void {
  if (length < 4) return wrong(out, `full length ${length} < 4`);
  const isLong = out.options.verbose > 1;
  out.print(isLong ? '\n\t' : ' ');
  out.print(`genid ${out.u32(at)}`);
  if (!isLong) return;
  let place = at + 4;
  for (let left = length - 4; left > 0; left -= 4, place += 4) {
    if (left < 4) {
      out.print(`[remaining length ${left} < 4]`);
      return out.invalid();
    }
    out.print(`\n\tneighbor ${out.host4(place)}`);
  }
}

/** Masks without their first byte, and networks as far as the mask goes. */
function report(out: Printout, start: number, length: number): void {
  let at = start;
  let left = length;
  while (left > 0) {
    if (left < 3) return wrong(out, `length ${left} < 3`);
    const mask = [255, out.u8(at), out.u8(at + 1), out.u8(at + 2)];
    const width = mask[3] !== 0 ? 4 : mask[2] !== 0 ? 3 : mask[1] !== 0 ? 2 : 1;
    out.print(`\n\tMask ${mask.join('.')}`);
    at += 3;
    left -= 3;
    for (let isLast = false; !isLast; at += width + 1, left -= width + 1) {
      if (left < width + 1) {
        out.print('\n\t  [Truncated Report]');
        return out.invalid();
      }
      const origin = [0, 1, 2, 3].map((i) => (i < width ? out.u8(at + i) : 0));
      const metric = out.u8(at + width);
      out.print(`\n\t  ${origin.join('.')} metric ${metric & 0x7f}`);
      isLast = (metric & 0x80) !== 0;
    }
  }
}

function neighbors(out: Printout, start: number, length: number, isSecond: boolean): void {
  const header = isSecond ? 8 : 7;
  let at = start;
  let left = length;
  while (left > 0) {
    if (left < header) return wrong(out, `length ${left} < ${header}`);
    const from = out.host4(at);
    const [metric, threshold] = [out.u8(at + 4), out.u8(at + 5)];
    const flags = isSecond ? out.u8(at + 6) : 0;
    let count = out.u8(at + header - 1);
    at += header;
    left -= header;
    for (; count > 0; count--, at += 4, left -= 4) {
      if (left < 4) return wrong(out, isSecond ? 'invalid ncount' : `length ${left} < 4`);
      out.print(` [${from} ->${isSecond ? ' ' : ''}`);
      if (isSecond) out.print(`${out.host4(at)} (${metric}/${threshold}${NEIGHBOR_FLAGS.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name).join('')})]`);
      else out.print(` ${out.host4(at)}, (${metric}/${threshold})]`);
    }
  }
}
