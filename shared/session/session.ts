// One open capture: reads it step by step into the store, and answers for its frames. Pure; the host supplies bytes and clock.
import type { CaptureFile } from '../capture-file/capture-file';
import { CaptureReader, RUN_BYTES } from '../capture-file/capture-reader';
import type { CaptureInterface, NameRecord, ScanState } from '../capture-file/capture-scanner';
import { FrameBatch, NO_TIME } from '../capture-file/frame-batch';
import { readFrameOptions } from '../capture-file/frame-options';
import type { FrameBytes } from '../dissect/dissector';
import { printedLine } from '../dissect/field-text';
import type { DissectOptions } from '../dissect/frame-context';
import type { Names } from '../dissect/names';
import type { ProtocolPaths } from '../dissect/protocol-paths';
import type { Seen } from '../dissect/seen';
import type { Registry } from '../dissect/registry';
import { secondsText, timeBetween } from '../frame/time';
import type { CaptureInfo, Detail, FrameDifference, Overview, Row, ViewOptions } from '../ipc/contract';
import { problem, ProblemError, type Problem } from '../problem';
import type { ConversationTable } from '../stream/conversation-table';
import { structCode, type StructLanguage } from '../export/struct-code';
import { CaptureNames } from './capture-names';
import type { ColourRules } from './colour-rules';
import { Defragmenter } from './defragmenter';
import { detailOf } from './detail';
import type { FilterView } from './display-filter';
import { frameDifference } from './frame-difference';
import { FramePiece } from './frame-piece';
import type { FrameNotes } from './frame-notes';
import { FrameStore } from './frame-store';
import { FrameView, planColumns } from './frame-view';
import { NO_HOST_NAMES, type HostNames } from '../frame/host-names';
import { inConversation } from './in-conversation';
import { Indexer } from './indexer';
import { interfaceInfo, looksLike } from './interface-info';
import { GUESS_FRAMES } from './linktype-guess';
import { NearBytes } from './near-bytes';
import { LEVEL_WISHES, type NameWishes } from './name-book';
import { overviewOf } from './overview';
import type { NumberMaps, SliceResult } from './slice';
import { RowBytes } from './row-bytes';
import { allRows, type RowSet } from './row-set';
import { silenceBefore } from './silence';
import { StoredContext } from './stored-context';
import { TcpReassembler } from './tcp-reassembler';

/** Of so many frames the columns take 3 GB; what is beyond is not read, so that a file made to exhaust memory does not. */
const MOST_FRAMES = 50_000_000;

/** Frames that are settled in one step, and before a frame that somebody looks at. */
const SETTLE_FRAMES = 2000;
const SETTLE_AT_ONCE = 20_000;

/** As rules look at frames for the overview, whatever the rows show. */
const PLAIN_VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: true, names: 0, flagStyle: 'wireshark' };

export interface SessionOptions {
  /** Minutes that local time is ahead of UTC. */
  readonly zoneMinutes: (seconds: number) => number;
  /** LINKTYPE to read all frames as, whatever the file says. */
  readonly linktype?: number | undefined;
  /** The host's own lists of names; read when they are wanted for the first time. */
  readonly hostNames?: () => HostNames;
  readonly mostFrames?: number;
  /** Octets of the longest PDU over several TCP segments that is put together. */
  readonly mostPduOctets?: number | undefined;
  /** Whoever uses this session calls settle() again and again: looking at a frame never waits long for the frames before it. */
  readonly settlesInSlices?: boolean;
  /** The colouring rules in force; null = none. */
  readonly colours?: () => ColourRules | null;
}

