// What is where in the whole capture: its frames in equal parts, each with the colouring rule that most of its coloured frames fall under.
import type { Overview } from '../ipc/contract';

/** Frames looked at in a part: the picture needs no more, and a capture of ten million frames is drawn as quickly as a small one. */
const SAMPLES = 12;

/**
 * @param parts how many to divide the capture into; fewer where it has fewer frames
 * @param quiet rules that a part is not known by, among them 0
 */
export function* overviewOf(frames: number, parts: number, quiet: ReadonlySet<number>, ruleOf: (frame: number) => number): Generator<undefined, Overview> {
  const count = Math.min(parts, frames);
  const rules: number[] = [];
  const shares: number[] = [];
  for (let part = 0; part < count; part++) {
    const first = Math.floor((part * frames) / count) + 1;
    const end = Math.floor(((part + 1) * frames) / count) + 1;
    const { rule, share } = strongest(first, end, quiet, ruleOf);
    rules.push(rule);
    shares.push(share);
    yield;
  }
  return { frames, rules, shares };
}

/** The rule that most frames from `first` to before `end` fall under, and how many of them do. */
function strongest(first: number, end: number, quiet: ReadonlySet<number>, ruleOf: (frame: number) => number): { rule: number; share: number } {
  const counts = new Map<number, number>();
  const step = Math.max(1, (end - first) / SAMPLES);
  let looked = 0;
  for (let frame = first; frame < end; frame += step) {
    const rule = ruleOf(Math.floor(frame));
    if (!quiet.has(rule)) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    looked++;
  }
  let best = 0;
  for (const [rule, found] of counts) if (found > (counts.get(best) ?? 0)) best = rule;
  return { rule: best, share: best === 0 ? 0 : Math.round(((counts.get(best) ?? 0) / looked) * 100) / 100 };
}
