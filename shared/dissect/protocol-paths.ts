// The distinct ways through the protocols that frames of a capture take, each with a number: what the index keeps of a frame's layers.

/** No way at all: a frame of which no layer was entered yet. */
export const NO_PATH = 0;
/** Ways that are not told apart any more because there are too many: such a frame may hold anything. */
export const OTHER_PATH = 1;
/** Behind a protocol: its header is whole and of the plain kind, so that the frame's columns hold its addresses, ports and flags. */
export const PLAIN_STEP = 255;

/** Behind a protocol: no message of it begins here, and none of the lines of one: what there is belongs to a body. */
export const BODY_STEP = 254;

/** Behind TCP: the segment completes a PDU over several of them. The protocol that it is of follows, or this step once more where that is not known; then those that may be in it. */
export const PDU_STEP = 253;

const STEP_BITS = 8;
const STEPS = 1 << STEP_BITS;
/** More than any real capture has; a capture that is made to have more shall not exhaust memory. */
export const PATH_BITS = 12;
export const MOST_PATHS = 1 << PATH_BITS;

export class ProtocolPaths {
  count = 2;
  /** The way of the frame at hand. */
  current = NO_PATH;
  /** Number of the way that is one step longer, by number and step; 0 = not met yet. */
  private next: Uint16Array = new Uint16Array(64 * STEPS);
  /** (number of the way without its last step << 8) | last step. */
  private readonly last = new Uint32Array(MOST_PATHS);

  constructor() {
    this.last[OTHER_PATH] = PLAIN_STEP;
  }

  /** The frame at hand has a layer of this protocol. */
  enter(protocol: number): void {
    this.current = this.step(this.current, protocol);
  }
  /** The header of the layer entered last is whole and plain, and the facts hold what it says. */
  plainHeader(): void {
    this.current = this.step(this.current, PLAIN_STEP);
  }

  /** The bytes of the layer entered last are in the middle of what an earlier frame began. */
  insideBody(): void {
    this.current = this.step(this.current, BODY_STEP);
  }

  /** One step more: index of a protocol in the registry, or one of the above. */
  step(path: number, step: number): number {
    const known = this.next[(path << STEP_BITS) | step]!;
    return known !== 0 ? known : this.add(path, step);
  }

  /** Its steps from the outermost protocol on; null = OTHER_PATH. */
  stepsOf(path: number): readonly number[] | null {
    const steps: number[] = [];
    for (let at = path; at !== NO_PATH; at = this.last[at]! >>> STEP_BITS) {
      if (at === OTHER_PATH) return null;
      steps.unshift(this.last[at]! & (STEPS - 1));
    }
    return steps;
  }

  /** The ways from number `from` on, for `adopt` of another table. */
  entriesFrom(from: number): Uint32Array {
    return this.last.slice(from, this.count);
  }

  /** @param map the other table's numbers → the numbers here, NO_PATH and OTHER_PATH among them; grows by those of the entries */
  adopt(entries: Uint32Array, map: number[]): void {
    for (const entry of entries) map.push(this.step(map[entry >>> STEP_BITS]!, entry & (STEPS - 1)));
  }

  private add(path: number, step: number): number {
    if (path === OTHER_PATH || this.count === MOST_PATHS || step >= STEPS) return OTHER_PATH;
    const added = this.count++;
    if ((added + 1) << STEP_BITS > this.next.length) {
      const bigger = new Uint16Array(this.next.length * 2);
      bigger.set(this.next);
      this.next = bigger;
    }
    this.last[added] = (path << STEP_BITS) | step;
    this.next[(path << STEP_BITS) | step] = added;
    return added;
  }
}
