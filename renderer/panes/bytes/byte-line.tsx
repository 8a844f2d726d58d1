// One line of bytes, drawn as runs of equally marked bytes.
import { memo, type ReactNode } from 'react';
import { asciiOf, hexByte } from '../../widgets/byte-text';
import type { ByteGrid } from '../../widgets/byte-grid';

interface ByteLineProps {
  readonly bytes: Uint8Array;
  readonly line: number;
  readonly top: number;
  readonly grid: ByteGrid;
  readonly fieldFrom: number;
  readonly fieldTo: number;
  readonly layerFrom: number;
  readonly layerTo: number;
  readonly overFrom: number;
  readonly overTo: number;
  readonly foundFrom: number;
  readonly foundTo: number;
  /** Byte of this line that the keyboard is at; -1 = none. */
  readonly cursor: number;
}

/** What a byte is part of, from the weakest mark to the strongest. */
function marksOf(i: number, p: ByteLineProps): readonly string[] {
  const marks: string[] = [];
  const inField = i >= p.fieldFrom && i < p.fieldTo;
  if (inField || (i >= p.layerFrom && i < p.layerTo)) marks.push('byte-layer');
  if (inField) marks.push('byte-field');
  if (i >= p.overFrom && i < p.overTo) marks.push('byte-over');
  if (i >= p.foundFrom && i < p.foundTo) marks.push('byte-found');
  if (i === p.cursor) marks.push('byte-cursor');
  return marks;
}

interface Run {
  readonly mark: string;
  text: string;
}

/** Bytes with their separators; a separator has the marks that the bytes at both its sides share. */
function runsOf(count: number, props: ByteLineProps, textOf: (i: number) => string, separator: (i: number) => string): Run[] {
  const runs: Run[] = [];
  const add = (text: string, marks: readonly string[]): void => {
    const mark = marks.join(' ');
    const last = runs.at(-1);
    if (text === '') return;
    if (last?.mark === mark) last.text += text;
    else runs.push({ mark, text });
  };
  let before: readonly string[] = [];
  for (let i = 0; i < count; i++) {
    const marks = marksOf(i, props);
    if (i > 0) add(separator(i), marks.filter((mark) => before.includes(mark)));
    add(textOf(i), marks);
    before = marks;
  }
  return runs;
}

function drawRuns(runs: readonly Run[]): ReactNode {
  return runs.map((run, i) =>
    run.mark === '' ? run.text : (
      <i key={i} className={run.mark}>
        {run.text}
      </i>
    ),
  );
}

function PlainByteLine(props: ByteLineProps): ReactNode {
  const { bytes, line, top, grid } = props;
  const { perLine, bits, offsetWidth } = grid;
  const start = line * perLine;
  const row = bytes.subarray(start, start + perLine);
  const middle = perLine >> 1;
  const text = (i: number): string => (bits ? (row[i] ?? 0).toString(2).padStart(8, '0') : hexByte(row[i] ?? 0));
  const shown = runsOf(row.length, props, text, (i) => (i === middle ? '  ' : ' '));
  const ascii = runsOf(row.length, props, (i) => asciiOf(row[i] ?? 0), () => '');
  const width = perLine * ((bits ? 8 : 2) + 1);
  const used = row.length * ((bits ? 8 : 2) + 1) - 1 + (row.length > middle ? 1 : 0);
  return (
    <div className="byte-line" style={{ top }}>
      <span className="byte-offset">{start.toString(16).padStart(offsetWidth, '0')}</span>
      {'  '}
      {drawRuns(shown)}
      {' '.repeat(Math.max(0, width - used) + 2)}
      <span className="byte-ascii">{drawRuns(ascii)}</span>
    </div>
  );
}

export const ByteLine = memo(PlainByteLine);
