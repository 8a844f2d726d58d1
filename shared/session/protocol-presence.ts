// What the index knows of the protocols in a frame: which are there, which may be, and whether its columns hold a header's values.
import type { Field } from '../dissect/field';
import { BODY_STEP, PDU_STEP, PLAIN_STEP } from '../dissect/protocol-paths';
import type { Registry } from '../dissect/registry';
import type { Session } from './session';

/** Three values of a question about a frame; LOOK: its bytes must say. The bits say "may be" and "is surely": see verdict-words.ts. */
export const NO = 0;
export const LOOK = 1;
export const YES = 3;

/** Protocols whose messages carry bodies that the index run does not walk through, and the tables in which those are. */
const CARRY_BODIES: readonly string[] = ['http', 'ssdp', 'tls', 'rpcx', 'msgpack'];
const BODY_TABLES = ['media', 'payload.json', 'payload.msgpack', 'payload.x509'] as const;
/** Fields of the first are also found in frames of the others: they are made of the same parts. */
const SAME_PARTS: Readonly<Record<string, readonly string[]>> = {
  dns: ['mdns', 'llmnr'], http: ['ssdp'], capwap: ['capwap.data'], eth: ['vlan', 'ieee8021ad', 'sll'], vxlan_gpe: ['vxlan'],
};
/** The only fields that a frame has where no message of HTTP begins in it, nor lines of its head are: see BODY_STEP. */
const BODY_FIELDS: readonly string[] = ['http', 'http.file_data'];
/** Protocols behind whose header no addresses or ports of another frame inside the frame can stand. */
const LEAVES: readonly string[] = ['data', 'http', 'ssdp', 'tls', 'rpcx', 'msgpack', 'dns', 'mdns', 'llmnr', 'dhcp', 'ntp', 'icmp', 'icmpv6', 'igmp', 'pim', ...BODY_TABLES];

/** Headers of which the columns hold something. */
export const COLUMN_PROTOCOLS = ['ip', 'ipv6', 'tcp', 'udp'] as const;

/** A way through the protocols, taken apart. */
interface Way {
  readonly steps: readonly number[];
  /** Bits by COLUMN_PROTOCOLS: the header is there once, and the columns hold its values. */
  readonly exact: number;
  /** How many steps the context of the conversation cannot change: all up to the first transport header. */
  readonly fixed: number;
  readonly hasBodies: boolean;
  /** A PDU over several segments ends here: the protocols behind the step that says so may be in it, in any order and number. */
  readonly hasPdu: boolean;
}

/** What makes a conversation's frames other than their bytes alone say. */
interface StreamClass {
  /** Protocol that an earlier frame proved, -1 = none. */
  readonly proved: number;
  /** Protocol of the ports that refuses some payloads, but not those of every frame; -1 = none. */
  readonly refusing: number;
}

export class ProtocolPresence {
  private readonly ways: (Way | null)[] = [];
  private readonly classes: StreamClass[] = [{ proved: -1, refusing: -1 }];
  private readonly classNumbers = new Map<number, number>([[0, 0]]);
  private readonly owners: readonly number[];
  private readonly bodies: ReadonlySet<number>;
  private readonly carriers: ReadonlySet<number>;
  private readonly leaves: ReadonlySet<number>;
  private readonly columnProtocols: readonly number[];
  readonly frame: number;
  private readonly expert: number;
  /** Stands in no way: anybody may comment on any frame. */
  private readonly comments: number;

  constructor(private readonly registry: Registry, private readonly session: Session) {
    const indexes = (ids: readonly string[]): Set<number> => new Set(ids.map((id) => registry.indexOf(id)).filter((index) => index >= 0));
    const owners = new Array<number>(registry.fields.length).fill(0);
    for (const [index, { fields }] of registry.protocols.entries()) {
      owners[registry.protocolFields[index]!.id] = index;
      for (const { id } of Object.values(fields)) owners[id] = index;
    }
    this.owners = owners;
    this.bodies = new Set([registry.indexOf('data'), ...registry.protocols.flatMap(({ over }, index) => (BODY_TABLES.some((table) => over[table]) ? [index] : []))]);
    this.carriers = indexes(CARRY_BODIES);
    this.leaves = new Set([...indexes(LEAVES), ...this.bodies]);
    this.columnProtocols = COLUMN_PROTOCOLS.map((id) => registry.indexOf(id));
    this.frame = registry.indexOf('frame');
    this.expert = registry.indexOf('_ws.expert');
    this.comments = registry.indexOf('pkt_comment');
  }

  get classCount(): number {
    return this.classes.length;
  }

  /** Ways through the protocols that frames were seen to take. */
  get wayCount(): number {
    return this.session.paths.count;
  }

  ownerOf(field: Field): number {
    return this.owners[field.id]!;
  }

