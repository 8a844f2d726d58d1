// A display filter over the columns of the index: NO, YES or LOOK for 65,536 frames at once.
import { fieldOperands } from '../filter/evaluate';
import type { Expression } from '../filter/expression';
import { ColumnTest, ConversationTest, PathTest, Unknown, WordTest, type Ask, type Slots } from './column-tests';
import { columnSourceOf, ConversationValues, type ColumnSource } from './column-values';
import { fieldsOfTest, isTest, testsOf, type Test } from './filter-operands';
import type { FilterProgram } from './filter-program';
import { intervalsOf, LengthTest, NumberTest, TimeTest } from './frame-tests';
import { COLUMN_PROTOCOLS, LOOK, NO, ProtocolPresence, YES } from './protocol-presence';
import type { Registry } from '../dissect/registry';
import type { Session } from './session';
import { StreamClasses } from './stream-classes';

/** Each test has its verdicts for a chunk: of a filter with more tests than this, only bytes tell. */
const MOST_TESTS = 256;

const AND = Uint8Array.of(NO, NO, NO, NO, YES, LOOK, NO, LOOK, LOOK);
const OR = Uint8Array.of(NO, YES, LOOK, YES, YES, YES, LOOK, YES, LOOK);
const XOR = Uint8Array.of(NO, YES, LOOK, YES, NO, LOOK, LOOK, LOOK, LOOK);
const NOT = Uint8Array.of(YES, NO, LOOK);
/** Bits by COLUMN_PROTOCOLS. */
const NETWORK_HEADERS = 3;
const TABLES = { and: AND, or: OR, xor: XOR } as const;

/** The filter's tree with a test over columns at each leaf. */
type Node =
  | { readonly kind: 'test'; readonly of: ColumnTest; readonly test: Test }
  | { readonly kind: 'not'; readonly of: Node; readonly out: Uint8Array }
  | { readonly kind: 'both'; readonly table: Uint8Array; readonly left: Node; readonly right: Node; readonly out: Uint8Array };

const outOf = (node: Node): Uint8Array => (node.kind === 'test' ? node.of.out : node.out);

export class ColumnFilter {
  private readonly presence: ProtocolPresence;
  private readonly classes: StreamClasses;
  private readonly root: Node;
  private readonly values: ConversationValues;
  private readonly indexes: readonly number[];
  /** It depends on which TCP segments carry PDUs together. */
  asksProtocols = false;

  constructor(registry: Registry, private readonly session: Session, private readonly program: FilterProgram) {
    this.presence = new ProtocolPresence(registry, session);
    this.classes = new StreamClasses(this.presence, session.store);
    this.values = new ConversationValues(registry, session);
    this.indexes = COLUMN_PROTOCOLS.map((id) => registry.indexOf(id));
    const { expression } = program;
    const test = testsOf(expression)[0]!;
    this.asksProtocols = testsOf(expression).length > MOST_TESTS;
    this.root = this.asksProtocols ? { kind: 'test', of: new Unknown(), test } : this.node(expression);
  }

  /** The verdicts, by slot; they hold until the next call. */
  fill(slots: Slots): Uint8Array {
    this.classes.refresh();
    fillNode(this.root, slots);
    return outOf(this.root);
  }

  /** The verdict for one slot of the chunk filled last, once something is known of a test that the columns could not tell. */
  again(slot: number, known: (test: Test) => typeof NO | typeof YES | typeof LOOK): number {
    return againNode(this.root, slot, known);
  }

  /** Headers and payload stand in the frame as they are: no tunnel, nothing put together from fragments. */
  isPlain(frame: number): boolean {
    const path = this.session.store.path(frame);
    return (this.presence.exactOf(path) & NETWORK_HEADERS) !== 0 && this.presence.isAsItIs(path);
  }

  private node(expression: Expression): Node {
    if (isTest(expression)) return { kind: 'test', of: this.columnTest(expression), test: expression };
    const out = (): Uint8Array => new Unknown().out;
    if (expression.kind === 'not') return { kind: 'not', of: this.node(expression.of), out: out() };
    return { kind: 'both', table: TABLES[expression.kind], left: this.node(expression.left), right: this.node(expression.right), out: out() };
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
    this.asksProtocols = true;
    if (test.kind === 'present' && isPlain && test.of.kind === 'field' && fields.every(({ type }) => type === 'protocol')) {
      const protocols = fields.map((field) => presence.ownerOf(field));
      return new PathTest(this.classes, (path, streamClass) => protocols.reduce<number>((verdict, protocol) => OR[verdict * 3 + presence.holds(protocol, path, streamClass)]!, NO));
    }
    const absent = ask([]) ? YES : NO;
    return new PathTest(this.classes, (path, streamClass) => (fields.some((field) => presence.mayHaveField(field, path, streamClass)) ? LOOK : absent));
  }

  /** null where the columns have the values but the test asks for something that only the language can say. */
  private exact(source: ColumnSource, test: Test, ask: Ask): ColumnTest | null {
    const fields = fieldsOfTest(test);
    const intervals = intervalsOf(test);
    switch (source) {
      case 'conversation': return new ConversationTest(this.presence, this.indexes, fields, this.values, ask);
      case 'flags': case 'window': case 'tcp payload': case 'udp payload': case 'sequence': case 'acknowledgment': return new WordTest(this.presence, this.indexes, source, fields, ask);
      case 'len': case 'caplen': return new LengthTest(source, fields[0]!, ask);
      case 'number': return intervals && new NumberTest(intervals);
      case 'time': case 'relative': case 'delta': return intervals && fields.length === 1 ? new TimeTest(this.session.store, source, intervals) : null;
    }
  }
}

function fillNode(node: Node, slots: Slots): void {
  if (node.kind === 'test') return node.of.fill(slots);
  const { from, to } = slots;
  const { out } = node;
  if (node.kind === 'not') {
    fillNode(node.of, slots);
    const inner = outOf(node.of);
    for (let i = from; i < to; i++) out[i] = NOT[inner[i]!]!;
    return;
  }
  fillNode(node.left, slots);
  fillNode(node.right, slots);
  const [left, right, table] = [outOf(node.left), outOf(node.right), node.table];
  for (let i = from; i < to; i++) out[i] = table[left[i]! * 3 + right[i]!]!;
}

function againNode(node: Node, slot: number, known: (test: Test) => number): number {
  if (node.kind === 'not') return NOT[againNode(node.of, slot, known)]!;
  if (node.kind === 'both') return node.table[againNode(node.left, slot, known) * 3 + againNode(node.right, slot, known)]!;
  const verdict = node.of.out[slot]!;
  return verdict === LOOK ? known(node.test) : verdict;
}
