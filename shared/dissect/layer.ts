// The cursor that a protocol's dissect() reads through; what it does with a value depends on the run.
import { ByteView } from '../bytes/byte-view';
import { latin1Text, utf8Text } from '../bytes/text';
import { expert, groupValue, MESSAGE_LIMIT, SEVERITY_VALUES, type ExpertGroup } from './expert';
import type { Field } from './field';
import { NO_CONTEXT, TSHARK_OPTIONS, type DissectOptions, type FrameContext, type Peer } from './frame-context';
import { AddressKind, FrameFacts, TRANSACTIONS } from './frame-facts';
import { namedValue } from './names';
import { ProtocolPaths } from './protocol-paths';
import { numberAt } from './number-at';
import { PduRun } from './pdu-run';
import { titleSeen, valueSeen, type Seen } from './seen';
import type { Table } from './tables';
import { SEVERITY_TITLES, TreeNode, type Severity } from './tree-node';

const NOWHERE = new TreeNode(null, undefined, -1, 0, 0);

/**
 * Positions (`at`, `start`, …) are offsets in `view.bytes`, not in the frame. All reads throw TRUNCATED or MALFORMED when
 * the bytes are not there; the dissector catches that in one place.
 */
export class Layer {
  readonly view = new ByteView();
  /** Where the next read happens, where this layer starts, where the frame starts; how long it was by its file. */
  at = 0;
  start = 0;
  frameStart = 0;
  frameLength = 0;
  /** LINKTYPE_ value of the frame. */
  linktype = 0;
  /** Match and tree runs: values are wanted. */
  emits = false;
  /** Tree run: lines are wanted; guard work on labels with it. */
  inTree = false;
  /** Row and tree runs: the Info column is wanted. */
  inRow = false;
  /** Index run: only facts and the hand-over are wanted, so a short cut may be taken where all bytes are there. */
  indexing = false;
  /** The innermost IP datagram is a fragment: what it carries is not all here. */
  fragment = false;
  /** > 0 inside a quoted packet (ICMP error): columns and facts belong to the outer one. */
  quoted = 0;
  /** Where a part of the layer ends by its own word, which may be behind what its carrier has; 0 = none was met. */ itemEnd = 0;
  readonly pdus = new PduRun(() => this.facts);

  context: FrameContext = NO_CONTEXT;
  options: DissectOptions = TSHARK_OPTIONS;
  facts = new FrameFacts();
  /** Index run: the way through the protocols, among those that frames took before. */
  readonly paths = new ProtocolPaths();
  /** Column texts; '' source and destination: taken from the addresses. */
  columnText = '';
  sourceText = '';
  destinationText = '';
  infoText = '';
  private infoFence = 0;
  /** Match run: which field ids to keep, and what was seen; tree run: nodes. */
  wanted: Uint8Array = new Uint8Array(0);
  seen: Seen[] = [];
  nodes: TreeNode[] = [];
  last: TreeNode = NOWHERE;
  layerNode: TreeNode = NOWHERE;
  private open_: TreeNode[] = [];
  /** What follows, set by next(). */
  nextTable: Table | '' = '';
  nextKey = 0;
  nextKey2 = -1;
  nextAt = 0;
  nextEnd = 0;
  /** Set behind next(): whoever is registered is asked even where no byte follows, and finds the packet malformed. */
  nextIfEmpty = false;
  /** Where again() says that the next message of the same protocol begins; -1 = nowhere. */
  againAt = -1;
  /** How many messages of the same protocol stand before this one in the segment. */
  repeat = 0;
  /** Bytes made from the frame's own (unchunked, decompressed); TreeNode.source is the index + 1. */
  sources: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  /** Which of them the cursor is in; 0 = the frame. */
  source = 0;
  /** What follows is in the newest of `sources`. */
  nextInSource = false;
  /** A word for the layer that next() or nested() starts: the media type of a body. */
  handed = '';
  /** Where the first header that knows says that its data ends; -1 = none said. */
  actualEnd = -1;

  /** @param nested runs a payload at once instead of after dissect() returns */
  constructor(readonly nested: (table: Table, key: number, at: number, length: number) => void) {}