export class Session {
  readonly store = new FrameStore();
  reader: CaptureReader;
  readonly view: FrameView;
  /** Rows of the packet list. */
  displayed: RowSet = allRows(() => this.store.count);
  private readonly context: StoredContext;
  private readonly indexer: Indexer;
  readonly defragmenter: Defragmenter;
  readonly reassembler: TcpReassembler;
  private isComplete = false;
  private readonly batch = new FrameBatch(16_384);
  private readonly piece = new FramePiece(16_384);
  readonly near: NearBytes;
  /** Where readers put the file's bytes, one reader after the other. */
  private readonly run: Uint8Array;
  private readonly captureNames: CaptureNames;
  /** Name records of the reader that were taken over. */
  private recordsTaken = 0;

  constructor(
    readonly file: CaptureFile,
    readonly registry: Registry,
    private readonly options: SessionOptions,
    runBytes = RUN_BYTES,
  ) {
    this.run = new Uint8Array(runBytes);
    this.near = new NearBytes(file.source);
    this.reader = new CaptureReader(file, { run: this.run });
    this.indexer = new Indexer(registry, options.linktype);
    const readOptions = (frame: number): ReturnType<typeof readFrameOptions> =>
      readFrameOptions(file.source, this.interfaceOf(this.store.interfaceIndex(frame)), this.store.position(frame), this.store.caplen(frame));
    this.defragmenter = new Defragmenter(this.indexer, {
      read: (position, length) => this.bytesAt(position, length),
      linktypeOf: (index) => this.interfaceOf(index).linktype,
    });
    const datagramsOf = (frame: number): ReturnType<Defragmenter['datagramsOf']> => this.defragmenter.datagramsOf(frame);
    const contextOf = (before: (frame: number) => void): StoredContext =>
      new StoredContext(this.store, registry, this.interfaceOf, readOptions, file.format === 'pcapng', { datagramsOf, partsOf: (frame) => this.reassembler.partsOf(frame), spanningOf: (frame) => this.reassembler.spanningOf(frame), limitAt: (frame) => this.reassembler.limitAt(frame), before });
    this.reassembler = new TcpReassembler(registry, this.indexer.paths, this.store, contextOf(() => undefined), { frame: (frame) => this.nearFrame(frame), expect: (first, last) => this.near.expect(this.store.position(first), this.store.position(last) + this.store.caplen(last)), portsOf: (flow) => this.conversations.portsFrom(this.store.streams.conversation(flow >> 1), flow & 1) }, options.mostPduOctets);
    this.context = contextOf((frame) => this.lookBefore(frame));
    this.view = new FrameView(registry, this.store, this.context, this.interfaceOf);
    this.captureNames = new CaptureNames(registry, this.store, options.hostNames ?? (() => NO_HOST_NAMES));
  }

  /** An interface as its frames are read: with the link type that was asked for. */
  private readonly interfaceOf = (index: number): CaptureInterface => {
    const iface = this.reader.scanner.interfaces[index]!;
    return this.options.linktype === undefined ? iface : { ...iface, linktype: this.options.linktype };
  };

  /** Reads and indexes the next run. False when there is nothing more for now. */
  step(): boolean {
    if (this.isFull || !this.reader.next(this.batch)) return false;
    this.piece.clear();
    this.indexer.index(this.batch, this.reader.scanner.interfaces, this.piece);
    this.append(this.piece, null);
    return true;
  }

  /** As many frames as are kept. */
  get isFull(): boolean {
    return this.store.count >= (this.options.mostFrames ?? MOST_FRAMES);
  }

  /** Goes on from another place of the file, as a reader that came there would: after slices that others indexed. */
  continueAt(position: number, state: ScanState, until: number): void {
    this.takeRecords();
    this.recordsTaken = 0;
    this.reader = new CaptureReader(this.file, { from: position, state, until, run: this.run });
  }

  /** What another indexer numbered since its numbers were mapped last. */
  adopt(maps: NumberMaps, { conversations, paths }: Pick<SliceResult, 'conversations' | 'paths'>): void {
    this.indexer.conversations.adopt(conversations, maps.conversations);
    this.indexer.paths.adopt(paths, maps.paths);
  }

