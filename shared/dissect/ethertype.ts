// Handing on by EtherType, and what is left behind the payload: padding, trailer, frame check sequence.
import { bytes, none, type Field } from './field';
import type { Layer } from './layer';
import { ETHERTYPE_NAMES } from './protocols/values/ethertype-names';

/** Smaller numbers are lengths (up to 1500) or nothing. */
export const MIN_ETHERTYPE = 0x0600;
/** An Ethernet frame without its FCS; shorter ones are padded. */
const MIN_FRAME = 60;

/** Fields of `eth` that tagged frames show too. */
export const PADDING = bytes('Padding', { doc: 'Zeros up to the minimum of 60 octets' });
export const PADDING_BAD = none('Padding identification may be inaccurate and impact trailer dissector');

/** What the columns say if nobody knows the EtherType stands here already; whoever knows it overwrites it. */
export function nextByEthertype(p: Layer, type: number, length: number, otherwise = ''): void {
  if (p.inRow) {
    p.column(`0x${type.toString(16).padStart(4, '0')}`);
    p.info(() => ETHERTYPE_NAMES.get(type) ?? otherwise);
  }
  p.next('ethertype', type, length);
}

/**
 * From the cursor to the end of the layer: zeros up to 60 octets are padding, the rest is `trailer`; `fcs` octets stay.
 * `frameStart`: from where the 60 octets count.
 */
export function paddingAndTrailer(p: Layer, frameStart: number, trailer: Field<Uint8Array>, fcs = 0): void {
  const from = p.at;
  const end = p.view.reportedEnd;
  const limit = Math.min(frameStart + MIN_FRAME, end, p.view.capturedEnd);
  if (end - frameStart >= MIN_FRAME && from < limit && zeros(p, from, limit)) p.take(PADDING, limit - from);
  const trailerEnd = Math.min(end - fcs, p.view.capturedEnd);
  if (trailerEnd <= p.at) return;
  const unclear = p.at === from && from < frameStart + MIN_FRAME && end - frameStart >= MIN_FRAME;
  p.take(trailer, trailerEnd - p.at);
  if (unclear) p.expert(PADDING_BAD, 'note', 'Protocol', "Didn't find padding of zeros, and an undecoded trailer exists. There may be padding of non-zeros.");
}

function zeros(p: Layer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (p.view.bytes[i] !== 0) return false;
  return true;
}
