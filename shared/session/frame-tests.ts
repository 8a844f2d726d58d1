// Tests of what the capture file says of frames: number, lengths, times.
import type { Operand } from '../filter/expression';
import type { Field } from '../dissect/field';
import { ColumnTest, type Ask, type Slots } from './column-tests';
import { seenValue, type ColumnSource } from './column-values';
import type { Test } from './filter-operands';
import type { FrameStore } from './frame-store';
import { LOOK, NO, YES } from './protocol-presence';

const NANOS = 1_000_000_000;
const UNKNOWN = 3;
const MOST_LENGTH = 65_536;

/** Frame lengths: asked once per length, but for very long frames. */
export class LengthTest extends ColumnTest {
  private readonly table = new Uint8Array(MOST_LENGTH).fill(UNKNOWN);

  constructor(private readonly source: 'len' | 'caplen', private readonly field: Field, private readonly ask: Ask) {
    super();
  }

  fill({ columns, from, to }: Slots): void {
    const { len, caplen } = columns;
    const isCaptured = this.source === 'caplen';
    for (let i = from; i < to; i++) {
      // More than the frame had is not counted as captured.
      const length = isCaptured && caplen[i]! < len[i]! ? caplen[i]! : len[i]!;
      const verdict = length < MOST_LENGTH ? this.table[length]! : UNKNOWN;
      this.out[i] = verdict !== UNKNOWN ? verdict : this.add(length);
    }
  }

  private add(length: number): number {
    const verdict = this.ask([seenValue(this.field, length)]) ? YES : NO;
    if (length < MOST_LENGTH) this.table[length] = verdict;
    return verdict;
  }
}

/** Whole numbers from `low` to `high`, both included; null = no end. */
interface Interval {
  readonly low: bigint | null;
  readonly high: bigint | null;
}

/** The values of the one field that make the test true, where it compares it with constants; null = something else. */
export function intervalsOf(test: Test): readonly Interval[] | null {
  if (test.kind === 'in') {
    const ends = test.set.map(({ low, high }) => [low === null ? null : constant(low), high === null ? null : constant(high)] as const);
    if (test.left.kind !== 'field' || ends.some((pair) => pair.includes(undefined))) return null;
    return ends.map(([low, high]) => ({ low: low ?? null, high: high ?? null }));
  }
  if (test.kind !== 'compare') return null;
  const turned = test.left.kind !== 'field';
  const value = constant(turned ? test.left : test.right);
  if ((turned ? test.right : test.left).kind !== 'field' || value === undefined) return null;
  switch (turned ? TURNED[test.operator] : test.operator) {
    case '==': return [{ low: value, high: value }];
    case '!=': return [{ low: null, high: value - 1n }, { low: value + 1n, high: null }];
    case '<': return [{ low: null, high: value - 1n }];
    case '<=': return [{ low: null, high: value }];
    case '>': return [{ low: value + 1n, high: null }];
    case '>=': return [{ low: value, high: null }];
  }
}

const TURNED = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function constant(operand: Operand): bigint | undefined {
  if (operand.kind === 'negated') {
    const value = constant(operand.of);
    return value === undefined ? undefined : -value;
  }
  if (operand.kind !== 'literal' || (operand.value.type !== 'integer' && operand.value.type !== 'time')) return undefined;
  return BigInt(operand.value.value);
}

/** An interval's ends as a number of seconds and nanoseconds, whatever its sign; for frame numbers the seconds alone. */
interface Bounds {
  readonly lowSeconds: number;
  readonly lowNanos: number;
  readonly highSeconds: number;
  readonly highNanos: number;
}

function boundsOf({ low, high }: Interval, unit: bigint): Bounds {
  const seconds = (value: bigint): number => Number((value - (((value % unit) + unit) % unit)) / unit);
  const nanos = (value: bigint): number => Number(((value % unit) + unit) % unit);
  return {
    lowSeconds: low === null ? Number.NEGATIVE_INFINITY : seconds(low), lowNanos: low === null ? 0 : nanos(low),
    highSeconds: high === null ? Number.POSITIVE_INFINITY : seconds(high), highNanos: high === null ? 0 : nanos(high),
  };
}

function within(bounds: readonly Bounds[], seconds: number, nanos: number): boolean {
  for (const { lowSeconds, lowNanos, highSeconds, highNanos } of bounds) {
    if ((seconds > lowSeconds || (seconds === lowSeconds && nanos >= lowNanos)) && (seconds < highSeconds || (seconds === highSeconds && nanos <= highNanos))) return true;
  }
  return false;
}

export class NumberTest extends ColumnTest {
  private readonly bounds: readonly Bounds[];

  constructor(intervals: readonly Interval[]) {
    super();
    this.bounds = intervals.map((interval) => boundsOf(interval, 1n));
  }

  fill({ first, from, to }: Slots): void {
    for (let i = from; i < to; i++) this.out[i] = within(this.bounds, first + i, 0) ? YES : NO;
  }
}

/** Times: of the clock, since the first frame, since the frame before. */
export class TimeTest extends ColumnTest {
  private readonly bounds: readonly Bounds[];

  constructor(private readonly store: FrameStore, private readonly source: Extract<ColumnSource, 'time' | 'relative' | 'delta'>, intervals: readonly Interval[]) {
    super();
    this.bounds = intervals.map((interval) => boundsOf(interval, BigInt(NANOS)));
  }

  fill({ columns, first, from, to }: Slots): void {
    const { out, bounds, source, store } = this;
    const { seconds, nanos } = columns;
    let [baseSeconds, baseNanos] = [0, 0];
    if (source !== 'time') [baseSeconds, baseNanos] = this.baseOf(source === 'relative' ? 1 : Math.max(1, first + from - 1));
    for (let i = from; i < to; i++) {
      const n = nanos[i]!;
      // Times that the file does not give, or that cannot be, and those counted from them.
      if (!isSound(n) || !isSound(baseNanos)) out[i] = LOOK;
      else {
        const s = seconds.get(i) - baseSeconds;
        const rest = n - baseNanos;
        out[i] = (rest < 0 ? within(bounds, s - 1, rest + NANOS) : within(bounds, s, rest)) ? YES : NO;
      }
      if (source === 'delta') [baseSeconds, baseNanos] = [seconds.get(i), store.nanos(first + i)];
    }
  }

  private baseOf(frame: number): readonly [number, number] {
    return frame <= this.store.count ? [this.store.seconds(frame), this.store.nanos(frame)] : [0, -1];
  }
}

const isSound = (nanos: number): boolean => nanos >= 0 && nanos < NANOS;
