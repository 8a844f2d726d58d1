// What stands at the arrow of a segment: flags, numbers, findings and the Info text, no wider than the arrow.
import type { ShownSequenceRow } from '../../../shared/ipc/sequence-calls';
import type { Text } from '../../locales/text';
import { visibleMarks } from '../../widgets/visible-marks';
import { problemText } from './sequence-words';
import type { Ink, Span } from './shape';

/** Letters are about so wide, Chinese ones so. */
const LETTER = 6.6;
const WIDE_LETTER = 12;
const GAP = 12;
/** Circle and arrow head at the ends. */
const ENDS = 44;
/** Fewer say nothing. */
const FEWEST = 12;

const letterWidth = (letter: string): number => (letter > '\u2e7f' ? WIDE_LETTER : LETTER);

export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width;
}

/** The beginning of a text that is too wide. */
function fitted(text: string, room: number): string {
  if (textWidth(text) <= room) return text;
  let [width, end] = [letterWidth('…'), 0];
  for (const letter of text) {
    width += letterWidth(letter);
    if (width > room) break;
    end += letter.length;
  }
  return end < FEWEST ? '' : `${text.slice(0, end)}…`;
}

/** @param room of the arrow, from lifeline to lifeline */
export function arrowLabel(r: ShownSequenceRow, ink: Ink, room: number, text: Text): Span[] {
  const { flags, sequence, acknowledgment, length, window } = r.label;
  const spans: Span[] = [{ text: flags, ink, strong: true }];
  if (sequence !== '') spans.push({ text: sequence, ink: 'text', mono: true, gap: GAP });
  if (acknowledgment !== '') spans.push({ text: acknowledgment, ink: 'text', mono: true, gap: 10 });
  if (length > 0) spans.push({ text: text('sequence.octets', { count: length, formatted: length }), ink: 'text-2', gap: GAP });
  let left = room - ENDS - spans.reduce((sum, span) => sum + textWidth(span.text) + (span.gap ?? 0), 0);
  const add = (span: Span): void => {
    if (span.text === '') return;
    spans.push({ ...span, gap: GAP });
    left -= textWidth(span.text) + GAP;
  };
  const problem = problemText(r, text);
  const names = r.names.filter((name) => name !== 'window update').map((name) => text(`sequence.name.${name}`));
  const remark = [problem, ...names].filter((part) => part !== '').join(', ');
  // Of window and remark, the remark stays.
  if (textWidth(window) + GAP + (remark === '' ? 0 : textWidth(remark) + GAP) <= left) add({ text: window, ink: window.includes('→') ? 'text' : 'text-2' });
  add({ text: fitted(remark, left - GAP), ink: problem === '' ? 'text-2' : r.isOnlyWarning ? 'warn' : 'error', strong: problem !== '' });
  add({ text: fitted(visibleMarks(r.info), left - GAP), ink: 'text-3' });
  return spans;
}
