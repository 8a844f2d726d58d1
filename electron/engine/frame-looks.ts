// Statistics for which every displayed frame must be looked at: as far as they are within a moment, the rest when they are asked for again.
import type { ExpertList, Hierarchy, HierarchyRow, LengthRow, Lengths } from '../../shared/ipc/statistics-calls';
import { SEVERITIES } from '../../shared/dissect/tree-node';
import { FrameSet } from '../../shared/session/frame-set';
import { FoundRows } from '../../shared/session/row-set';
import type { Session } from '../../shared/session/session';
import { BURST_MS } from '../../shared/statistics/burst';
import type { CountedNode } from '../../shared/statistics/counted-tree';
import { ExpertSummary } from '../../shared/statistics/expert-summary';
import { LENGTH_RANGES, PacketLengths } from '../../shared/statistics/packet-lengths';
import { ProtocolHierarchy, type ProtocolNode } from '../../shared/statistics/protocol-hierarchy';

/** Before an answer, and between two looks at messages. */
const ANSWER_MS = 250;
const SLICE_MS = 10;

export class FrameLooks {
  private readonly rows: Session['displayed'];
  private readonly rowCount: number;
  private readonly frames: FrameSet | null;
  private readonly protocols: ProtocolHierarchy;
  private readonly findings: ExpertSummary;
  private readonly packetLengths: PacketLengths;

  constructor(private readonly session: Session) {
    this.rows = session.displayed;
    this.rowCount = session.displayed.count;
    this.frames = this.rows instanceof FoundRows ? FrameSet.from(this.rows.found) : null;
    this.protocols = new ProtocolHierarchy(session, this.frames);
    this.findings = new ExpertSummary(session, this.frames);
    this.packetLengths = new PacketLengths(session, this.frames);
  }

  /** Do they still hold, or can they be brought up to date? */
  isOf(session: Session): boolean {
    return session === this.session && session.displayed === this.rows && (this.frames === null || session.displayed.count === this.rowCount);
  }

  async hierarchy(): Promise<Hierarchy> {
    const { protocols, session: { store } } = this;
    await soon(() => protocols.step());
    const sum = (of: (node: ProtocolNode) => number): number => protocols.roots.reduce((all, node) => all + of(node), 0);
    return { examined: protocols.done, total: store.count, frames: sum((node) => node.frames), bytes: sum((node) => node.bytes), rows: protocols.roots.flatMap((node) => rowsOf(node, 0)) };
  }

  async lengths(): Promise<Lengths> {
    const { packetLengths, session: { store } } = this;
    await soon(() => packetLengths.step());
    const { all, ranges, tree: { elapsed } } = packetLengths;
    const rows = ranges.map((node, i) => lengthRow(node, LENGTH_RANGES[i]!, elapsed));
    return { examined: packetLengths.done, total: store.count, all: lengthRow(all, [0, Number.POSITIVE_INFINITY], elapsed), rows };
  }

  async expert(): Promise<ExpertList> {
    const { findings, session: { store } } = this;
    await soon(() => findings.step());
    const rank = (severity: (typeof SEVERITIES)[number]): number => SEVERITIES.indexOf(severity);
    return { examined: findings.done, total: store.count, rows: findings.findings.toSorted((a, b) => rank(b.severity) - rank(a.severity) || b.count - a.count) };
  }
}

function lengthRow({ count, sum, least, most, burst }: CountedNode, [first, last]: readonly [number, number], elapsed: number): LengthRow {
  return {
    first, last: Number.isFinite(last) ? last : -1, frames: count, bytes: sum, average: count === 0 ? 0 : sum / count, least, most,
    rate: elapsed > 0 ? (1000 * count) / elapsed : 0, burst: (burst.most * 1000) / BURST_MS, burstAt: burst.at / 1000,
  };
}

function rowsOf({ name, label, frames, bytes, endFrames, endBytes, inside }: ProtocolNode, depth: number): HierarchyRow[] {
  return [{ depth, protocol: name, label, frames, bytes, endFrames, endBytes }, ...inside.flatMap((node) => rowsOf(node, depth + 1))];
}

/** Goes on until all is done or time is up, and lets messages in. */
async function soon(step: () => boolean): Promise<void> {
  const end = performance.now() + ANSWER_MS;
  for (;;) {
    const until = Math.min(end, performance.now() + SLICE_MS);
    do if (!step()) return;
    while (performance.now() < until);
    if (until === end) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
