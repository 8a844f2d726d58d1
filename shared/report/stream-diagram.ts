// A TCP stream as a drawing: its two ends as lines, each segment as an arrow with what it says.
import { endpointText } from '../session/conversation-ends';
import type { Session } from '../session/session';
import { segmentsOfStream, sidesOfStream } from '../session/stream-frames';
import { Sequence, type SequenceRow } from '../stream/sequence';
import { findingNames, isOnlyWarning, labelText } from '../stream/sequence-label';
import { html, type Markup } from './markup';

const MOST_ROWS = 300;
const WIDTH = 1000;
const [LEFT, RIGHT] = [190, 900];
const [TOP, ROW] = [34, 26];

/** @param number tcp.stream */
export function streamDiagram(session: Session, number: number): Markup {
  const { store, conversations } = session;
  const { streams } = store;
  const stream = Array.from({ length: store.streamCount }, (_, i) => i).find((i) => store.isTcp(i) && streams.number(i) === number);
  if (stream === undefined) return html`<h3>TCP stream ${number}</h3><p class="soft">There is no such stream in the capture.</p>`;
  const [conversation, client] = [streams.conversation(stream), streams.client(stream)];
  const sequence = new Sequence(segmentsOfStream(store, stream), sidesOfStream(store, stream));
  const count = sequence.frames.length;
  const rows = sequence.rows(0, Math.min(count, MOST_ROWS), true);
  const height = TOP + rows.length * ROW + 12;
  const ends = [endpointText(conversations, conversation, client), endpointText(conversations, conversation, 1 - client)] as const;
  const more = count > rows.length ? html`<p class="soft">The first ${rows.length} of ${count} segments.</p>` : html``;
  return html`<h3>TCP stream ${number}</h3>${more}<svg viewBox="0 0 ${WIDTH} ${height}" role="img"><text x="${LEFT}" y="16" text-anchor="middle">${ends[0]}</text><text x="${RIGHT}" y="16" text-anchor="middle">${ends[1]}</text><line x1="${LEFT}" y1="22" x2="${LEFT}" y2="${height}"/><line x1="${RIGHT}" y1="22" x2="${RIGHT}" y2="${height}"/>${rows.map(arrow)}</svg>`;
}

function arrow(row: SequenceRow, i: number): Markup {
  const y = TOP + i * ROW + 14;
  const isWrong = !isOnlyWarning(row.findings);
  const found = findingNames(row.findings);
  const [from, to] = row.side === 0 ? [LEFT, RIGHT] : [RIGHT, LEFT];
  const back = to > from ? -9 : 9;
  const label = `${labelText(row)}${found.length > 0 ? ` [${found.join(', ')}]` : ''}`;
  return html`<text class="soft" x="8" y="${y + 4}">${row.frame}</text><text class="soft" x="166" y="${y + 4}" text-anchor="end">${(row.time / 1e9).toFixed(6)}</text><line class="${isWrong ? 'arrow error' : 'arrow'}" x1="${from}" y1="${y}" x2="${to}" y2="${y}"/><path class="${isWrong ? 'error' : ''}" d="M${to} ${y} l${back} -4 v8 z"/><text class="${isWrong ? 'error' : ''}" x="${(LEFT + RIGHT) / 2}" y="${y - 3}" text-anchor="middle">${label}</text>`;
}
