// What a sequence diagram says in words: titles of boxes, findings, and what one segment means with its own numbers.
import type { SequenceBox, SequenceFacts, ShownSequenceRow } from '../../../shared/ipc/sequence-calls';
import type { Text } from '../../locales/text';
import { formatCount } from '../../widgets/format-quantity';
import { formatInterval } from '../../widgets/format-interval';
import { visibleMarks } from '../../widgets/visible-marks';

export const boxTitle = (box: SequenceBox, text: Text): string => text(`sequence.box.${box.kind}`);

/** What is in a box, how much, and how long it took: lines. */
export function boxNotes(box: SequenceBox, first: ShownSequenceRow | undefined, close: SequenceFacts['close'] | null, text: Text): string[] {
  const what = box.kind === 'close' && close !== null ? closeText(close, text) : shortInfo(first?.info ?? '');
  return [howMuch(box, text), ...(what === '' || box.last === box.first ? [] : [what])];
}

function howMuch(box: SequenceBox, text: Text): string {
  const frames = box.last - box.first + 1;
  const octets = text('sequence.octets', { count: box.bytes, formatted: formatCount(box.bytes) });
  if (box.kind === 'window update') return text('sequence.box.afterScaling');
  if (box.kind === 'response') return text('sequence.box.later', { octets, time: formatInterval(box.since) });
  if (box.bytes > 0) return octets;
  return text('sequence.box.frames', { count: frames, formatted: formatCount(frames), time: formatInterval(box.duration) });
}

/** How the stream ended, in a few words. */
export function closeText({ kind, by }: SequenceFacts['close'], text: Text): string {
  const side = by === null ? '' : text(by === 0 ? 'sequence.the.client' : 'sequence.the.server');
  return text(`sequence.close.${kind}`, { side });
}

/** The beginning of an Info text: method and path, name of a call. */
function shortInfo(info: string): string {
  const plain = visibleMarks(info).replace(/ ?[{(].*$/, '').replace(/ HTTP\/[\d.]+.*$/, '');
  return plain.length > 26 ? `${plain.slice(0, 25)}…` : plain;
}

export function problemText({ problems }: ShownSequenceRow, text: Text): string {
  return problems.map((name) => text(`sequence.finding.${name}`)).join(', ');
}

/** The label of an arrow as one line. */
export function labelText({ label: { flags, sequence, acknowledgment, length, window } }: ShownSequenceRow): string {
  return [flags, sequence, acknowledgment, length > 0 ? `len ${length}` : '', window].filter((part) => part !== '').join(' ');
}

const [FIN, SYN, RST, ACK] = [0x01, 0x02, 0x04, 0x10];

export interface SegmentMeaning {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** @param row of the same stream; @param others rows that it may speak of */
export function meaningOf(r: ShownSequenceRow, facts: SequenceFacts, others: (row: number) => ShownSequenceRow | undefined, text: Text): SegmentMeaning {
  const sender = text(r.side === 0 ? 'sequence.the.client' : 'sequence.the.server');
  const other = text(r.side === 0 ? 'sequence.the.server' : 'sequence.the.client');
  const values = { sender, other, seq: r.sequence, ack: r.acknowledgment, length: formatCount(r.length), last: r.sequence + r.length - 1, next: r.sequence + r.length, upTo: r.acknowledgment - 1 };
  const sentences = sentencesOf(r, facts, values, text);
  return { title: titleOf(r, facts, values, text), sentences, facts: figuresOf(r, facts, others, text) };
}

type Values = Readonly<Record<string, string | number>>;

function titleOf(r: ShownSequenceRow, { frames }: SequenceFacts, values: Values, text: Text): string {
  if ((r.flags & RST) !== 0) return text('sequence.say.reset', values);
  if ((r.flags & SYN) !== 0) return text((r.flags & ACK) !== 0 ? 'sequence.say.agrees' : 'sequence.say.asks', values);
  if ((r.flags & FIN) !== 0) return text('sequence.say.ends', values);
  if (r.repeats >= 0) return text('sequence.say.repeats', { frame: frames[r.repeats]! });
  if (r.names.includes('window update')) return text('sequence.say.window', { from: r.windowBefore, to: r.window });
  if (r.length > 0) return text('sequence.say.data', values);
  if (r.acks >= 0) return text('sequence.say.acks', { ack: r.acknowledgment, frame: frames[r.acks]! });
  return text('sequence.say.nothing', values);
}

function sentencesOf(r: ShownSequenceRow, { frames, close }: SequenceFacts, values: Values, text: Text): string[] {
  const sentences: string[] = [];
  const problem = problemText(r, text);
  if (problem !== '') sentences.push(problem);
  if (r.length > 0) sentences.push(text('sequence.say.octets', values));
  if ((r.flags & FIN) !== 0) sentences.push(text('sequence.say.noMore', values));
  if ((r.flags & SYN) !== 0) sentences.push(text('sequence.say.firstNumber', values));
  if ((r.flags & ACK) !== 0 && r.acks >= 0) sentences.push(r.acknowledgment <= 1 ? text('sequence.say.heard', { ...values, frame: frames[r.acks]! }) : text('sequence.say.holds', values));
  if (close.lateFin?.answer === r.frame) sentences.push(text(`sequence.say.late.${close.lateFin.closedBy}`, { frame: close.lateFin.frame }));
  for (const name of r.names) sentences.push(text(`sequence.why.${name}`, values));
  return sentences;
}

function figuresOf(r: ShownSequenceRow, { frames, shifts, times }: SequenceFacts, others: (row: number) => ShownSequenceRow | undefined, text: Text): [string, string][] {
  const figures: [string, string][] = [];
  if (r.acks >= 0) figures.push([text('sequence.fact.after', { frame: frames[r.acks]! }), formatInterval(r.time - times[r.acks]!)]);
  if (r.repeats >= 0) figures.push([text('sequence.fact.repeated', { frame: frames[r.repeats]! }), formatInterval(r.time - times[r.repeats]!)]);
  if (r.answers >= 0) figures.push([text('sequence.fact.answers', { frame: frames[r.answers]! }), formatInterval(r.time - times[r.answers]!)]);
  figures.push([text('sequence.fact.data'), r.length === 0 ? text('sequence.no') : text('sequence.octets', { count: r.length, formatted: formatCount(r.length) })]);
  const shift = shifts[r.side];
  const isScaled = shift > 0 && (r.flags & SYN) === 0;
  figures.push([text('sequence.fact.window'), isScaled ? `${r.sentWindow} × ${2 ** shift} = ${r.window}` : String(r.window)]);
  if (r.inFlight > 0) figures.push([text('sequence.fact.inFlight'), text('sequence.octets', { count: r.inFlight, formatted: formatCount(r.inFlight) })]);
  const before = others(frames.indexOf(r.frame) - 1);
  if (!before || before.client !== r.client || before.server !== r.server) figures.push([text('sequence.fact.client'), r.client], [text('sequence.fact.server'), r.server]);
  return figures;
}
