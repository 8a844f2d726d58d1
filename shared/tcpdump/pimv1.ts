// The first version of PIM, inside IGMP, as tcpdump prints it.
import { spanText } from './hex-number';
import { Truncated, valueName, type Printout } from './printout';

const NAMES: Readonly<Record<number, string>> = {
  0: 'Query', 1: 'Register', 2: 'Register-Stop', 3: 'Join/Prune', 4: 'RP-reachable', 5: 'Assert', 6: 'Graft', 7: 'Graft-ACK',
};
const MODES: Readonly<Record<number, string>> = { 0: 'Dense-mode', 1: 'Sparse-mode', 2: 'Sparse-Dense-mode' };
const ALL_ONES = 0xffffffff;
/** The usual time that a join or prune holds. */
const USUAL_HOLD = 180;

export function pimv1(out: Printout, at: number, length: number): void {
  out.protocol = 'pimv1';
  const type = out.u8(at + 1);
  out.print(` ${valueName(NAMES, type, '[type %u]')}`);
  cuttable(out, () => {
    body(out, at, length, type);
    const version = out.u8(at + 4) >> 4;
    if (version !== 1) out.print(` [v${version}]`);
  });
}

/** What is cut where a printer asks says so, and the line goes on. */
function cuttable(out: Printout, print: () => void): void {
  try {
    print();
  } catch (error) {
    if (!(error instanceof Truncated) || error.atRead) throw error;
    out.truncated();
  }
}

function mask(out: Printout, at: number): string {
  return out.u32(at) === ALL_ONES ? '' : `/${out.host4(at)}`;
}

function body(out: Printout, at: number, length: number, type: number): void {
  const isVerbose = out.options.verbose > 0;
  switch (type) {
    case 0:
      if (out.has(at + 8)) out.print(` ${valueName(MODES, out.u8(at + 8) >> 4, 'mode-%u')}`);
      if (!isVerbose) return;
      out.print(' (Hold-time ');
      return out.print(`${spanText(out.u16(at + 10))})`);
    case 1:
      out.need(at + 8, 20);
      return out.print(` for ${out.host4(at + 20)} > ${out.host4(at + 24)}`);
    case 2:
      out.need(at + 12, 4);
      return out.print(` for ${out.host4(at + 8)} > ${out.host4(at + 12)}`);
    case 3: case 6: case 7:
      return isVerbose ? cuttable(out, () => { joinPrune(out, at + 8, length - 8); }) : undefined;
    case 4:
      if (!isVerbose) return;
      out.print(` group ${out.host4(at + 8)}`);
      out.print(mask(out, at + 12));
      out.print(` RP ${out.host4(at + 16)} hold `);
      return out.print(spanText(out.u16(at + 22)));
    case 5:
      out.need(at + 16, 4);
      out.print(` for ${out.host4(at + 16)} > ${out.host4(at + 8)}${mask(out, at + 12)}`);
      out.need(at + 24, 4);
      return out.print(` ${(out.u8(at + 20) & 0x80) !== 0 ? 'RP-tree' : 'SPT'} pref ${out.u32(at + 20) & 0x7fffffff} metric ${out.u32(at + 24)}`);
  }
}

/** A single source of a single group stands in one line. */
function joinPrune(out: Printout, start: number, length: number): void {
  if (out.has(start, 30) && out.u8(start + 11) === 1 && out.u16(start + 20) + out.u16(start + 22) === 1) return single(out, start);
  const feed = out.options.verbose > 1 ? '\n' : '';
  let at = start;
  let left = length;
  const take = (bytes: number): number => {
    if (left < bytes) out.need(out.end, 1);
    at += bytes;
    left -= bytes;
    return at - bytes;
  };
  const upstream = take(4);
  out.print(feed);
  out.print(` Upstream Nbr: ${out.host4(upstream)}`);
  const hold = take(4);
  out.print(feed);
  out.print(' Hold time: ');
  out.print(spanText(out.u16(hold + 2)));
  if (feed === '') return;
  for (let groups = out.u8(take(4) + 3); groups > 0; groups--) {
    out.print(`\n\tGroup: ${out.host4(take(4))}`);
    out.print(mask(out, take(4)));
    const counts = take(4);
    const [joins, prunes] = [out.u16(counts), out.u16(counts + 2)];
    out.print(` joined: ${joins} pruned: ${prunes}`);
    for (let i = 0; i < joins + prunes; i++) {
      const source = take(6);
      const flags = out.u8(source + 1);
      out.print(`\n\t${i < joins ? 'Join' : 'Prune'} ${modes(out, source)} ${out.host4(source + 2)}/${flags & 0x3f}`);
    }
  }
}

function modes(out: Printout, at: number): string {
  const flags = out.u8(at + 1);
  return `${(out.u8(at) & 1) !== 0 ? ' Sparse' : ' Dense'}${(flags & 0x80) !== 0 ? ' WC' : ''}${(flags & 0x40) !== 0 ? ' RP' : ' SPT'}`;
}

function single(out: Printout, at: number): void {
  const hold = out.u16(at + 6);
  out.print(` RPF ${out.host4(at)} ${hold === USUAL_HOLD ? '' : `Hold ${spanText(hold)}`}`);
  out.print(`${out.u16(at + 20) !== 0 ? 'Join' : 'Prune'} (${out.host4(at + 26)}/${out.u8(at + 25) & 0x3f}, ${out.host4(at + 12)}${mask(out, at + 16)})${modes(out, at + 24)}`);
}
