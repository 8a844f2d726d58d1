// What the store and the file know of one frame, looked up only when a dissector asks.
import { NO_TIME } from '../capture-file/frame-batch';
import type { CaptureInterface } from '../capture-file/capture-scanner';
import { NO_FRAME_OPTIONS, type FrameOptions } from '../capture-file/frame-options';
import type { Conflict, Datagram, ExchangePlace, FrameContext, Peer, SegmentPart, SpanningMessages, StreamTimes } from '../dissect/frame-context';
import type { Registry } from '../dissect/registry';
import type { SegmentAnalysis } from '../dissect/segment-analysis';
import type { TimeNs } from '../frame/time';
import { FrameNotes } from './frame-notes';
import type { FrameStore } from './frame-store';
import { StoredAnalysis } from './stored-analysis';

/** What is put together from several frames. */
export interface Reassembled {
  datagramsOf(frame: number): readonly Datagram[];
  partsOf(frame: number): readonly SegmentPart[] | null;
  spanningOf(frame: number): SpanningMessages | null;
  limitAt(frame: number): number;
  /** Called before a frame is looked at: what it needs of others is to be found out. */
  before(frame: number): void;
}

export class StoredContext implements FrameContext {
  number = 1;
  /** All frames of the file are known: what has no answer now gets none. */
  finished = false;
  /** The frame that was shown before this one; 0 = none was, -1 = every frame is shown. */
  shownBefore = -1;
  notes = new FrameNotes();
  private options: FrameOptions | null = null;

  constructor(
    private readonly store: FrameStore,
    private readonly registry: Registry,
    private readonly interfaceOf: (index: number) => CaptureInterface,
    private readonly readOptions: (frame: number) => FrameOptions,
    readonly hasInterface: boolean,
    private readonly reassembled: Reassembled,
  ) {}

  /** Moves to another frame. */
  at(frame: number): this {
    this.reassembled.before(frame);
    this.number = frame;
    this.options = null;
    return this;
  }

