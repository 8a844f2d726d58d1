// One conversation as a line of the table, with what can be done with it.
import { memo, type MouseEvent, type ReactNode } from 'react';
import type { ConversationRow } from '../../../shared/ipc/statistics-calls';
import { useText } from '../../locales/text';
import { copyText } from '../../state/clipboard';
import { conversationLines, endText, selectLine, useConversations } from '../../state/conversations';
import { openSequence } from '../../state/sequence';
import { filterFor, filterOf, goToConversation } from '../../state/statistics-actions';
import { followFrame } from '../../state/stream';
import { formatBits, formatBytes, formatCount } from '../../widgets/format-quantity';
import { Icon, type IconName } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';
import { Activity } from './activity';
import { flagChips } from './flag-chips';

const BAD: readonly ConversationRow['close'][] = ['resetClient', 'resetServer', 'noAnswer'];

function PlainLine({ index, top }: { readonly index: number; readonly top: number }): ReactNode {
  const row = useConversations(() => conversationLines.at(index));
  const isSelected = useConversations((s) => row !== undefined && s.selected === row.key);
  return (
    <div className={`sorted-row ${isSelected ? 'selected' : ''}`} role="row" aria-rowindex={index + 2} aria-selected={isSelected} style={{ top }} onClick={() => row && selectLine(row.key)} onDoubleClick={() => row && goToConversation(row)} data-line={row?.key}>
      {row ? <Cells row={row} /> : <div role="gridcell">…</div>}
      {row && <LineActions row={row} />}
    </div>
  );
}

export const ConversationLine = memo(PlainLine);

function Cells({ row }: { readonly row: ConversationRow }): ReactNode {
  const text = useText();
  const { packets, bytes, again, rtt, close } = row;
  const none = <span className="t3">{text('conversations.none')}</span>;
  const seconds = row.duration > 0 ? row.duration : 0;
  return (
    <>
      <Cell right>{row.stream < 0 ? '' : String(row.stream)}</Cell>
      <Cell mono>{visibleMarks(endText(row, 0))}</Cell>
      <Cell mono>{visibleMarks(endText(row, 1))}</Cell>
      <Cell>{visibleMarks(row.protocol)}</Cell>
      <Cell right title={text('conversations.each', { there: formatCount(packets[0]), back: formatCount(packets[1]) })}>{formatCount(packets[0] + packets[1])}</Cell>
      <Cell right title={text('conversations.each', { there: formatBytes(bytes[0]), back: formatBytes(bytes[1]) })}>{formatBytes(bytes[0] + bytes[1])}</Cell>
      <Cell><Activity activity={row.activity} marks={row.marks} /></Cell>
      <Cell right>{again < 0 ? none : again === 0 ? '0' : <span className="again">{formatCount(again)}</span>}</Cell>
      <Cell right>{rtt < 0 ? none : millisecondsText(rtt)}</Cell>
      <Cell>{row.kind === 'tcp' ? flagChips(row.flags).map(({ text: flag, side }) => <span key={flag} className={`flag-chip ${side}`}>{flag}</span>) : none}</Cell>
      <Cell>{close === '' ? '' : <span className={`close-chip ${BAD.includes(close) ? 'error' : close === 'halfOpen' ? 'warn' : ''}`}>{text(`conversations.close.${close}`)}</span>}</Cell>
      <Cell right>{row.start.toFixed(3)}</Cell>
      <Cell right>{row.duration.toFixed(3)}</Cell>
      <Cell right title={seconds > 0 ? text('conversations.each', { there: rateText(bytes[0], seconds), back: rateText(bytes[1], seconds) }) : undefined}>{seconds > 0 ? rateText(bytes[0] + bytes[1], seconds) : none}</Cell>
    </>
  );
}

function Cell({ children, right, mono, title }: { readonly children: ReactNode; readonly right?: boolean; readonly mono?: boolean; readonly title?: string | undefined }): ReactNode {
  return (
    <div role="gridcell" className={`${right ? 'right' : ''} ${mono ? 'mono' : ''}`} title={title}>
      {children}
    </div>
  );
}

const rateText = (bytes: number, seconds: number): string => `${formatBits((bytes * 8) / seconds)}/s`;

/** Three digits that say something. */
function millisecondsText(seconds: number): string {
  const ms = seconds * 1000;
  return ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms >= 1 ? ms.toFixed(2) : ms.toFixed(3);
}

function LineActions({ row }: { readonly row: ConversationRow }): ReactNode {
  const text = useText();
  const act = (run: () => void) => (event: MouseEvent): void => {
    event.stopPropagation();
    selectLine(row.key);
    run();
  };
  const actions: readonly (readonly [name: 'filter' | 'go' | 'follow' | 'sequence' | 'copy', icon: IconName, run: () => void])[] = [
    ['filter', 'funnel', () => filterFor(filterOf(row))],
    ['go', 'packets', () => goToConversation(row)],
    ...(row.kind === 'tcp' || row.kind === 'udp' ? [['follow', 'stream', () => void followFrame(row.frame)] as const] : []),
    ...(row.kind === 'tcp' ? [['sequence', 'sequence', () => void openSequence(row.frame)] as const] : []),
    ['copy', 'copy', () => void copyText(`${endText(row, 0)} ${endText(row, 1)}`)],
  ];
  return (
    <div className="line-actions">
      {actions.map(([name, icon, run]) => (
        <button key={name} type="button" className="button small" tabIndex={-1} title={text(`conversations.action.${name}`)} aria-label={text(`conversations.action.${name}`)} onClick={act(run)} data-action={name}>
          <Icon name={icon} />
        </button>
      ))}
    </div>
  );
}