  /** Adds frames that this or another thread indexed; `maps`: from its numbers to this capture's, null = they are the same. */
  append(piece: FramePiece, maps: NumberMaps | null): void {
    if (maps !== null) for (let i = 0, { path } = piece.columns; i < piece.count; i++) path[i] = maps.paths[path[i]!]!;
    this.store.append(piece, this.defragmenter.take(piece, this.store.count + 1, maps?.conversations ?? null));
  }

  /** The ways through the protocols that the frames' `path` column numbers, and the conversations that the streams' do. */
  get paths(): ProtocolPaths {
    return this.indexer.paths;
  }
  get conversations(): ConversationTable {
    return this.indexer.conversations;
  }

  /** Name records that another reader met. */
  adoptNames(records: readonly NameRecord[]): void {
    this.takeRecords();
    this.captureNames.add(records);
  }

  /** Names of addresses and ports, from what was read so far; null = none are wanted. */
  names(wishes: NameWishes | null): Names | null {
    if (wishes === null) return null;
    this.takeRecords();
    return this.captureNames.select(wishes, this.view, (number) => this.frame(number));
  }

  private takeRecords(): void {
    const records = this.reader.scanner.notes.names;
    this.captureNames.add(records.slice(this.recordsTaken));
    this.recordsTaken = records.length;
  }

  /** What the user notes on the frames. */
  get notes(): FrameNotes {
    return this.context.notes;
  }
  set notes(notes: FrameNotes) {
    this.context.notes = notes;
  }

  /** Byte order of the file's section that a frame stands in. */
  littleEndian(frame: number): boolean {
    return this.interfaceOf(this.store.interfaceIndex(frame)).littleEndian;
  }

  /** All comments on a frame: the user's, or those of the file. */
  commentsOf(frame: number): readonly string[] {
    return this.context.at(frame).comments;
  }

  dissectOptions(view: ViewOptions): DissectOptions {
    return { ...view, names: this.names(LEVEL_WISHES[view.names]) };
  }

  /** Frames are read as another link type than the file says: only this session's own indexer knows. */
  get isReinterpreted(): boolean {
    return this.options.linktype !== undefined;
  }

  /** The batch that step() read last, its bytes in `run`: for hosts that print while they read. */
  get lastBatch(): FrameBatch {
    return this.batch;
  }

  /** No frame follows those that there are. */
  get isFinished(): boolean {
    return this.context.finished;
  }

  /** Values of a frame's fields, as a display filter sees them. @param displayedBefore number of the displayed frame before it, 0 = none, -1 = the frame before */
  match(frame: number, source: FrameBytes, wanted: Uint8Array, { dissect }: FilterView, displayedBefore: number): readonly Seen[] {
    this.view.showed(displayedBefore);
    return this.view.match(frame, source, wanted, dissect, false);
  }

  /** TCP segments are looked at together, up to this frame. */
  settleUpTo(frame: number): void {
    this.reassembler.advance(frame);
    this.context.finished = this.isComplete && this.reassembler.done >= this.store.count;
  }

  isSettledUpTo(frame: number): boolean {
    return this.reassembler.done >= frame;
  }

  /** Goes on with that for about a millisecond. False when there is nothing to do for now. */
  settle(): boolean {
    this.settleUpTo(this.reassembler.done + SETTLE_FRAMES);
    return this.reassembler.done < this.store.count;
  }

  /** Before a frame is looked at. */
  private lookBefore(frame: number): void {
    const { done } = this.reassembler;
    if (this.context.finished || (!this.isComplete && done >= frame)) return;
    if (!this.options.settlesInSlices) this.settleUpTo(this.isComplete ? this.store.count : frame);
    else if (done < frame && frame - done <= SETTLE_AT_ONCE) this.settleUpTo(frame);
  }

  /** What is wrong with the file, once its end is final: no frame follows those that there are. */
  finish(): Problem | null {
    this.isComplete = true;
    this.context.finished = this.reassembler.done >= this.store.count;
    if (this.isFull) return this.tooMany();
    return this.reader.problem(this.store.count - this.reader.scanner.frames);
  }

