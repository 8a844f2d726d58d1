// A selective acknowledgment of what was acknowledged already (RFC 2883): its first block tells of data that came again.
import type { Field } from '../field';
import type { Layer } from '../layer';

/** @param block left and right edge as they are shown */
export function duplicateSack(p: Layer, [left, right, finding]: readonly [Field<number>, Field<number>, Field<undefined>], block: readonly [number, number, ...unknown[]], relative: string): void {
  p.generated(left, block[0]);
  if (p.inTree) p.last.text = `D-SACK Left Edge = ${block[0]}${relative}`;
  p.generated(right, block[1]);
  if (p.inTree) p.last.text = `D-SACK Right Edge = ${block[1]}${relative}`;
  p.label('D-SACK Sequence');
  p.expert(finding, 'warn', 'Sequence', 'D-SACK Sequence');
}
