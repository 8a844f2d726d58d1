// What is where in the whole capture: its frames in equal parts, each with the tint that most of its tinted frames have.
import type { Registry } from '../dissect/registry';
import type { Overview, Row } from '../ipc/contract';
import type { FrameStore } from './frame-store';
import { tintOf } from './tint';

const TINTS: readonly Row['tint'][] = ['', 'tcp', 'http', 'dns', 'tls', 'route', 'local'];
/** Frames looked at in a part: the picture needs no more, and a capture of ten million frames is drawn as quickly as a small one. */
const SAMPLES = 500;

/** @param parts how many to divide the capture into; fewer where it has fewer frames */
export function overviewOf(store: FrameStore, registry: Registry, parts: number): Overview {
  const tintOfProtocol = registry.protocols.map(({ id }) => TINTS.indexOf(tintOf(id)));
  const count = Math.min(parts, store.count);
  const tints: Row['tint'][] = [];
  const shares: number[] = [];
  for (let part = 0; part < count; part++) {
    const first = Math.floor((part * store.count) / count) + 1;
    const end = Math.floor(((part + 1) * store.count) / count) + 1;
    const { tint, share } = strongest(store, tintOfProtocol, first, end);
    tints.push(TINTS[tint] ?? '');
    shares.push(share);
  }
  return { frames: store.count, tints, shares };
}

/** The tint that most frames from `first` to before `end` have, and how many of them do. */
function strongest(store: FrameStore, tintOfProtocol: readonly number[], first: number, end: number): { tint: number; share: number } {
  const counts = new Uint32Array(TINTS.length);
  const step = Math.max(1, (end - first) / SAMPLES);
  let looked = 0;
  for (let frame = first; frame < end; frame += step) {
    const tint = tintOfProtocol[store.protocol(Math.floor(frame))] ?? 0;
    counts[tint] = (counts[tint] ?? 0) + 1;
    looked++;
  }
  let best = 0;
  for (let tint = 1; tint < counts.length; tint++) if ((counts[tint] ?? 0) > (best === 0 ? 0 : (counts[best] ?? 0))) best = tint;
  return { tint: best, share: best === 0 ? 0 : Math.round(((counts[best] ?? 0) / looked) * 100) / 100 };
}
