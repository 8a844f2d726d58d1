// What the expert information of all frames says: each finding once, with how often it was made.
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import { SEVERITY_VALUES } from '../dissect/expert';
import type { Seen } from '../dissect/seen';
import { SEVERITIES, type Severity } from '../dissect/tree-node';
import type { FrameSet } from '../session/frame-set';
import type { Session } from '../session/session';
import { QUOTING } from './layer-kinds';

const STEP = 200;
/** More findings that differ are counted together. */
const MOST_FINDINGS = 5000;

export interface ExpertFinding {
  readonly severity: Severity;
  readonly group: string;
  /** As the Protocol column calls it. */
  readonly protocol: string;
  readonly summary: string;
  count: number;
  /** The first frame that has it. */
  readonly frame: number;
}

const MESSAGE = '_ws.expert.message';
const SEVERITY = '_ws.expert.severity';
const GROUP = '_ws.expert.group';
/** Ethernet with a length instead of a type, which looks after what follows by itself. */
const LENGTH = 'eth.len';
const MARK = '_ws.expert';
/** Findings of others than the layer that they stand in: of what stands behind a frame's layers whoever handed on to them. */
const OTHERS: Readonly<Record<string, string>> = { 'eth.padding_bad': 'Ethertype', 'vlan.padding_bad': 'Ethertype' };
/** Headers of IPv6 that findings call by a name of their own. */
const EXTENSIONS: Readonly<Record<string, string>> = { 'ipv6.hopopts': 'IPv6 Hop-by-Hop', 'ipv6.dstopts': 'IPv6 Destination', 'ipv6.routing': 'IPv6 Routing', 'ipv6.fraghdr': 'IPv6 Fragment' };
/** What the frame itself is called, of which comments are. */
const FRAME = 'Frame';

/** Protocols that findings do not call as their column does. */
const CALLED: Readonly<Record<string, string>> = { wlan: 'IEEE 802.11', mdns: 'mDNS', arp: 'ARP/RARP' };

export class ExpertSummary {
  readonly findings: ExpertFinding[] = [];
  done = 0;
  private readonly byText = new Map<string, ExpertFinding>();
  private readonly wanted: Uint8Array;
  private readonly severityOf = new Map(SEVERITIES.map((severity) => [SEVERITY_VALUES[severity], severity]));

  constructor(private readonly session: Session, private readonly frames: FrameSet | null = null) {
    const { fields } = session.registry;
    this.wanted = new Uint8Array(fields.length);
    for (const { id, name, type } of fields) if (type === 'none' || type === 'protocol' || name === MESSAGE || name === SEVERITY || name === GROUP || name === LENGTH) this.wanted[id] = 1;
  }

  /** False when all frames that there are were looked at. @throws ProblemError where the file is not what it was */
  step(): boolean {
    const { store } = this.session;
    for (let looked = 0; this.done < store.count && looked < STEP; looked++) {
      const frame = ++this.done;
      if (this.frames === null || this.frames.has(frame)) this.look(frame);
    }
    return this.done < store.count;
  }

  private look(frame: number): void {
    const seen = this.session.match(frame, this.session.frame(frame), this.wanted, { dissect: TSHARK_OPTIONS }, -1);
    if (!seen.some(({ field }) => field.name === MESSAGE)) return;
    const quote = seen.find(({ field }) => field.type === 'protocol' && QUOTING.includes(field.name));
    let about: Seen | undefined;
    let isQuoted = false;
    for (const [i, s] of seen.entries()) {
      if (s.start >= 0 && quote !== undefined) isQuoted = s.bytes === quote.bytes && s.start > quote.start && s.start < quote.end;
      if (s.field.name === MARK) about = seen[i - 1];
      if (s.field.name === MESSAGE && !isQuoted) this.count(frame, seen, i, about);
    }
  }

  /** @param at place of the message, in front of severity and group @param about the field that the finding has of its own */
  private count(frame: number, seen: readonly Seen[], at: number, about: Seen | undefined): void {
    const severity = this.severityOf.get(Number(seen[at + 1]?.value)) ?? 'note';
    const groupSeen = seen[at + 2];
    const group = (groupSeen?.field as { nameOf?(value: number): string | undefined } | undefined)?.nameOf?.(Number(groupSeen?.value)) ?? '';
    const protocol = this.protocolOf(seen, at, about);
    const summary = String(seen[at]!.value);
    const key = `${severity} ${group} ${protocol} ${summary}`;
    let finding = this.byText.get(key);
    if (finding === undefined) {
      if (this.findings.length >= MOST_FINDINGS) return;
      finding = { severity, group, protocol, summary, count: 0, frame };
      this.byText.set(key, finding);
      this.findings.push(finding);
    }
    finding.count++;
  }

  private protocolOf(seen: readonly Seen[], at: number, about: Seen | undefined): string {
    const { registry } = this.session;
    const within = seen.findLast((s, i) => i < at && (s.field.type === 'protocol' || s.field.name in EXTENSIONS));
    if (about?.field.name === 'eth.padding_bad' && seen.some((s, i) => i < at && s.field.name === LENGTH)) return 'Ethernet';
    const other = OTHERS[about?.field.name ?? ''] ?? EXTENSIONS[within?.field.name ?? ''];
    if (other !== undefined) return other;
    const owner = about?.field.name.split('.')[0] ?? '';
    const layer = seen.findLast((s, i) => i < at && s.field.type === 'protocol' && s.field.name === owner) ?? seen.findLast((s, i) => i < at && s.field.type === 'protocol');
    const protocol = registry.protocols[registry.indexOf(layer?.field.name ?? '')];
    return CALLED[protocol?.id ?? ''] ?? (protocol?.column || FRAME);
  }
}
