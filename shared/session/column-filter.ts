// A display filter over the columns of the index: NO, YES or LOOK for 65,536 frames at once.
import { fieldOperands } from '../filter/evaluate';
import type { Expression } from '../filter/expression';
import { analysisTestOf } from './analysis-test';
import type { ByteTest, ReadFrames } from './byte-tests';
import { type ColumnTest, PathTest, Unknown, WordTest, type Ask, type Slots } from './column-tests';
import { containsTestOf, type Carriage, type FindBytes } from './contains-tests';
import { ConversationTest } from './conversation-test';
import { tableFiller } from './conversation-verdicts';
import { columnSourceOf, type ColumnSource } from './column-values';
import { fieldsOfTest, isTest, testsOf, type Test } from './filter-operands';
import type { FilterProgram } from './filter-program';
import { FlowNumberTest } from './flow-number-test';
import { CHUNK_FRAMES } from './frame-columns';
import { headMarksOf, HeadTest, responseTestOf } from './head-test';
import { headerTestsOf, isHeaderField, Offsets } from './header-tests';
import { intervalsOf, LengthTest, NumberTest, TimeTest } from './frame-tests';
import { COLUMN_PROTOCOLS, LOOK, NO, YES, type ProtocolPresence } from './protocol-presence';
import { recordTestOf } from './record-test';
import type { Registry } from '../dissect/registry';
import type { Session } from './session';
import { streamClassesOf, type StreamClasses } from './stream-classes';
import { VerdictWords } from './verdict-words';

/** Each test has its verdicts for a chunk: of a filter with more tests than this, only bytes tell. */
const MOST_TESTS = 256;

/** Bits by COLUMN_PROTOCOLS. */
const NETWORK_HEADERS = 3;

/** The filter's tree with a test over columns at each leaf. */
type Node =
  | { readonly kind: 'test'; readonly of: ColumnTest }
  | { readonly kind: 'not'; readonly of: Node; readonly out: VerdictWords }
  | { readonly kind: 'and' | 'or' | 'xor'; readonly left: Node; readonly right: Node; readonly out: VerdictWords };

const outOf = (node: Node): VerdictWords => (node.kind === 'test' ? node.of.out : node.out);

/** How a filter is applied that looks at bytes where the columns do not tell. */
export interface ColumnView {
  readonly relativeSequence: boolean;
  readonly find: FindBytes;
}

export class ColumnFilter {
  private readonly presence: ProtocolPresence;
  private readonly classes: StreamClasses;
  private readonly root: Node;
  private readonly indexes: readonly number[];
  /** It depends on which TCP segments carry PDUs together. */
  asksProtocols = false;

  /** Tests that the columns cannot tell for all frames, but the bytes where they lie. */
  private readonly byteTests: ByteTest[] = [];

  /** @param view null = nobody calls look(), and how sequence numbers are counted is not known */
  constructor(private readonly registry: Registry, private readonly session: Session, private readonly program: FilterProgram, private readonly view: ColumnView | null = null) {
    this.classes = streamClassesOf(session);
    this.presence = this.classes.presence;
    this.indexes = COLUMN_PROTOCOLS.map((id) => registry.indexOf(id));
    const { expression } = program;
    this.asksProtocols = testsOf(expression).length > MOST_TESTS;
    this.root = this.asksProtocols ? { kind: 'test', of: new Unknown() } : this.node(expression);
  }

  /** The verdicts, by slot; they hold until the next call. */
  fill(slots: Slots): VerdictWords {
    this.classes.refresh();
    fillNode(this.root, slots, null);
    return outOf(this.root);
  }

  /** Bytes of frames may tell what the columns do not. */
  get looksAtBytes(): boolean {
    return this.byteTests.length > 0;
  }

  /** Lets the bytes of frames of the chunk filled last tell what they can. */
  look(read: ReadFrames): void {
    const { near } = this.session;
    near.lend(read.bytes, read.position);
    for (const test of this.byteTests) test.look(read);
    near.takeBack();
    const { frames, first, begin, end } = read;
    combineNode(this.root, frames[begin]! - first, frames[end - 1]! - first + 1);
  }

  /** Headers and payload stand in the frame as they are: no tunnel, nothing put together from fragments. */
  private readonly carriage: Carriage = {
    isPlain: (path) => (this.presence.exactOf(path) & NETWORK_HEADERS) !== 0 && this.presence.isAsItIs(path),
    headsOf: (frame, path) => ((this.presence.exactOf(path) & NETWORK_HEADERS) !== 0 ? this.session.reassembler.bytes.headsOf(frame) : null),
  };

  private node(expression: Expression): Node {
    if (isTest(expression)) return { kind: 'test', of: this.columnTest(expression) };
    const out = new VerdictWords(CHUNK_FRAMES);
    if (expression.kind === 'not') return { kind: 'not', of: this.node(expression.of), out };
    return { kind: expression.kind, left: this.node(expression.left), right: this.node(expression.right), out };
  }

