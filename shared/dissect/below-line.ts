// Lines that belong below one that was emitted earlier: what is found out only later about a field.
import type { Layer } from './layer';

/** Puts what `add` emits behind `line`, in front of the lines that came since; where there is none of that kind, at the end. What follows goes on from the newest line. */
export function belowLine(p: Layer, line: Layer['last'] | undefined, add: () => void): void {
  const { last } = p;
  if (line) {
    const later = p.nodes.splice(p.nodes.indexOf(line) + 1);
    p.last = line;
    add();
    p.nodes.push(...later);
  } else add();
  p.last = last;
}
