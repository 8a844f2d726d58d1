// Tests on what other segments of its stream say of a TCP segment: answered from the analysis and the columns, without the frame's bytes.
import { NO_TIME } from '../capture-file/frame-batch';
import type { Field } from '../dissect/field';
import { Finding } from '../dissect/segment-analysis';
import { timeBetween, type TimeNs } from '../frame/time';
import { ColumnTest, HEADERS, headersOf, PathCodes, type Ask, type Slots } from './column-tests';
import { seenValue } from './column-values';
import { asksValueByValue } from './conversation-verdicts';
import type { FrameStore } from './frame-store';
import type { Test } from './filter-operands';
import { intervalsOf, type Interval } from './frame-tests';
import { LOOK, NO, YES, type ProtocolPresence } from './protocol-presence';
import type { Session } from './session';
import { StoredAnalysis } from './stored-analysis';

const NANOS = 1_000_000_000;
/** Each finding is a bit of so many. */
const FINDINGS = 1 << 16;

/** Fields that say no more than that something was found: of which findings. */
const FOUND: Readonly<Record<string, number>> = {
  'tcp.analysis.flags': (FINDINGS - 1) & ~Finding.Unremarkable,
  'tcp.analysis.reused_ports': Finding.ReusedPorts,
  'tcp.analysis.retransmission': Finding.Retransmission | Finding.FastRetransmission | Finding.SpuriousRetransmission,
  'tcp.analysis.fast_retransmission': Finding.FastRetransmission,
  'tcp.analysis.spurious_retransmission': Finding.SpuriousRetransmission,
  'tcp.analysis.out_of_order': Finding.OutOfOrder,
  'tcp.analysis.lost_segment': Finding.LostSegment,
  'tcp.analysis.ack_lost_segment': Finding.AckLostSegment,
  'tcp.analysis.window_update': Finding.WindowUpdate,
  'tcp.analysis.window_full': Finding.WindowFull,
  'tcp.analysis.keep_alive': Finding.KeepAlive,
  'tcp.analysis.keep_alive_ack': Finding.KeepAliveAck,
  'tcp.analysis.duplicate_ack': Finding.DuplicateAck,
  'tcp.analysis.zero_window_probe': Finding.ZeroWindowProbe,
  'tcp.analysis.zero_window': Finding.ZeroWindow,
  'tcp.analysis.zero_window_probe_ack': Finding.ZeroWindowProbeAck,
};

/** A number, or nanoseconds; undefined: the segment has no such field. */
type Value = number | undefined;
type ValueOf = (a: StoredAnalysis, frame: number, store: FrameStore) => Value;

const some = (value: number): Value => (value === 0 ? undefined : value);
const nanosOf = (time: TimeNs | null): Value => (time === null ? undefined : some(time.seconds * NANOS + time.nanos));
const isTold = (a: StoredAnalysis): boolean => a.findings !== 0 || a.acksFrame !== 0 || a.bytesInFlight !== 0;

/** Times of the frames of a stream, as the file gives them. */
function since(store: FrameStore, earlier: number, frame: number): Value {
  const first = store.streams.firstFrame(store.stream(frame) >> 1);
  if ([first, earlier, frame].some((each) => store.nanos(each) === NO_TIME)) return undefined;
  return store.between(earlier, frame);
}

/** Fields with a value, as dissection gives them: see `analysisLines` and `conversation` of TCP. */
const VALUES: Readonly<Record<string, ValueOf>> = {
  'tcp.analysis.acks_frame': (a) => some(a.acksFrame),
  'tcp.analysis.ack_rtt': (a) => nanosOf(a.roundTrip),
  'tcp.analysis.initial_rtt': (a) => (isTold(a) ? nanosOf(a.initialRoundTrip) : undefined),
  'tcp.analysis.bytes_in_flight': (a) => some(a.bytesInFlight),
  'tcp.analysis.push_bytes_sent': (a) => (a.bytesInFlight > 0 ? a.pushBytes : undefined),
  'tcp.analysis.rto': (a) => repeated(a, nanosOf(a.repeatAfter)),
  'tcp.analysis.rto_frame': (a) => repeated(a, nanosOf(a.repeatAfter) === undefined ? undefined : a.repeatOf),
  'tcp.analysis.duplicate_ack_num': (a) => ((a.findings & Finding.DuplicateAck) === 0 ? undefined : a.duplicate),
  'tcp.analysis.duplicate_ack_frame': (a) => ((a.findings & Finding.DuplicateAck) === 0 ? undefined : a.duplicateOf),
  'tcp.completeness': (a) => a.completeness,
  'tcp.time_relative': (_a, frame, store) => since(store, store.streams.firstFrame(store.stream(frame) >> 1), frame),
  'tcp.time_delta': (_a, frame, store) => since(store, store.previousInStream(frame) || frame, frame),
};
/** Those that later frames have a say in. */
const WHOLE_CAPTURE: ReadonlySet<string> = new Set(['tcp.analysis.initial_rtt', 'tcp.completeness']);