  get time(): TimeNs | null {
    return this.timeOf(this.number);
  }
  get previousTime(): TimeNs | null {
    return this.number > 1 ? this.timeOf(this.number - 1) : null;
  }
  get previousDisplayedTime(): TimeNs | null {
    if (this.shownBefore < 0) return this.previousTime;
    return this.shownBefore === 0 ? null : this.timeOf(this.shownBefore);
  }
  get referenceTime(): TimeNs | null {
    return this.timeOf(this.notes.references.atOrBefore(this.number) || 1);
  }
  get interfaceId(): number {
    return this.store.interfaceIndex(this.number);
  }
  get interfaceName(): string {
    return this.iface.name;
  }
  get interfaceDescription(): string {
    return this.iface.description;
  }
  get sectionNumber(): number {
    return Math.max(0, this.iface.section) + 1;
  }
  get linktype(): number {
    return this.iface.linktype;
  }
  get fcsLength(): number {
    return this.iface.fcsLength;
  }
  get comments(): readonly string[] {
    return this.notes.commentsOf(this.number) ?? this.frameOptions.comments;
  }
  get marked(): boolean {
    return this.notes.marked.has(this.number);
  }
  get ignored(): boolean {
    return this.notes.ignored.has(this.number);
  }
  get isReference(): boolean {
    return this.notes.references.has(this.number);
  }
  get packetFlags(): number {
    return this.frameOptions.flags;
  }
  get stream(): number {
    const s = this.store.stream(this.number);
    return s < 0 ? -1 : this.store.streams.number(s >> 1);
  }
  get layeredStreams(): readonly number[] {
    return this.store.layered.of(this.number).map((s) => (s < 0 ? -1 : this.store.streams.number(s)));
  }
  get sequenceBase(): number {
    const s = this.store.stream(this.number);
    return s < 0 ? -1 : this.store.streams.base(s >> 1, s & 1, this.taughtUntil);
  }
  get acknowledgmentBase(): number {
    const s = this.store.stream(this.number);
    return s < 0 ? -1 : this.store.streams.base(s >> 1, 1 - (s & 1), this.taughtUntil);
  }
  get windowShift(): number {
    const s = this.store.stream(this.number);
    return s < 0 ? -1 : this.store.streams.shift(s >> 1, s & 1);
  }
  get analysis(): SegmentAnalysis | null {
    return this.store.flow(this.number) < 0 ? null : new StoredAnalysis(this.store, this.number, this.finished);
  }
  streamTimes(place: number): StreamTimes | null {
    const { store, store: { layered, streams }, number } = this;
    const among = layered.of(number)[place];
    const stream = among ?? store.stream(number) >> 1;
    const first = stream < 0 ? null : this.timeOf(streams.firstFrame(stream));
    if (first === null) return null;
    const previous = among === undefined ? Math.max(store.previousInStream(number), layered.newestBefore(stream, number)) : layered.previousOf(number, place);
    return { first, previous: previous === 0 ? null : this.timeOf(previous) };
  }
  get application(): string {
    const s = this.store.stream(this.number);
    const index = s < 0 ? -1 : this.store.streams.application(s >> 1, this.number);
    return index < 0 ? '' : this.registry.protocols[index]!.id;
  }
  get taught(): number {
    const s = this.store.stream(this.number);
    return s < 0 ? 0 : this.store.streams.taught(s >> 1, this.taughtUntil);
  }
  get taughtBefore(): number {
    const s = this.store.stream(this.number);
    return s < 0 ? 0 : this.store.streams.taught(s >> 1, this.number - 1);
  }
  get conflict(): Conflict | null {
    const found = this.store.claims.conflictOf(this.number);
    return found === null ? null : { ...found, time: this.timeOf(found.frame) };
  }
  get datagrams(): readonly Datagram[] {
    const known = this.reassembled.datagramsOf(this.number);
    return this.finished ? known : known.filter((datagram) => datagram.completedIn <= this.number);
  }
  get segmentParts(): readonly SegmentPart[] | null {
    if (this.store.flow(this.number) < 0) return null;
    const parts = this.reassembled.partsOf(this.number);
    return parts === null || this.finished ? parts : parts.map((part) => (part.kind === 'part' && part.completedIn > this.number ? { ...part, completedIn: 0 } : part));
  }
  get spanning(): SpanningMessages | null {
    const known = this.reassembled.spanningOf(this.number);
    return known === null || this.finished || known.completedIn <= this.number ? known : { ...known, completedIn: 0 };
  }
  get reassemblyLimit(): number {
    return this.reassembled.limitAt(this.number);
  }
  get peer(): Peer | null {
    const frame = this.store.peerOf(this.number);
    // While the file is still read, a frame knows only those before it, as in tshark's first pass.
    return frame === 0 || (frame > this.number && !this.finished) ? null : { frame, time: this.timeOf(frame) };
  }
  get exchange(): ExchangePlace | null {
    return this.store.exchangeOf(this.number, this.finished);
  }
  get original(): number {
    return this.store.originalOf(this.number);
  }

  private get iface(): CaptureInterface {
    return this.interfaceOf(this.store.interfaceIndex(this.number));
  }
  private get frameOptions(): FrameOptions {
    return (this.options ??= this.hasInterface && this.mayHaveOptions(this.number) ? this.readOptions(this.number) : NO_FRAME_OPTIONS);
  }
  /** Between two Enhanced Packet Blocks without options lie 32 bytes: the end of one and the head of the other. */
  private mayHaveOptions(frame: number): boolean {
    // A Simple Packet Block has no time, and a shorter head.
    if (frame >= this.store.count || this.store.nanos(frame + 1) === NO_TIME) return true;
    const caplen = this.store.caplen(frame);
    return this.store.position(frame + 1) - this.store.position(frame) - caplen - (-caplen & 3) !== 32;
  }
  private timeOf(frame: number): TimeNs | null {
    const nanos = this.store.nanos(frame);
    return nanos === NO_TIME ? null : { seconds: this.store.seconds(frame), nanos };
  }

  /** Once the whole file is known, all of its frames teach. */
  private get taughtUntil(): number {
    return this.finished ? Number.POSITIVE_INFINITY : this.number;
  }
}
