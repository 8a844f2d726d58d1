// The table of conversations.
import { useCallback, useMemo, type CSSProperties, type ReactElement, type ReactNode } from 'react';
import type { ConversationSort } from '../../../shared/ipc/statistics-calls';
import { useText, type Text } from '../../locales/text';
import { conversationLines, selectLine, sortConversations, useConversations } from '../../state/conversations';
import { goToConversation } from '../../state/statistics-actions';
import { ConversationLine } from './conversation-line';
import { SortedTable, type TableColumn } from './sorted-table';

const LEAST_CHARACTERS = 21;
const COLUMNS: readonly (readonly [id: string, align: 'left' | 'right', sort: ConversationSort | null])[] = [
  ['stream', 'right', 'stream'], ['client', 'left', 'client'], ['server', 'left', 'server'], ['protocol', 'left', 'protocol'], ['packets', 'right', 'packets'], ['bytes', 'right', 'bytes'],
  ['activity', 'left', null], ['again', 'right', 'again'], ['rtt', 'right', 'rtt'], ['flags', 'left', 'flags'], ['close', 'left', 'close'], ['start', 'right', 'start'], ['duration', 'right', 'duration'], ['rate', 'right', 'rate'],
];

const want = (first: number, end: number): void => conversationLines.want(first, end);
const renderRow = (index: number, top: number): ReactElement => <ConversationLine index={index} top={top} />;

function columnsOf(text: Text, isTcp: boolean): TableColumn<ConversationSort>[] {
  return COLUMNS.map(([id, align, sort]) => {
    const name = !isTcp && id === 'client' ? 'a' : !isTcp && id === 'server' ? 'b' : id;
    return { id, align, sort, label: text(`conversations.column.${name}` as 'conversations.column.stream'), title: text(`conversations.why.${id}` as 'conversations.why.stream') };
  });
}

export function ConversationTable(): ReactNode {
  const text = useText();
  const { kind, sort, descending, total, widest, selected } = useConversations();
  const columns = useMemo(() => columnsOf(text, kind !== 'ip' && kind !== 'eth'), [text, kind]);
  const index = indexOf(selected, total);
  const choose = useCallback((at: number) => {
    const line = conversationLines.at(at);
    if (line) goToConversation(line);
  }, []);
  const style = { '--end': `${Math.max(LEAST_CHARACTERS, widest) + 1}ch` } as CSSProperties;
  return (
    <SortedTable
      id="conversation-table" className="conversation-table" style={style} label={text('conversations.conversations')} scrollLabel={text('conversations.scroll')}
      columns={columns} sort={sort} descending={descending} onSort={sortConversations}
      count={total} selected={index} onSelect={(at) => selectLine(conversationLines.at(at)?.key ?? '')} onChoose={choose} onWant={want} renderRow={renderRow}
    />
  );
}

/** Among the lines that are known. */
function indexOf(key: string, total: number): number {
  if (key === '') return -1;
  for (let i = 0; i < total; i++) if (conversationLines.at(i)?.key === key) return i;
  return -1;
}
