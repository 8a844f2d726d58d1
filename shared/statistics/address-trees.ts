// Packets of one version of IP counted by address, by transport, and by where they go.
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import type { Seen } from '../dissect/seen';
import { ipv4Text, ipv6Text } from '../frame/address';
import type { FrameSet } from '../session/frame-set';
import type { Session } from '../session/session';
import { CountedTree } from './counted-tree';
import { FramesWithProtocol } from './frames-with-protocol';
import { QUOTING } from './layer-kinds';

export type IpVersion = 'ip' | 'ipv6';

/** What a header of IP counts as: the frame's innermost addresses and transport, as in tshark's columns. */
interface Travel {
  source: string;
  destination: string;
  transport: string;
  /** 0 = none. */
  port: number;
}
type CountTravel = (travel: Travel) => void;

const ADDRESSES: readonly string[] = ['ip.src', 'ip.dst', 'ipv6.src', 'ipv6.dst'];
const PORTS: Readonly<Record<string, string>> = { 'tcp.dstport': 'TCP', 'udp.dstport': 'UDP', 'sctp.dstport': 'SCTP' };
const NO_TRANSPORT = 'NONE';

export class AddressTree {
  readonly tree = new CountedTree();
  private readonly frames: FramesWithProtocol;
  private readonly wanted: Uint8Array;
  private readonly count: CountTravel;

  /** @param way how a header is counted in the tree: one of those below @param frames which count; null = all */
  constructor(private readonly session: Session, frames: FrameSet | null, private readonly version: IpVersion, way: (tree: CountedTree, version: IpVersion) => CountTravel) {
    const { registry } = session;
    this.wanted = new Uint8Array(registry.fields.length);
    for (const name of [...ADDRESSES, ...Object.keys(PORTS), ...QUOTING]) for (const { id } of registry.named(name)) this.wanted[id] = 1;
    this.frames = new FramesWithProtocol(session, frames, [version], (frame) => this.look(frame));
    this.count = way(this.tree, version);
  }

  /** False when all frames that there are were looked at. @throws ProblemError where the file is not what it was */
  step(): boolean {
    return this.frames.step();
  }

  private look(frame: number): void {
    const { session, version } = this;
    const travel: Travel = { source: '', destination: '', transport: NO_TRANSPORT, port: 0 };
    let headers = 0;
    let isQuoted = false;
    for (const { field, value } of session.match(frame, session.frame(frame), this.wanted, { dissect: TSHARK_OPTIONS }, -1)) {
      // What an error message quotes was not sent now; yet its transport is the one that tshark tells.
      isQuoted ||= QUOTING.includes(field.name);
      if (!isQuoted && field.name === `${version}.dst`) headers++;
      if (!isQuoted || field.name in PORTS) take(travel, field.name, value);
    }
    if (headers === 0) return;
    this.tree.at(session.store.between(1, frame) / 1e6);
    for (; headers > 0; headers--) this.count(travel);
  }
}

function take(travel: Travel, name: string, value: Seen['value']): void {
  const transport = PORTS[name];
  if (transport !== undefined) [travel.transport, travel.port] = [transport, value as number];
  else if (ADDRESSES.includes(name)) travel[name.endsWith('src') ? 'source' : 'destination'] = typeof value === 'number' ? ipv4Text(value) : ipv6Text(value as Uint8Array);
}

/** Each address, whether it sends or receives. */
export function byHost(tree: CountedTree): CountTravel {
  const all = tree.node(null, 'All Addresses');
  return ({ source, destination }) => [all, tree.node(all, source), tree.node(all, destination)].forEach((node) => tree.count(node));
}

export function bySourceAndDestination(tree: CountedTree, version: IpVersion): CountTravel {
  const [sources, destinations] = ['Source', 'Destination'].map((end) => tree.node(null, `${end} ${version === 'ip' ? 'IPv4' : 'IPv6'} Addresses`)) as [ReturnType<CountedTree['node']>, ReturnType<CountedTree['node']>];
  return ({ source, destination }) => [sources, tree.node(sources, source), destinations, tree.node(destinations, destination)].forEach((node) => tree.count(node));
}

export function byTransport(tree: CountedTree): CountTravel {
  const all = tree.node(null, 'IP Protocol Types');
  return ({ transport }) => [all, tree.node(all, transport)].forEach((node) => tree.count(node));
}

export function byDestinationAndPort(tree: CountedTree): CountTravel {
  const all = tree.node(null, 'Destinations and Ports');
  return ({ destination, transport, port }) => {
    const ofAddress = tree.node(all, destination);
    const ofTransport = tree.node(ofAddress, transport);
    for (const node of [all, ofAddress, ofTransport, tree.node(ofTransport, String(port))]) tree.count(node);
  };
}
