// How many frames have which protocols inside which: the layers of each frame's detail tree, one below the other.
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import { PDU_STEP, PLAIN_STEP } from '../dissect/protocol-paths';
import type { Protocol } from '../dissect/protocol';
import type { FrameSet } from '../session/frame-set';
import type { Session } from '../session/session';

/** Frames looked at in one step. */
const STEP = 200;
/** What these carry depends on more than the way through the protocols. */
const UNSURE: readonly string[] = ['http', 'ssdp', 'tls', 'rpcx', 'msgpack', 'icmp', 'icmpv6', 'lcp', 'ip', 'ipv6', 'sctp', 'wlan'];
const MOST_DEPTH = 64;

export interface ProtocolNode {
  /** Name of the field that its line stands for; its label. */
  readonly name: string;
  readonly label: string;
  frames: number;
  bytes: number;
  /** Frames in which nothing stands inside it, and their octets. */
  endFrames: number;
  endBytes: number;
  readonly inside: ProtocolNode[];
}

interface Layer {
  readonly name: string;
  readonly label: string;
}

export class ProtocolHierarchy {
  readonly roots: ProtocolNode[] = [];
  done = 0;
  /** By way: the layers of frames in which nothing but the way decides about them. */
  private readonly known = new Map<number, readonly Layer[]>();
  private readonly sure: (boolean | undefined)[] = [];

  constructor(private readonly session: Session, private readonly frames: FrameSet | null = null) {}

  /** False when all frames that there are were looked at. @throws ProblemError where the file is not what it was */
  step(): boolean {
    const { store } = this.session;
    let looked = 0;
    while (this.done < store.count && looked < STEP) {
      const frame = ++this.done;
      if (this.frames !== null && !this.frames.has(frame)) continue;
      const way = store.path(frame);
      let layers = this.isSure(way, frame) ? this.known.get(way) : undefined;
      if (layers === undefined) {
        looked++;
        layers = this.layersOf(frame);
        if (this.isSure(way, frame)) this.known.set(way, layers);
      }
      this.count(layers, store.len(frame));
    }
    return this.done < store.count;
  }

  private layersOf(frame: number): Layer[] {
    const { view } = this.session;
    const nodes = view.tree(frame, this.session.frame(frame), TSHARK_OPTIONS).filter(({ depth, field }) => depth === 0 && field !== null && field.name !== 'frame');
    return nodes.filter((node, i) => !isPartOf(node.field!.name, nodes[i - 1]?.field?.name, nodes[i + 1]?.field?.name)).map(({ field }) => ({ name: field!.name, label: field!.label }));
  }

  /** Only whole, plain headers and what is carried as data, in a stream of which no frame proved what it is. */
  private isSure(way: number, frame: number): boolean {
    const { paths, registry, store } = this.session;
    const stream = store.stream(frame) >> 1;
    if (stream >= 0 && store.streams.application(stream, Number.POSITIVE_INFINITY) >= 0) return false;
    return (this.sure[way] ??= isPlain(paths.stepsOf(way), registry.protocols));
  }

  private count(layers: readonly Layer[], bytes: number): void {
    let among = this.roots;
    let last: ProtocolNode | undefined;
    for (const { name, label } of layers.slice(0, MOST_DEPTH)) {
      let node = among.find((each) => each.name === name);
      if (node === undefined) among.push((node = { name, label, frames: 0, bytes: 0, endFrames: 0, endBytes: 0, inside: [] }));
      node.frames++;
      node.bytes += bytes;
      among = node.inside;
      last = node;
    }
    if (last === undefined) return;
    last.endFrames++;
    last.endBytes += bytes;
  }
}

/** An extension header of IPv6 is no layer of its own; nor is PPP of which nothing is there but what says that it is none. */
function isPartOf(name: string, before: string | undefined, behind: string | undefined): boolean {
  return (name === 'ah' && before === 'ipv6') || (name === 'ppp' && behind === 'chdlc');
}

function isPlain(steps: readonly number[] | null, protocols: readonly Protocol[]): boolean {
  if (steps === null || steps.length === 0) return false;
  const tcp = steps.findIndex((step) => protocols[step]?.id === 'tcp');
  return steps.every((step, i) => {
    if (step === PLAIN_STEP) return true;
    // A segment may hold several messages.
    const mayRepeat = tcp >= 0 && i > tcp && protocols[step]?.framing !== undefined;
    return step < PDU_STEP && !mayRepeat && (steps[i + 1] === PLAIN_STEP || !UNSURE.includes(protocols[step]?.id ?? ''));
  });
}