  private columnTest(test: Test): ColumnTest {
    const ask: Ask = this.program.part(test);
    const operands = fieldOperands(test);
    const fields = fieldsOfTest(test);
    const isPlain = operands.every(({ raw, layers }) => !raw && layers === null);
    const sources = new Set(fields.map(columnSourceOf));
    const [source] = sources;
    if (isPlain && sources.size === 1 && source) {
      const exact = this.exact(source, test, ask);
      if (exact !== null) return exact;
    }
    const { presence } = this;
    const analysis = isPlain ? analysisTestOf(test, fields, this.session, presence, this.indexes, ask) : null;
    if (analysis !== null) return analysis;
    this.asksProtocols ||= !fields.every(isHeaderField);
    if (test.kind === 'present' && isPlain && test.of.kind === 'field' && fields.every(({ type }) => type === 'protocol')) {
      const protocols = fields.map((field) => presence.ownerOf(field));
      return new PathTest(this.classes, this.classes.verdicts(`holds ${protocols.join()}`, (path, streamClass) => protocols.reduce<number>((verdict, protocol) => verdict | presence.holds(protocol, path, streamClass), NO)));
    }
    const absent = ask([]) ? YES : NO;
    const mayHave = this.classes.verdicts(`has ${fields.map(({ id }) => id).join()} or else ${absent}`, (path, streamClass) => (fields.some((field) => presence.mayHaveField(field, path, streamClass)) ? LOOK : absent));
    const made = new PathTest(this.classes, mayHave);
    const marks = isPlain ? headMarksOf(fields) : 0;
    if (this.view !== null) {
      const contains = containsTestOf(test, made.out, this.registry, this.view.find, this.carriage);
      if (contains !== null) this.byteTests.push(contains);
      const records = isPlain ? recordTestOf(fields, made.out, absent, (path) => this.carriage.isPlain(path), () => new Offsets(this.session, presence, 'tcp')) : null;
      if (records !== null) this.byteTests.push(records);
      else if (contains === null && isPlain) this.byteTests.push(...headerTestsOf(test, fields, made.out, this.session, presence, ask));
    }
    return marks === 0 ? made : new HeadTest(made, marks, absent, responseTestOf(test, fields, this.session.store, ask), this.session.reassembler.heads);
  }

  /** null where the columns have the values but the test asks for something that only the language can say. */
  private exact(source: ColumnSource, test: Test, ask: Ask): ColumnTest | null {
    const fields = fieldsOfTest(test);
    const intervals = intervalsOf(test);
    switch (source) {
      case 'conversation': return new ConversationTest(this.presence, this.indexes, fields, () => this.session.store.streams.count, tableFiller(this.session, fields, test, ask), ask([]));
      case 'flags': case 'window': case 'tcp payload': case 'udp payload': case 'sequence': case 'acknowledgment': return new WordTest(this.presence, this.indexes, source, fields, ask, intervals);
      case 'seq': case 'ack': case 'next seq': case 'window size': {
        if (fields.length !== 1 || this.view === null) return null;
        return new FlowNumberTest(this.presence, this.indexes, source, fields[0]!, ask, intervals, this.session.store.streams, this.view.relativeSequence);
      }
      case 'len': case 'caplen': return new LengthTest(source, fields[0]!, ask);
      case 'number': return intervals && new NumberTest(intervals);
      case 'time': case 'relative': case 'delta': return intervals && fields.length === 1 ? new TimeTest(this.session.store, source, intervals) : null;
    }
  }
}

/** @param among as ColumnTest.fill() has it */
function fillNode(node: Node, slots: Slots, among: VerdictWords | null): void {
  if (node.kind === 'test') return node.of.fill(slots, among);
  const { from, to } = slots;
  const { out } = node;
  if (node.kind === 'not') {
    fillNode(node.of, slots, among);
    return out.setNot(outOf(node.of), from, to);
  }
  fillNode(node.left, slots, among);
  const left = outOf(node.left);
  const isAnd = node.kind === 'and';
  if (isAnd && left.isNone(from, to)) return void out.bytes.fill(NO, from, to);
  fillNode(node.right, slots, isAnd ? left : among);
  combine(node, from, to);
}

/** After verdicts of tests changed. */
function combineNode(node: Node, from: number, to: number): void {
  if (node.kind === 'test') return;
  if (node.kind === 'not') {
    combineNode(node.of, from, to);
    return node.out.setNot(outOf(node.of), from, to);
  }
  combineNode(node.left, from, to);
  combineNode(node.right, from, to);
  combine(node, from, to);
}

function combine({ kind, left, right, out }: Extract<Node, { readonly right: Node }>, from: number, to: number): void {
  switch (kind) {
    case 'and': return out.setAnd(outOf(left), outOf(right), from, to);
    case 'or': return out.setOr(outOf(left), outOf(right), from, to);
    case 'xor': return out.setXor(outOf(left), outOf(right), from, to);
  }
}