  info(path: string, size: number): CaptureInfo {
    const { interfaces, sections } = this.reader.scanner;
    const frames = Array.from({ length: Math.min(GUESS_FRAMES, this.store.count) }, (_, i) => this.frame(i + 1).bytes);
    const declared = frames.length > 0 ? this.interfaceOf(this.store.interfaceIndex(1)).linktype : -1;
    return {
      path, name: this.file.name, format: this.file.format, compressed: this.file.compressed, size,
      interfaces: interfaces.map((i, index) => interfaceInfo(i, this.interfaceOf(index).linktype)),
      comments: sections.flatMap((section) => section.comments),
      live: null, looksLike: looksLike(declared, frames),
    };
  }

  /** Seconds from the first frame to the last, with the file's digits. */
  duration(): string {
    const n = this.store.count;
    if (n === 0 || this.store.nanos(1) === NO_TIME || this.store.nanos(n) === NO_TIME) return '0';
    const digits = this.reader.scanner.interfaces[this.store.interfaceIndex(1)]?.timeDigits ?? 6;
    return secondsText(timeBetween(this.time(1), this.time(n)), digits);
  }

  /** Time of the last frame, milliseconds since 1970; 0 where there is none. */
  newestMs(): number {
    const n = this.store.count;
    return n === 0 || this.store.nanos(n) === NO_TIME ? 0 : this.store.seconds(n) * 1000 + this.store.nanos(n) / 1e6;
  }

  /** Rows `first` (from 0) and following; fewer where the capture ends, or the file does not have them any more. */
  rows(first: number, count: number, columns: readonly string[], view: ViewOptions): Row[] {
    const colours = this.options.colours?.() ?? null;
    const plan = planColumns(this.registry, columns, colours?.wanted);
    const time = { format: view.time, digits: view.timeDigits, zoneMinutes: this.options.zoneMinutes };
    const dissect = this.dissectOptions(view);
    const rows: Row[] = [];
    const { displayed } = this;
    const end = Math.min(first + count, displayed.count);
    const window = new RowBytes(this.file.source, this.store, displayed, end);
    for (let index = first; index < end; index++) {
      const frame = displayed.numberAt(index);
      const position = this.store.position(frame);
      const isThere = window.reach(index);
      // Rows before the first that is gone are shown all the same.
      if (!isThere && rows.length > 0) break;
      if (!isThere) throw this.changed(frame);
      const source = this.view.frameBytes(frame, window.bytes, position - window.from);
      this.view.showed(index > 0 ? displayed.numberAt(index - 1) : 0);
      const cells = this.view.cells(frame, source, plan, time, dissect);
      rows.push(this.row(frame, cells, colours?.ruleOf(this.view.seen) ?? 0));
    }
    return rows;
  }

  /** The next or previous displayed frame of a frame's conversation, in either direction; 0 = there is none. */
  inConversation(frame: number, step: 1 | -1): number {
    return inConversation(this.store, this.displayed, frame, step);
  }

  /** @param quiet rules that are not what a part is known by. Yields between parts, so that whoever runs it can do other things. */
  *overview(parts: number, quiet: readonly number[]): Generator<undefined, Overview> {
    const colours = this.options.colours?.() ?? null;
    const options = this.dissectOptions(PLAIN_VIEW);
    const ruleOf = (frame: number): number => (colours?.wanted ? colours.ruleOf(this.view.match(frame, this.frame(frame), colours.wanted, options, false)) : 0);
    return yield* overviewOf(this.store.count, parts, new Set([0, ...quiet]), ruleOf);
  }

