// Labels of arrows: no wider than the arrow, and what matters stays longest.
import { expect, it } from 'vitest';
import type { ShownSequenceRow } from '../../../shared/ipc/sequence-calls';
import type { Text } from '../../locales/text';
import { arrowLabel, textWidth } from './arrow-label';
import type { Span } from './shape';

const text: Text = (key, values) => (key === 'sequence.octets' ? `${values?.['formatted']} bytes` : key);
const widthOf = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + textWidth(span.text) + (span.gap ?? 0), 0);

function row(part: Partial<ShownSequenceRow>): ShownSequenceRow {
  return {
    row: 0, frame: 8, side: 1, sequence: 227, acknowledgment: 69, length: 226, window: 501, acks: -1, repeats: -1, client: 'ESTABLISHED', server: 'ESTABLISHED', names: [],
    info: 'Standard query response 0x0000 A www.example.net', problems: [], isOnlyWarning: false,
    label: { flags: 'PSH, ACK', sequence: 'seq 227', acknowledgment: 'ack 69', length: 226, window: 'win 30336' }, ...part,
  } as unknown as ShownSequenceRow;
}

it.each([320, 480, 500, 700])('stays within an arrow of %i', (room) => {
  for (const problems of [[], ['ackedUnseen', 'lost']]) {
    const spans = arrowLabel(row({ problems: problems as never }), 'client', room, text);
    expect(widthOf(spans)).toBeLessThanOrEqual(room);
    expect(spans[0]?.text).toBe('PSH, ACK');
  }
});
it('gives up the window before the finding, and cuts the Info text with a mark', () => {
  const spans = arrowLabel(row({ problems: ['ackedUnseen'] as never }), 'client', 480, text).map((span) => span.text);
  expect(spans).toContain('sequence.finding.ackedUnseen');
  expect(spans).not.toContain('win 30336');
  const plain = arrowLabel(row({}), 'client', 640, text).map((span) => span.text);
  expect(plain.at(-1)).toMatch(/^Standard query.*…$/);
});
it('knows that Chinese letters are wider', () => {
  expect(textWidth('字节')).toBeGreaterThan(textWidth('ab'));
});