  /** Class of a stream, for mayHold(); it changes when a frame proves what the conversation is. */
  classOf(stream: number): number {
    const { store: { streams }, conversations } = this.session;
    const conversation = streams.conversation(stream);
    const ports = conversations.portsOf(conversation);
    const proved = streams.application(stream, Number.POSITIVE_INFINITY);
    const ofPorts = conversations.transportOf(conversation) === 6 ? this.registry.find('tcp.port', ports >>> 16, ports & 0xffff) : -1;
    const refusing = ofPorts >= 0 && this.registry.protocols[ofPorts]!.refuses !== undefined ? ofPorts : -1;
    const key = (proved + 1) * 0x1_0000 + refusing + 1;
    let number = this.classNumbers.get(key);
    if (number === undefined) {
      number = this.classes.push({ proved, refusing }) - 1;
      this.classNumbers.set(key, number);
    }
    return number;
  }

  /** Bits by COLUMN_PROTOCOLS: headers whose values the columns hold, for frames of this way. */
  exactOf(path: number): number {
    return this.way(path)?.exact ?? 0;
  }

  /** What an application protocol says stands in the frame as it is. */
  isAsItIs(path: number): boolean {
    return this.way(path)?.hasPdu === false;
  }

  /** Is a protocol in frames of this way and this class of stream? */
  holds(protocol: number, path: number, streamClass: number): typeof NO | typeof YES | typeof LOOK {
    const way = this.way(path);
    if (protocol === this.frame) return YES;
    if (protocol === this.comments || protocol === this.expert) return LOOK;
    if (way === null) return LOOK;
    const { proved, refusing } = this.classes[streamClass]!;
    const sure = way.hasPdu || proved >= 0 || (refusing >= 0 && way.steps[way.fixed] !== refusing) ? way.fixed : way.steps.length;
    const at = way.steps.indexOf(protocol);
    if (at >= 0) return at < sure || way.steps[at - 1] === PDU_STEP ? YES : LOOK;
    return this.mayHold(protocol, way, sure, [proved, refusing]) ? LOOK : NO;
  }

  /** May frames of this way and this class of stream have one of the fields? */
  mayHaveField(field: Field, path: number, streamClass: number): boolean {
    const owner = this.ownerOf(field);
    if (owner === this.frame || owner === this.expert) return true;
    const id = this.registry.protocols[owner]!.id;
    if (this.isInsideBody(path, owner) && !BODY_FIELDS.includes(field.name)) return false;
    return [id, ...(SAME_PARTS[id] ?? [])].some((each) => this.holds(this.registry.indexOf(each), path, streamClass) !== NO);
  }

  /** The frame's only layer of this protocol is in the middle of a body, and what the conversation is does not come from elsewhere. */
  private isInsideBody(path: number, protocol: number): boolean {
    const steps = this.way(path)?.steps ?? [];
    const at = steps.indexOf(protocol);
    return at >= 0 && steps[at + 1] === BODY_STEP && !steps.includes(protocol, at + 1);
  }

  private mayHold(protocol: number, way: Way, sure: number, others: readonly [proved: number, refusing: number]): boolean {
    if (way.hasPdu && way.steps.at(-1) === PDU_STEP) return true;
    const hasTail = way.steps.length > way.fixed;
    // Where the protocol of the ports refused the payload, nothing stands behind the transport header: who proved to speak there may take it all the same.
    const [proved, refusing] = others;
    const isRefused = !hasTail && refusing >= 0 && proved >= 0 && proved !== refusing;
    const unsure = isRefused || (hasTail && sure < way.steps.length);
    if (unsure && others.includes(protocol)) return true;
    // What has no layer of its own leaves no trace.
    if (!this.bodies.has(protocol)) return this.registry.protocols[protocol]!.inline === true;
    return way.hasBodies || (unsure && (!way.hasPdu || others.some((other) => other >= 0)));
  }

  private way(path: number): Way | null {
    while (this.ways.length <= path) this.ways.push(this.apart(this.session.paths.stepsOf(this.ways.length)));
    return this.ways[path]!;
  }

  private apart(steps: readonly number[] | null): Way | null {
    if (steps === null) return null;
    const [ip, ipv6, tcp, udp] = this.columnProtocols as [number, number, number, number];
    const transport = steps.findIndex((step) => step === tcp || step === udp);
    const fixed = transport < 0 ? steps.length : transport + (steps[transport + 1] === PLAIN_STEP ? 2 : 1);
    return { steps, exact: this.exact(steps, [ip, ipv6], [tcp, udp]), fixed, hasBodies: steps.some((step) => this.carriers.has(step)), hasPdu: steps.includes(PDU_STEP) };
  }

  /** One network header, at most one transport header, and nothing inside that could hold more of them. */
  private exact(steps: readonly number[], networks: readonly number[], transports: readonly number[]): number {
    const network = steps.findIndex((step) => networks.includes(step));
    if (network < 0) return 0;
    const others = steps.filter((step, i) => i > network && step < PDU_STEP && !this.leaves.has(step));
    if (others.length > 1 || others.some((step) => !transports.includes(step))) return 0;
    let bits = 0;
    for (const [bit, protocol] of this.columnProtocols.entries()) {
      const at = steps.indexOf(protocol);
      if (at >= network && steps[at + 1] === PLAIN_STEP) bits |= 1 << bit;
    }
    return bits;
  }
}