  /** Bytes left according to the enclosing header; captured or not. */
  get left(): number {
    return this.view.reportedEnd - this.at;
  }
  /** Bytes left that were captured. */
  get captured(): number {
    return this.view.capturedEnd - this.at;
  }

  /** Protocol ids met so far, outermost first. */
  get path(): readonly string[] {
    return this.met.slice(0, this.metCount);
  }
  /** Who carries this layer: `tcp`. */
  get carrier(): string {
    let i = this.metCount - 1;
    while (i > 0 && this.met[i - 1] === this.met[i]) i--; // several messages of it, one behind the other
    return this.met[i - 1] ?? '';
  }
  /** Never shortened: that would cost a new array for every frame. */
  private readonly met: string[] = [];
  private metCount = 0;
  /** A protocol; or a header that stands inside this layer but counts as a protocol of its own: `ipv6.hopopts`. */
  enter(id: string, index = -1): void {
    if (this.indexing && index >= 0) this.paths.enter(index);
    this.met[this.metCount++] = id;
  }
  /** Match run: which of the layers of its protocol the cursor is in, from 1 on. */
  layerNumber = 1;

  /** Match run: somebody asked for this field; for values that cost something to make. */
  wants(f: Field): boolean {
    return this.emits && (this.inTree ? f.hidden && this.options.whole === true : this.wanted[f.id] === 1);
  }

  // ---- reading: the cursor moves ------------------------------------------------------------------------------------

  /** A number (IPv4 addresses too) of the field's width; masked fields give the masked, shifted value. */
  read(f: Field<number>): number {
    const at = this.at;
    const value = numberAt(this.view, f, at);
    this.at = at + f.width;
    if (this.emits) this.emit(f, value, at, f.width);
    return value;
  }

  /** Several fields of one word: like read(), but the cursor stays. */
  peek(f: Field<number>, at = this.at): number {
    const value = numberAt(this.view, f, at);
    if (this.emits) this.emit(f, value, at, f.width);
    return value;
  }

  read64(f: Field<bigint>): bigint {
    const at = this.at;
    let value = f.le ? this.view.uint64le(at) : this.view.uint64(at);
    if (f.type === 'int64') value = BigInt.asIntN(64, value);
    this.at = at + 8;
    if (this.emits) this.emit(f, value, at, 8);
    return value;
  }

  /** A byte that is true or false. */
  readBool(f: Field<boolean>): boolean {
    const value = this.view.uint8(this.at) !== 0;
    if (this.emits) this.emit(f, value, this.at, 1);
    this.at += 1;
    return value;
  }

  /** Bytes (also ether, ipv6, guid, oid) that need no decoding here. */
  take(f: Field<Uint8Array>, length: number = f.width): void {
    const at = this.at;
    this.view.need(at, length);
    this.at = at + length;
    if (this.inTree || this.wants(f)) this.emit(f, this.view.bytes.subarray(at, at + length), at, length);
  }

  /** Text of `length` bytes, decoded in every run: use takeText() where dissect() does not look at it. */
  text(f: Field<string>, length: number, charset: 'utf8' | 'latin1' = 'utf8'): string {
    const at = this.at;
    this.view.need(at, length);
    const value = charset === 'utf8' ? utf8Text(this.view.bytes, at, length) : latin1Text(this.view.bytes, at, length);
    this.at = at + length;
    if (this.emits) this.emit(f, value, at, length);
    return value;
  }

  takeText(f: Field<string>, length: number, charset: 'utf8' | 'latin1' = 'utf8'): void {
    if (this.inTree || this.wants(f)) this.text(f, length, charset);
    else this.skip(length);
  }

  skip(length: number): void {
    this.view.need(this.at, length);
    this.at += length;
  }

  // ---- values that dissect() worked out: the cursor stays -----------------------------------------------------------

  /** A value of these bytes that needed more than one read. */
  put<V>(f: Field<V>, value: V, start: number, length: number): void {
    if (this.emits) this.emit(f, value, start, length);
  }

  /** A value that stands nowhere in the packet: printed in brackets. */
  generated<V>(f: Field<V>, value: V, start = -1, length = 0): void {
    if (!this.emits) return;
    this.emit(f, value, start, length);
    if (this.inTree) this.last.generated = true;
  }

