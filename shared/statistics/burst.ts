// The busiest moment of something that happens: the most that came within a tenth of a second, counted in steps of five milliseconds, as Wireshark's statistics have it.

const STEP_MS = 5;
/** Milliseconds, and steps, of one moment. */
export const BURST_MS = 100;
const STEPS = BURST_MS / STEP_MS;

interface Step {
  readonly number: number;
  count: number;
  /** When something came in it first. */
  start: number;
}

export class Burst {
  /** The most that came within BURST_MS, and since when: milliseconds. */
  most = 0;
  at = 0;
  private sum = 0;
  /** Ascending. Time begins with an empty step. */
  private readonly steps: Step[] = [{ number: 0, count: 0, start: 0 }];

  /** @param now milliseconds since the first frame */
  add(now: number): void {
    const number = Math.floor(now / STEP_MS);
    const [first, last] = [this.steps[0]!, this.steps.at(-1)!];
    if (number > last.number) {
      this.steps.push({ number, count: 1, start: now });
      this.sum++;
      while (number >= this.steps[0]!.number + STEPS) this.sum -= this.steps.shift()!.count;
    } else if (number < first.number) {
      // What comes so late that its moment is over does not count.
      if (number + STEPS <= last.number) return;
      this.steps.unshift({ number, count: 1, start: now });
      this.sum++;
    } else this.addAmong(number, now);
    if (this.sum <= this.most) return;
    this.most = this.sum;
    this.at = this.steps[0]!.start;
  }

  private addAmong(number: number, now: number): void {
    const place = this.steps.findLastIndex((step) => step.number <= number);
    const step = this.steps[place]!;
    if (step.number === number) {
      step.count++;
      step.start = Math.min(step.start, now);
    } else this.steps.splice(place + 1, 0, { number, count: 1, start: now });
    this.sum++;
  }
}
