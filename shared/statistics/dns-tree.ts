// DNS messages counted by what they ask and answer, how long they are and how long answers took.
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import type { Seen } from '../dissect/seen';
import type { TimeNs } from '../frame/time';
import type { FrameSet } from '../session/frame-set';
import type { Session } from '../session/session';
import { CountedTree, type CountedNode } from './counted-tree';
import { FramesWithProtocol } from './frames-with-protocol';
import { QUOTING } from './layer-kinds';

const PROTOCOL = 'dns';
const PREFIX = 'dns.';
/** Behind a message they say that it is not whole: it does not count. */
const BROKEN: readonly string[] = ['_ws.malformed', '_ws.short', '_ws.unreassembled'];
const LEVELS = ['4th Level or more', '1st Level', '2nd Level', '3rd Level'] as const;
/** What updates call the counts of their sections. */
const COUNTS = { questions: ['dns.count.queries', 'dns.count.zones'], answers: ['dns.count.answers', 'dns.count.prerequisites'], authorities: ['dns.count.auth_rr', 'dns.count.updates'], additionals: ['dns.count.add_rr'] } as const;

type Values = ReadonlyMap<string, Seen>;

export class DnsTree {
  readonly tree = new CountedTree();
  private readonly frames: FramesWithProtocol;
  private readonly wanted: Uint8Array;
  private readonly count: (values: Values, octets: number) => void;

  /** @param frames which count; null = all */
  constructor(private readonly session: Session, frames: FrameSet | null) {
    const { fields } = session.registry;
    this.wanted = new Uint8Array(fields.length);
    for (const { id, name, type } of fields) if (name.startsWith(PREFIX) || BROKEN.includes(name) || type === 'protocol') this.wanted[id] = 1;
    this.frames = new FramesWithProtocol(session, frames, [PROTOCOL], (frame) => this.look(frame));
    this.count = counting(this.tree, (field, value) => (session.registry.named(field)[0] as { nameOf?(value: number): string | undefined } | undefined)?.nameOf?.(value));
  }

  /** False when all frames that there are were looked at. @throws ProblemError where the file is not what it was */
  step(): boolean {
    return this.frames.step();
  }

  private look(frame: number): void {
    const { session } = this;
    let values: Map<string, Seen> | null = null;
    let octets = 0;
    const end = (): void => {
      if (values === null) return;
      this.tree.at(session.store.between(1, frame) / 1e6);
      this.count(values, octets);
    };
    for (const seen of session.match(frame, session.frame(frame), this.wanted, { dissect: TSHARK_OPTIONS }, -1)) {
      const { field } = seen;
      if (BROKEN.includes(field.name)) values = null;
      else if (field.type === 'protocol') {
        end();
        values = null;
        if (QUOTING.includes(field.name)) break;
        values = field.name === PROTOCOL ? new Map() : null;
        octets = seen.end - seen.start;
      } else if (values !== null && !values.has(field.name)) values.set(field.name, seen);
    }
    end();
  }
}

/** Of several questions the first counts. */
function counting(tree: CountedTree, meaning: (field: string, value: number) => string | undefined): (values: Values, octets: number) => void {
  const all = tree.node(null, 'Total Packets');
  const [rcodes, opcodes, directions, types, classes] = ['rcode', 'opcodes', 'Query/Response', 'Query Type', 'Class'].map((name) => tree.node(all, name)) as [CountedNode, CountedNode, CountedNode, CountedNode, CountedNode];
  const size = tree.node(null, 'Payload size');
  const queries = tree.node(null, 'Query Stats');
  const length = tree.node(queries, 'Qname Len');
  const labels = tree.node(queries, 'Label Stats');
  const levels = LEVELS.map((name) => tree.node(labels, name));
  const responses = tree.node(null, 'Response Stats');
  const sections = Object.entries(COUNTS).map(([name, fields]) => ({ node: tree.node(responses, `no. of ${name}`), fields }));
  const service = tree.node(null, 'Service Stats');
  const time = tree.node(service, 'request-response time (msec)', { isFractional: true });
  const unsolicited = tree.node(service, 'no. of unsolicited responses');
  const repeated = tree.node(service, 'no. of retransmissions');
  const called = (field: string, value: number, what: string): string => meaning(field, value) ?? `Unknown ${what} (${value})`;
  const pivot = (node: CountedNode, name: string): void => [node, tree.node(node, name)].forEach((each) => tree.count(each));
  return (values, octets) => {
    const flags = numberOf(values, 'dns.flags');
    const isResponse = flags >> 15 === 1;
    tree.count(all);
    pivot(rcodes, called('dns.flags.rcode', flags & 15, 'rcode'));
    pivot(opcodes, called('dns.flags.opcode', (flags >> 11) & 15, 'opcode'));
    pivot(directions, isResponse ? 'Response' : 'Query');
    pivot(types, called('dns.qry.type', numberOf(values, 'dns.qry.type'), 'packet type'));
    pivot(classes, called('dns.qry.class', numberOf(values, 'dns.qry.class'), 'class'));
    tree.measure(size, octets);
    if (!isResponse) {
      tree.measure(length, numberOf(values, 'dns.qry.name.len'));
      return tree.count(levels[numberOf(values, 'dns.count.labels')] ?? levels[0]!);
    }
    const took = values.get('dns.time')?.value as TimeNs | undefined;
    const isUnsolicited = took === undefined && !values.has('dns.retransmission');
    // Twice where somebody asked, as tshark 4.0 counts them.
    for (const { node, fields } of isUnsolicited ? sections : [...sections, ...sections]) tree.measure(node, fields.reduce((sum, name) => sum + numberOf(values, name), 0));
    if (values.has('dns.retransmission')) tree.count(repeated);
    else if (took === undefined) tree.count(unsolicited);
    else tree.measure(time, Math.fround(took.seconds * 1000 + took.nanos / 1e6));
  };
}

const numberOf = (values: Values, name: string): number => Number(values.get(name)?.value ?? 0);