function repeated(a: StoredAnalysis, value: Value): Value {
  return (a.findings & Finding.Retransmission) === 0 ? undefined : value;
}

/** null: not a test on one such field that asks each value for itself. */
export function analysisTestOf(test: Test, fields: readonly Field[], session: Session, presence: ProtocolPresence, indexes: readonly number[], ask: Ask): ColumnTest | null {
  const [field] = fields;
  if (field === undefined || fields.length > 1 || !asksValueByValue(test)) return null;
  const codes = new PathCodes(presence, indexes, headersOf(fields), ask([]) ? YES : NO);
  const found = FOUND[field.name];
  if (found !== undefined) return new FindingTest(codes, found, ask([seenValue(field, undefined)]) ? YES : NO, ask([]) ? YES : NO, session.store);
  const valueOf = VALUES[field.name];
  return valueOf === undefined ? null : new AnalysisTest(codes, field, valueOf, test.kind === 'present', intervalsOf(test), session, ask);
}

class FindingTest extends ColumnTest {
  /** @param present the verdict where something of it was found @param absent where not */
  constructor(private readonly codes: PathCodes, private readonly found: number, private readonly present: number, private readonly absent: number, private readonly store: FrameStore) {
    super();
  }

  fill({ columns: { path, stream }, first, from, to }: Slots): void {
    const { out: { bytes }, codes, found, present, absent, store: { tcpAnalysis } } = this;
    codes.refresh();
    tcpAnalysis.advance(first + to - 1);
    for (let i = from; i < to; i++) {
      const code = codes.of(path[i]!);
      if (code < HEADERS) bytes[i] = code;
      else bytes[i] = stream[i]! >= 0 && (tcpAnalysis.findings(first + i) & found) !== 0 ? present : absent;
    }
  }
}

/** Ends of an interval as numbers: values lie far below 2^53. */
interface Ends {
  readonly low: number;
  readonly high: number;
}

class AnalysisTest extends ColumnTest {
  private readonly absent: number;
  private readonly ends: readonly Ends[] | null;
  private readonly isTime: boolean;

  constructor(
    private readonly codes: PathCodes, private readonly field: Field, private readonly read: ValueOf, private readonly isPresence: boolean,
    intervals: readonly Interval[] | null, private readonly session: Session, private readonly ask: Ask,
  ) {
    super();
    this.absent = ask([]) ? YES : NO;
    this.ends = intervals && intervals.map(({ low, high }) => ({ low: low === null ? Number.NEGATIVE_INFINITY : Number(low), high: high === null ? Number.POSITIVE_INFINITY : Number(high) }));
    this.isTime = field.type === 'relative_time';
  }

  fill({ columns: { path, stream }, first, from, to }: Slots): void {
    const { out: { bytes }, codes, session, absent } = this;
    codes.refresh();
    if (WHOLE_CAPTURE.has(this.field.name) && !session.isFinished) return void bytes.fill(LOOK, from, to);
    for (let i = from; i < to; i++) {
      const code = codes.of(path[i]!);
      if (code < HEADERS) bytes[i] = code;
      else bytes[i] = stream[i]! >= 0 ? this.verdictOf(first + i) : absent;
    }
  }

  private verdictOf(frame: number): number {
    const { session: { store, isFinished }, ends } = this;
    const value = this.read(new StoredAnalysis(store, frame, isFinished), frame, store);
    if (value === undefined) return this.absent;
    if (ends === null) return this.isPresence || this.ask([seenValue(this.field, this.isTime ? timeOf(value) : value)]) ? YES : NO;
    for (const { low, high } of ends) if (value >= low && value <= high) return YES;
    return NO;
  }
}

/** As dissection gives it: nanoseconds are never negative. */
function timeOf(nanos: number): TimeNs {
  const seconds = Math.trunc(nanos / NANOS);
  return timeBetween({ seconds: 0, nanos: 0 }, { seconds, nanos: nanos - seconds * NANOS });
}
