// One frame as a row: absolutely placed cells, one text node each; places come from the list's CSS variables.
import { memo, type CSSProperties, type ReactNode } from 'react';
import { useText, type Text } from '../../locales/text';
import { useColouring, type RuleLook } from '../../state/colouring';
import { useFind } from '../../state/find';
import { useLive } from '../../state/live';
import { usePreferences } from '../../state/preferences';
import type { CachedRow } from '../../state/row-cache';
import { cellOf, cutOf, rowAt, timeDigitsOf, useRowsVersion } from '../../state/rows';
import { useSelection } from '../../state/selection';
import { Icon } from '../../widgets/icon';
import { formatCount } from '../../widgets/format-quantity';
import { visibleMarks } from '../../widgets/visible-marks';

interface PacketRowProps {
  readonly index: number;
  readonly top: number;
}

export const rowId = (index: number): string => `frame-row-${index}`;

const cellStyles: CSSProperties[] = [];

/** The same object for the same place, so that React has nothing to compare. */
export function cellStyle(place: number): CSSProperties {
  return (cellStyles[place] ??= { left: `var(--left-${place})`, width: `var(--width-${place})` });
}

const CELL_CLASSES: Readonly<Record<string, string>> = { number: 'quiet', time: 'dim', protocol: 'ui' };

/** What tshark says of a frame that was cut, in words that say how much. */
const CUT_NOTE = '[Packet size limited during capture]';

/** Fewer decimals than other interfaces of the file have are filled up with spaces, so that the points stand below each other. */
function onThePoint(time: string): string {
  const point = time.lastIndexOf('.');
  const missing = timeDigitsOf() - (point < 0 ? -1 : time.length - point - 1);
  return missing > 0 && point >= 0 ? time + ' '.repeat(missing) : time;
}

function textOf(cached: CachedRow, column: string, note: string): string {
  const text = cellOf(cached, column);
  if (column === 'time') return onThePoint(text);
  return note === '' || column !== 'info' ? text : `${text.replace(CUT_NOTE, '')} ${note}`;
}

const ruleTitles = new WeakMap<RuleLook, { readonly text: Text; readonly title: string }>();

/** Made once for a rule and a language: rows are drawn far oftener. */
function ruleTitle(look: RuleLook, text: Text): string {
  let made = ruleTitles.get(look);
  if (made?.text !== text) ruleTitles.set(look, (made = { text, title: text('rules.rowTitle', { name: visibleMarks(look.name) }) }));
  return made.title;
}

/** A row looks itself for what it shows, so that news of one row does not draw the others again. */
function PlainRow({ index, top }: PacketRowProps): ReactNode {
  const row = useRowsVersion(() => rowAt(index)?.row);
  const asked = useRowsVersion(() => rowAt(index)?.columns);
  const columns = usePreferences((p) => p.columns);
  const isSelected = useSelection((s) => s.index === index);
  const found = useFind((s) => (s.hit !== null && s.hit.number === row?.number ? s.hit.column : ''));
  const lost = useLive((s) => s.losses.get(index + 1)?.packets ?? 0);
  const cached = row && asked ? { row, columns: asked } : undefined;
  const cut = cutOf(cached);
  const text = useText();
  const note = cut ? text('list.truncated', cut) : '';
  const look = useColouring((s) => s.looks.get(row?.rule ?? 0));
  const silence = row?.silence ?? '';
  return (
    <div
      id={rowId(index)}
      className={`packet-row ${look?.className ?? ''} ${isSelected ? 'selected' : ''} ${row?.marked ? 'marked' : ''} ${row?.ignored ? 'ignored' : ''} ${lost > 0 ? 'after-loss' : silence === '' ? '' : 'after-silence'}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-frame-index={index}
      style={look?.style ? { top, ...look.style } : { top }}
      title={look && ruleTitle(look, text)}
    >
      {columns.map((column, place) => (
        <div key={column.id} role="gridcell" draggable={column.id !== 'info'} className={`cell ${column.align} ${CELL_CLASSES[column.id] ?? ''} ${found === column.id ? 'found' : ''}`} style={cellStyle(place)}>
          {row?.commented && column.id === 'info' && <CommentSign />}
          {lost > 0 && column.id === 'info' && <LossMark lost={lost} />}
          {silence !== '' && column.id === 'info' && (
            <span className="silence">
              <Icon name="clock" />
              {text('list.silence', { seconds: silence })}
            </span>
          )}
          {cached ? visibleMarks(textOf(cached, column.id, note)) : place === 0 ? String(index + 1) : '…'}
        </div>
      ))}
    </div>
  );
}

function CommentSign(): ReactNode {
  const text = useText();
  return (
    <span className="comment-sign" role="img" aria-label={text('notes.commented')} title={text('notes.commented')}>
      <Icon name="note" />
    </span>
  );
}

/** In front of what the first frame after the loss says. */
function LossMark({ lost }: { readonly lost: number }): ReactNode {
  const text = useText();
  return (
    <span className="silence loss" title={text('live.lossRowWhy')} data-testid="loss-mark">
      <Icon name="warn" />
      {text('live.lossRow', { count: lost, formatted: formatCount(lost) })}
    </span>
  );
}

export const PacketRow = memo(PlainRow);