  /** Each flag of a word that was read at `start`, `length` bytes long. */
  flags(word: number, fields: readonly Field<boolean>[], start: number, length: number): void {
    if (!this.emits) return;
    for (const f of fields) this.emit(f, (word & f.mask) !== 0, start, length);
  }

  // ---- the tree: these do nothing in other runs ---------------------------------------------------------------------
  /** A line of text only. */
  label(text: string, start = -1, length = 0): void {
    if (!this.inTree) return;
    this.last = new TreeNode(null, undefined, start, length, this.open_.length);
    this.last.text = text;
    this.last.source = this.source;
    this.nodes.push(this.last);
  }

  /** What is emitted from here to close() stands below the line emitted last. */
  open(): void {
    if (this.inTree) this.open_.push(this.last);
  }

  /** label() and open(); close() sets the length when it is -1. */
  group(text: string, start: number = this.at, length = -1): void {
    if (!this.inTree) return;
    this.label(text, start, length);
    this.open_.push(this.last);
  }

  /** Ends open() or group(); returns to the line that was opened. */
  close(): void {
    if (!this.inTree) return;
    const node = this.open_.pop();
    if (!node) return;
    if (node.length === -1) node.length = this.at - node.start;
    this.last = node;
  }

  /** What stands behind the protocol's name on its own line: `, Src Port: 80`. */
  title(text: () => string): void {
    if (this.inTree) this.layerNode.append = text();
    else if (this.emits) titleSeen(this.seen, this.met[this.metCount - 1], text);
  }

  /** A finding about the line emitted last. `f` is the finding's own filter field. */
  expert(f: Field<undefined>, severity: Severity, group: ExpertGroup, message: string): void {
    if (!this.emits) return;
    const [about, depth] = [this.last, this.open_.length];
    if (this.inTree) {
      about.raise(severity);
      for (const outer of this.open_) outer.raise(severity);
      if (this.open_.at(-1) !== about) this.open_.push(about);
      this.label(`Expert Info (${SEVERITY_TITLES[severity]}/${group}): ${message}`);
      this.last.severity = severity;
      this.last.generated = true;
      this.open_.push(this.last);
    }
    this.generated(f, undefined);
    if (this.inTree) this.last.text = message.slice(0, MESSAGE_LIMIT);
    else this.emit(expert.fields['._ws.expert'], undefined, -1, 0);
    valueSeen(this, expert.fields['._ws.expert'], `Expert Info (${SEVERITY_TITLES[severity]}/${group}): ${message}`);
    this.generated(expert.fields.message, message.slice(0, MESSAGE_LIMIT));
    this.generated(expert.fields.severity, SEVERITY_VALUES[severity]);
    this.generated(expert.fields.group, groupValue(group));
    if (this.inTree) [this.open_.length, this.last] = [depth, about];
  }

  // ---- columns ------------------------------------------------------------------------------------------------------

  /** Replaces Info (up to the fence). */
  info(text: () => string): void {
    if (this.inRow && this.quoted === 0) this.infoText = this.infoText.slice(0, this.infoFence) + text();
  }
  appendInfo(text: () => string): void {
    if (this.inRow && this.quoted === 0) this.infoText += text();
  }
  /** What Info says so far stays, whoever comes later. */
  fenceInfo(): void {
    this.infoFence = this.infoText.length;
  }
  column(text: string): void {
    if (this.quoted === 0) this.columnText = text;
  }
  linkAddresses(sourceAt: number, destinationAt: number): void {
    if (this.quoted > 0) return;
    const facts = this.facts;
    facts.linkKind = AddressKind.Ether;
    facts.linkBytes = this.view.bytes;
    facts.linkSourceAt = sourceAt;
    facts.linkDestinationAt = destinationAt;
  }
  addresses(kind: AddressKind, sourceAt: number, destinationAt: number): void {
    const facts = this.facts;
    if (this.quoted > 0) return facts.others.quoteAddresses(kind, this.view.bytes, sourceAt, destinationAt);
    if (facts.transport !== 0) facts.goInside();
    facts.addressKind = kind;
    facts.addressBytes = this.view.bytes;
    facts.sourceAt = sourceAt;
    facts.destinationAt = destinationAt;
    this.sourceText = this.destinationText = '';
  }
  /** For addresses of other kinds. */
  addressTexts(source: string, destination: string): void {
    if (this.quoted === 0) [this.sourceText, this.destinationText] = [source, destination];
  }

