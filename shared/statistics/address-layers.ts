// The network and transport headers of one frame, from its bytes: for frames of which the columns do not tell all.
import { ipv4Text, ipv6Text, macText } from '../frame/address';
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import type { FrameBytes } from '../dissect/dissector';
import type { Seen } from '../dissect/seen';
import type { Session } from '../session/session';
import { QUOTING } from './layer-kinds';
import type { Party } from './pair-table';

export const TABLE_KINDS = ['eth', 'ip', 'ipv6', 'tcp', 'udp', 'sctp'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

/** One header that says from whom to whom. */
export interface AddressLayer {
  readonly kind: TableKind;
  readonly from: Party;
  readonly to: Party;
  /** tcp.stream or udp.stream, else -1. */
  readonly stream: number;
}

/** A header counts once this field of it was reached. */
const REACHED: Readonly<Record<string, TableKind>> = {
  'eth.src': 'eth', 'ip.dst': 'ip', 'ipv6.dst': 'ipv6', 'tcp.urgent_pointer': 'tcp', 'udp.stream': 'udp', 'sctp.verification_tag': 'sctp',
};
const VALUES = ['eth.dst', 'ip.src', 'ipv6.src', 'tcp.srcport', 'tcp.dstport', 'tcp.stream', 'udp.srcport', 'udp.dstport', 'sctp.srcport', 'sctp.dstport'];
/** Of a datagram over several frames only the one that completes it counts. */
const FRAGMENT = ['ipv6.fraghdr.offset', 'ipv6.fraghdr.more'] as const;
const WHOLE = 'ipv6.reassembled.length';
const WANTED = [...VALUES, ...Object.keys(REACHED), ...FRAGMENT, WHOLE];
const IS_VALUE = new Set(WANTED);

export class AddressLayers {
  private readonly wanted: Uint8Array;

  constructor(private readonly session: Session) {
    const { registry } = session;
    this.wanted = new Uint8Array(registry.fields.length);
    for (const name of [...WANTED, ...QUOTING]) for (const { id } of registry.named(name)) this.wanted[id] = 1;
  }

  /** Outermost first. */
  of(frame: number, source: FrameBytes): AddressLayer[] {
    return layersOf(sentOnly(this.session.match(frame, source, this.wanted, { dissect: TSHARK_OPTIONS }, -1)));
  }
}

/** Without what error messages quote. What stands nowhere belongs to what stands in front of it. */
function sentOnly(seen: readonly Seen[]): readonly Seen[] {
  const quote = seen.find((s) => s.field.type === 'protocol' && QUOTING.includes(s.field.name));
  if (quote === undefined) return seen;
  let isQuoted = false;
  return seen.filter((s) => {
    if (s.start >= 0) isQuoted = s.bytes === quote.bytes && s.start >= quote.start && s.start < quote.end;
    return !isQuoted;
  });
}

function layersOf(seen: readonly Seen[]): AddressLayer[] {
  const layers: AddressLayer[] = [];
  const values = new Map<string, unknown>();
  let network: readonly [string, string] = ['', ''];
  let fragment: AddressLayer | undefined;
  for (const { field, value } of seen) {
    if (!IS_VALUE.has(field.name)) continue;
    values.set(field.name, value);
    if (field.name === FRAGMENT[1] && (value === true || values.get(FRAGMENT[0]) !== 0) && layers.at(-1)?.kind === 'ipv6') fragment = layers.pop();
    if (field.name === WHOLE && fragment !== undefined) layers.push(fragment);
    const kind = REACHED[field.name];
    if (kind === undefined) continue;
    if (kind === 'ip') network = [ipv4Text(values.get('ip.src') as number), ipv4Text(value as number)];
    if (kind === 'ipv6') network = [ipv6Text(values.get('ipv6.src') as Uint8Array), ipv6Text(value as Uint8Array)];
    layers.push(layerOf(kind, network, values));
  }
  return layers;
}

function layerOf(kind: TableKind, network: readonly [string, string], values: ReadonlyMap<string, unknown>): AddressLayer {
  if (kind === 'eth') {
    const mac = (name: string): Party => ({ address: macText(values.get(name) as Uint8Array), port: -1 });
    return { kind, from: mac('eth.src'), to: mac('eth.dst'), stream: -1 };
  }
  const [from, to] = network;
  if (kind === 'ip' || kind === 'ipv6') return { kind, from: { address: from, port: -1 }, to: { address: to, port: -1 }, stream: -1 };
  const number = (name: string): number => (values.get(`${kind}.${name}`) as number | undefined) ?? -1;
  return { kind, from: { address: from, port: number('srcport') }, to: { address: to, port: number('dstport') }, stream: number('stream') };
}
