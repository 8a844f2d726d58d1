// Tests of what the capture file says of frames: number, lengths, times.
import type { Operand } from '../filter/expression';
import type { Field } from '../dissect/field';
import { ColumnTest, type Ask, type Slots } from './column-tests';
import { seenValue, type ColumnSource } from './column-values';
import type { Test } from './filter-operands';
import type { FrameColumns } from './frame-columns';
import type { FrameStore } from './frame-store';
import { LOOK, NO, YES } from './protocol-presence';

const NANOS = 1_000_000_000;
const UNKNOWN = 4;
const MOST_LENGTH = 65_536;

/** Frame lengths: asked once per length, but for very long frames. */
export class LengthTest extends ColumnTest {
  private readonly table = new Uint8Array(MOST_LENGTH).fill(UNKNOWN);

  constructor(private readonly source: 'len' | 'caplen', private readonly field: Field, private readonly ask: Ask) {
    super();
  }

  fill({ columns, from, to }: Slots): void {
    const { out: { bytes }, table } = this;
    const lengths = columns[this.source];
    for (let i = from; i < to; i++) {
      const length = lengths[i]!;
      const verdict = length < MOST_LENGTH ? table[length]! : UNKNOWN;
      bytes[i] = verdict !== UNKNOWN ? verdict : this.add(length);
    }
  }

  private add(length: number): number {
    const verdict = this.ask([seenValue(this.field, length)]) ? YES : NO;
    if (length < MOST_LENGTH) this.table[length] = verdict;
    return verdict;
  }
}

/** Whole numbers from `low` to `high`, both included; null = no end. */
export interface Interval {
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
    const { out: { bytes }, bounds } = this;
    bytes.fill(NO, from, to);
    for (const { lowSeconds, highSeconds } of bounds) {
      const low = Math.max(from, lowSeconds - first);
      const end = Math.min(to, highSeconds + 1 - first);
      if (low < end) bytes.fill(YES, low, end);
    }
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
    const { source } = this;
    if (source === 'delta') return this.fillDelta(columns, first, from, to);
    const [seconds, nanos] = source === 'relative' ? this.baseOf(1) : [columns.seconds.get(from), 0];
    if (!isSound(nanos)) this.out.bytes.fill(LOOK, from, to);
    else if (source === 'relative') this.fillSince(columns, from, to, [seconds, nanos], 0);
    else this.fillSince(columns, from, to, [seconds, nanos], seconds);
  }

  private fillSince(columns: FrameColumns, from: number, to: number, [seconds, nanos]: readonly [number, number], zero: number): void {
    const { bounds } = this;
    const span = columns.timeSpan(to);
    if (span.isInOrder) return this.fillRanges(columns, from, to, seconds - zero, nanos);
    const { least, most } = columns.secondsSpan(to);
    if (span.isGiven && bounds.every(({ lowSeconds, highSeconds }) => most + 1 < seconds - zero + lowSeconds || least - 1 > seconds - zero + highSeconds + 1)) {
      this.out.bytes.fill(NO, from, to);
      return;
    }
    const ends = bounds.map(({ lowSeconds, lowNanos, highSeconds, highNanos }) => [(lowSeconds - zero) * NANOS + lowNanos, (highSeconds - zero) * NANOS + highNanos] as const);
    // So near that nanoseconds are told apart.
    const areNear = ends.every(([low, high]) => isNear(low) && isNear(high));
    if (areNear && ends.length === 1) this.fillNear(columns, from, to, seconds, nanos, ends[0]![0], ends[0]![1]);
    else this.fillEach(columns, from, to, seconds, nanos, zero);
  }

  /** One interval, in nanoseconds. */
  private fillNear({ seconds, nanos }: FrameColumns, from: number, to: number, baseSeconds: number, baseNanos: number, low: number, high: number): void {
    const { out: { bytes } } = this;
    for (let i = from; i < to; i++) {
      const n = nanos[i]!;
      const since = (seconds.get(i) - baseSeconds) * NANOS + (n - baseNanos);
      bytes[i] = n < 0 || n >= NANOS ? LOOK : since >= low && since <= high ? YES : NO;
    }
  }

  private fillEach({ seconds, nanos }: FrameColumns, from: number, to: number, baseSeconds: number, baseNanos: number, zero: number): void {
    const { out: { bytes }, bounds } = this;
    for (let i = from; i < to; i++) bytes[i] = verdictOf(bounds, seconds.get(i) - baseSeconds + zero, nanos[i]!, baseNanos);
  }

  private fillDelta({ seconds, nanos }: FrameColumns, first: number, from: number, to: number): void {
    const { out: { bytes }, bounds } = this;
    let [baseSeconds, baseNanos] = this.baseOf(Math.max(1, first + from - 1));
    for (let i = from; i < to; i++) {
      bytes[i] = verdictOf(bounds, seconds.get(i) - baseSeconds, nanos[i]!, baseNanos);
      baseSeconds = seconds.get(i);
      baseNanos = nanos[i]!;
    }
  }

  /** Where times never go back, each interval is a range of slots. */
  private fillRanges(columns: FrameColumns, from: number, to: number, baseSeconds: number, baseNanos: number): void {
    const { out: { bytes }, bounds } = this;
    bytes.fill(NO, from, to);
    for (const { lowSeconds, lowNanos, highSeconds, highNanos } of bounds) {
      const low = firstFrom(columns, from, to, baseSeconds + lowSeconds, baseNanos + lowNanos);
      bytes.fill(YES, low, Math.max(low, firstFrom(columns, from, to, baseSeconds + highSeconds, baseNanos + highNanos + 1)));
    }
  }

  private baseOf(frame: number): readonly [number, number] {
    return frame <= this.store.count ? [this.store.seconds(frame), this.store.nanos(frame)] : [0, -1];
  }
}

/** Of times that the file does not give, or that cannot be, and those counted from them, only the language can tell. */
function verdictOf(bounds: readonly Bounds[], seconds: number, nanos: number, baseNanos: number): number {
  if (!isSound(nanos) || !isSound(baseNanos)) return LOOK;
  const rest = nanos - baseNanos;
  return (rest < 0 ? within(bounds, seconds - 1, rest + NANOS) : within(bounds, seconds, rest)) ? YES : NO;
}

const isNear = (nanos: number): boolean => Math.abs(nanos) <= Number.MAX_SAFE_INTEGER || !Number.isFinite(nanos);

/** The first of slots [from, to) at that time or later. @param nanos less than two seconds */
function firstFrom({ seconds, nanos }: FrameColumns, from: number, to: number, second: number, nano: number): number {
  const [wholeSeconds, rest] = nano >= NANOS ? [second + 1, nano - NANOS] : [second, nano];
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const s = seconds.get(middle);
    if (s < wholeSeconds || (s === wholeSeconds && nanos[middle]! < rest)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const isSound = (nanos: number): boolean => nanos >= 0 && nanos < NANOS;