  // ---- what other frames need to know -------------------------------------------------------------------------------

  /** The transport of this frame, for the conversation table. */
  transport(protocolNumber: number, sourcePort: number, destinationPort: number): void {
    const facts = this.facts;
    facts.transportCount++;
    if (this.quoted > 0) return facts.others.quoteTransport(protocolNumber, sourcePort, destinationPort);
    facts.transport = protocolNumber;
    facts.sourcePort = sourcePort;
    facts.destinationPort = destinationPort;
  }

  /** Stream of the transport that spoke last, -1 = none. */
  get stream(): number {
    return this.context.layeredStreams[this.facts.transportCount - 1] ?? this.context.stream;
  }

  /** Says that this frame asks or answers; gives the other half as far as the capture has it. */
  transaction(kind: keyof typeof TRANSACTIONS, key: number): Peer | null {
    if (this.quoted > 0) return null;
    this.facts.transaction = TRANSACTIONS[kind];
    this.facts.transactionKey = key;
    return this.context.peer;
  }

  /** This frame says that an IPv4 address belongs to a hardware address; context.conflict tells of an earlier, other claim. */
  claim(address: number, hardware: number): void {
    if (this.quoted === 0) this.facts.claim(address, hardware);
  }

  /** A fact about the conversation that later frames need; they find it in context.taught. */
  teach(note: number): void {
    if (this.quoted === 0) this.facts.note = note;
  }

  // ---- handing on ---------------------------------------------------------------------------------------------------

  /** What follows the cursor belongs to whoever is registered under `table`; unknown keys become data. */
  next(table: Table, key: number, length: number = this.left, key2 = -1): void {
    this.nextTable = table;
    this.nextKey = key;
    this.nextKey2 = key2;
    this.nextAt = this.at;
    this.nextEnd = this.at + length;
    this.nextIfEmpty = false;
  }

  /** Another message of this protocol follows at `at`: a layer of its own, when all that next() hands on is done. */
  again(at: number = this.at): void {
    this.againAt = at;
  }

  /** As next(), but what follows are bytes that were made from the frame's. */
  nextIn(name: string, bytes: Uint8Array, table: Table, key: number): void {
    this.sources.push({ name, bytes });
    this.next(table, key, bytes.length);
    [this.nextAt, this.nextEnd] = [0, bytes.length];
    this.nextInSource = true;
  }

  /** This header knows where its data ends: what lies behind is the link layer's padding or trailer. */
  shrink(end: number): void {
    if (end > this.view.reportedEnd) return;
    this.view.reportedEnd = end;
    if (end < this.view.capturedEnd) this.view.capturedEnd = end;
    if (this.actualEnd < 0) this.actualEnd = end;
  }

  // ---- for the dissector --------------------------------------------------------------------------------------------

  get depth(): number { return this.open_.length; }
  /** Closes lines that an interrupted dissect() left open. */
  unwind(depth: number): void {
    while (this.open_.length > depth) this.close();
  }
  resetPath(): void {
    this.paths.current = 0;
    this.metCount = 0;
  }
  resetColumns(): void {
    this.columnText = this.infoText = this.sourceText = this.destinationText = '';
    this.infoFence = 0;
  }

  private emit(f: Field, value: unknown, start: number, length: number): void {
    if (!this.inTree && this.wanted[f.id] === 1) this.seen.push({ field: f, value, start, length, bytes: this.view.bytes, layer: this.layerNumber, end: -1 });
    if (!this.inTree || (f.hidden && this.options.whole !== true)) return;
    const node = new TreeNode(f, value, start, length, this.open_.length);
    node.source = this.source;
    if (this.options.names !== null) node.valueText = namedValue(this.options.names, f, value);
    this.nodes.push(node);
    if (!f.hidden) this.last = node;
  }
}