  detail(frame: number, view: ViewOptions): Detail {
    if (frame < 1 || frame > this.store.count) {
      throw new ProblemError(problem('NL-CALL-03', `There is no frame ${frame}: the capture has ${this.store.count}.`, { frame, frames: this.store.count }));
    }
    const dissect = this.dissectOptions(view);
    this.view.showed(this.displayedBefore(frame));
    const source = this.frame(frame);
    const nodes = this.view.tree(frame, source, dissect);
    return detailOf(frame, source, nodes, [...this.view.dissector.layer.sources], this.registry);
  }

  /** The displayed frame before this one, 0 = none. */
  private displayedBefore(frame: number): number {
    const { displayed } = this;
    const row = displayed.nearest(frame);
    if (row < 0) return 0;
    return displayed.numberAt(row) < frame ? displayed.numberAt(row) : row > 0 ? displayed.numberAt(row - 1) : 0;
  }

  /** The lines of a frame's detail tree as text. */
  lines(frame: number, view: ViewOptions): string[] {
    return this.view.tree(frame, this.frame(frame), this.dissectOptions(view)).map(printedLine);
  }

  compare(a: number, b: number, view: ViewOptions): FrameDifference {
    return frameDifference(this.detail(a, view), this.detail(b, view));
  }

  /** A layer's header in a programming language; `node` is the index of the layer's line in the detail tree. */
  struct(frame: number, node: number, language: StructLanguage, view: ViewOptions): string {
    const { nodes } = this.detail(frame, view);
    if (node >= nodes.length) throw new ProblemError(problem('NL-CALL-01', `Frame ${frame} has no line ${node}.`, { frame }));
    return structCode(nodes, node, language);
  }

  /** A frame's bytes, read from the file. */
  frame(frame: number): FrameBytes {
    const bytes = this.bytesAt(this.store.position(frame), this.store.caplen(frame));
    if (bytes === null) throw this.changed(frame);
    return this.view.frameBytes(frame, bytes, 0);
  }

  /** The same for a reader that goes on from frame to frame: the bytes hold until the next is read. */
  private nearFrame(frame: number): FrameBytes | null {
    const at = this.near.at(this.store.position(frame), this.store.caplen(frame));
    return at < 0 ? null : this.view.frameBytes(frame, this.near.bytes, at);
  }

  private bytesAt(position: number, length: number): Uint8Array | null {
    const bytes = new Uint8Array(length);
    return this.file.source.read(position, bytes, 0, length) < length ? null : bytes;
  }

  private time(frame: number): { seconds: number; nanos: number } {
    return { seconds: this.store.seconds(frame), nanos: this.store.nanos(frame) };
  }

  private tooMany(): Problem {
    const { name } = this.file;
    const frames = this.store.count;
    const message = `${name} has more frames than are kept: reading ended after ${frames}, at byte ${this.reader.position}. editcap can split it: editcap -c ${frames} ${name} part.pcapng`;
    return problem('NL-FILE-06', message, { file: name, offset: this.reader.position, complete: frames });
  }

  changed(frame: number): ProblemError {
    const message = `${this.file.name} changed on disk while it was open: frame ${frame} is no longer there. Open it again.`;
    return new ProblemError(problem('NL-FILE-11', message, { file: this.file.name, frame }));
  }

  private row(frame: number, cells: string[], rule: number): Row {
    const { store } = this;
    const s = store.stream(frame);
    const transport = this.view.dissector.layer.facts.transport;
    const stream = s < 0 || (transport !== 6 && transport !== 17) ? '' : `${transport === 6 ? 'tcp' : 'udp'} ${store.streams.number(s >> 1)}`;
    const side = stream === '' ? '' : (s & 1) === store.streams.client(s >> 1) ? 'client' : 'server';
    const gap = silenceBefore(store, frame);
    const silence = gap === null ? '' : secondsText(gap, this.interfaceOf(store.interfaceIndex(frame)).timeDigits);
    const { marked, ignored, isReference, comments } = this.context;
    return { number: frame, cells, rule: ignored ? 0 : rule, stream, side, silence, marked, ignored, reference: isReference, commented: comments.length > 0 };
  }
}
