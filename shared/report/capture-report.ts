// A capture as one page that explains itself: summary, protocols, conversations, findings, diagrams of streams, and the commands that repeat it.
import type { ConversationClose, ConversationRow } from '../ipc/statistics-calls';
import { linktype } from '../frame/linktype';
import type { Severity } from '../dissect/tree-node';
import type { Session } from '../session/session';
import { timeText } from '../session/time-text';
import { ConversationList } from '../statistics/conversation-list';
import { ConversationSums } from '../statistics/conversation-sums';
import { ExpertSummary, type ExpertFinding } from '../statistics/expert-summary';
import { ProtocolHierarchy, type ProtocolNode } from '../statistics/protocol-hierarchy';
import { SegmentMarks } from '../statistics/segment-marks';
import { NO_TIME } from '../capture-file/frame-batch';
import { html, Markup } from './markup';
import { REPORT_STYLE } from './report-style';
import { streamDiagram } from './stream-diagram';

export interface ReportWish {
  /** File name for the title and the commands, without folder. */
  readonly name: string;
  readonly size: number;
  /** tcp.stream numbers of which diagrams are drawn. */
  readonly streams: readonly number[];
  /** Base64 of the SHA-256 of a text: the policy names the style by it. */
  readonly hashText: (text: string) => string;
  /** Why the capture could not be read to its end; '' = it could. */
  readonly trouble: string;
}

const MOST_CONVERSATIONS = 50;
const MOST_FINDINGS = 100;
const ENDS: Readonly<Record<ConversationClose, string>> = {
  '': '', finBoth: 'FIN of both', finClient: 'FIN of the client', finServer: 'FIN of the server', resetClient: 'reset by the client', resetServer: 'reset by the server',
  noAnswer: 'no answer', halfOpen: 'half open', open: 'still open',
};
const SHOWN: readonly Severity[] = ['error', 'warn', 'note'];

/** Counts in slices; false when the page can be made. */
export class CaptureReport {
  private readonly sums: ConversationSums;
  private readonly marks: SegmentMarks;
  private readonly expert: ExpertSummary;
  private readonly hierarchy: ProtocolHierarchy;

  constructor(private readonly session: Session, private readonly wish: ReportWish) {
    this.sums = new ConversationSums(session, null, false);
    this.marks = new SegmentMarks(session, null);
    this.expert = new ExpertSummary(session);
    this.hierarchy = new ProtocolHierarchy(session);
  }

  step(): boolean {
    const { tcpAnalysis, count } = this.session.store;
    if (tcpAnalysis.done < count) {
      tcpAnalysis.advance(Math.min(count, tcpAnalysis.done + 50_000));
      return true;
    }
    return this.sums.step() || this.marks.step() || this.expert.step() || this.hierarchy.step();
  }

  page(): string {
    const { name, hashText } = this.wish;
    const list = new ConversationList(this.session, this.sums, this.marks);
    const policy = `default-src 'none'; style-src 'sha256-${hashText(REPORT_STYLE)}'; base-uri 'none'; form-action 'none'`;
    const body = html`<h1>${name}</h1>${this.summary()}${hierarchySection(this.hierarchy.roots)}${conversationSection(list)}${findingSection(this.expert.findings)}${this.diagrams()}${this.commands()}`;
    // The style is ours and is named in the policy by its hash.
    const style = new Markup(`<style>${REPORT_STYLE}</style>`);
    return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}"><meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width"><title>${name}</title>${style}</head>
<body>${body}</body></html>
`.text;
  }

  private summary(): Markup {
    const { session, wish } = this;
    const { store, reader } = session;
    const info = session.info('', wish.size);
    const hasTime = store.count > 0 && store.nanos(1) !== NO_TIME;
    const first = !hasTime ? '' : timeText({ seconds: store.seconds(1), nanos: store.nanos(1) }, null, null, { format: 'utcDate', digits: 9, zoneMinutes: () => 0 });
    const rows: readonly (readonly [string, string])[] = [
      ['Format', `${info.format}${info.compressed ? ', gzip' : ''}, ${wish.size} bytes`], ['Frames', String(store.count)], ['First frame', first === '' ? 'none' : `${first} UTC`],
      ['Duration', `${session.duration()} s`],
      ['Interfaces', info.interfaces.map((each) => `${each.name || 'without a name'} (${each.linktype})`).slice(0, 20).join(', ') || linktype(reader.scanner.interfaces[0]?.linktype ?? 1).name],
      ...info.comments.slice(0, 20).map((comment) => ['Comment', comment] as const),
    ];
    return html`${wish.trouble === '' ? [] : html`<p class="error">${wish.trouble}</p>`}<table>${rows.map(([label, value]) => html`<tr><th>${label}</th><td>${value}</td></tr>`)}</table>`;
  }

  private diagrams(): Markup {
    const drawn = this.wish.streams.map((number) => streamDiagram(this.session, number));
    return drawn.length === 0 ? html`` : html`<h2>Streams</h2>${drawn}`;
  }

  /** What prints the same again. */
  private commands(): Markup {
    const file = shellWord(this.wish.name);
    const streams = this.wish.streams.map((stream) => ` --stream ${stream}`).join('');
    const lines = [
      `netloupe report -r ${file} -o report.html${streams}`, `netloupe read -r ${file} -q -z io,phs`, `netloupe read -r ${file} -q -z conv,tcp -z conv,udp`, `netloupe read -r ${file} -q -z expert,note`,
      ...this.wish.streams.flatMap((stream) => [`netloupe read -r ${file} -Y 'tcp.stream == ${stream}'`, `netloupe read -r ${file} -q -z flow,tcp,network,'tcp.stream == ${stream}'`]),
    ];
    return html`<h2>Commands that repeat it</h2><pre>${lines.join('\n').split('\n').map((line) => html`${line}\n`)}</pre>`;
  }
}

/** In quotes where a shell could take a character for another. */
function shellWord(text: string): string {
  return /^[\w.,@%+/-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function hierarchySection(roots: readonly ProtocolNode[]): Markup {
  const rows = (nodes: readonly ProtocolNode[], depth: number): Markup[] =>
    nodes.flatMap(({ name, frames, bytes, inside }) => [html`<tr><td class="mono">${'\u00a0\u00a0'.repeat(depth)}${name}</td><td class="number">${frames}</td><td class="number">${bytes}</td></tr>`, ...rows(inside, depth + 1)]);
  return html`<h2>Protocols</h2><div class="scroll"><table><tr><th>Protocol</th><th class="number">Frames</th><th class="number">Bytes</th></tr>${rows(roots, 0)}</table></div>`;
}

const ended = ({ ends, ports }: ConversationRow, side: 0 | 1): string => (ports[side] < 0 ? ends[side] : ends[side].includes(':') ? `[${ends[side]}]:${ports[side]}` : `${ends[side]}:${ports[side]}`);

function conversationSection(list: ConversationList): Markup {
  const rows = list.rows('all', 'bytes', true);
  const lines = rows.slice(0, MOST_CONVERSATIONS).map((row) => html`<tr><td class="mono">${row.kind}${row.stream < 0 ? '' : ` ${row.stream}`}</td><td class="mono">${ended(row, 0)}</td><td class="mono">${ended(row, 1)}</td><td>${row.protocol}</td><td class="number">${row.packets[0] + row.packets[1]}</td><td class="number">${row.bytes[0] + row.bytes[1]}</td><td class="number">${row.start.toFixed(6)}</td><td class="number">${row.duration.toFixed(6)}</td><td class="number">${row.again < 0 ? '' : row.again}</td><td>${ENDS[row.close]}</td></tr>`);
  const more = rows.length > MOST_CONVERSATIONS ? html`<p class="soft">The ${MOST_CONVERSATIONS} with most bytes of ${rows.length}.</p>` : html``;
  return html`<h2>Conversations</h2>${more}<div class="scroll"><table><tr><th>Stream</th><th>Client</th><th>Server</th><th>Protocol</th><th class="number">Packets</th><th class="number">Bytes</th><th class="number">Start s</th><th class="number">Duration s</th><th class="number">Sent again</th><th>End</th></tr>${lines}</table></div>`;
}

function findingSection(findings: readonly ExpertFinding[]): Markup {
  const shown = SHOWN.flatMap((severity) => findings.filter((each) => each.severity === severity)).slice(0, MOST_FINDINGS);
  if (shown.length === 0) return html`<h2>Findings</h2><p>None from notes on.</p>`;
  return html`<h2>Findings</h2><div class="scroll"><table><tr><th>Severity</th><th>Protocol</th><th>What</th><th class="number">Frames</th><th class="number">First</th></tr>${shown.map((each) => html`<tr><td class="${each.severity}">${each.severity}</td><td>${each.protocol}</td><td>${each.summary}</td><td class="number">${each.count}</td><td class="number">${each.frame}</td></tr>`)}</table></div>`;
}
