// The table of endpoints.
import { memo, useCallback, useMemo, type CSSProperties, type ReactElement, type ReactNode } from 'react';
import type { EndpointSort } from '../../../shared/ipc/statistics-calls';
import { useText } from '../../locales/text';
import { endpointKind, endpointLines, selectLine, sortEndpoints, useConversations } from '../../state/conversations';
import { endpointFilter, filterFor } from '../../state/statistics-actions';
import { formatBytes, formatCount } from '../../widgets/format-quantity';
import { Icon } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';
import { SortedTable, type TableColumn } from './sorted-table';

const LEAST_CHARACTERS = 20;
const LEFT: readonly EndpointSort[] = ['address'];
const WITH_PORT: readonly EndpointSort[] = ['address', 'port', 'packets', 'bytes', 'sentPackets', 'sentBytes', 'receivedPackets', 'receivedBytes'];

const want = (first: number, end: number): void => endpointLines.want(first, end);
const renderRow = (index: number, top: number): ReactElement => <EndpointLine index={index} top={top} />;

function filterAt(index: number): string {
  const row = endpointLines.at(index);
  return row ? endpointFilter(endpointKind(useConversations.getState().kind), row.address, row.port) : '';
}

export function EndpointTable(): ReactNode {
  const text = useText();
  const { endpointSort, endpointDescending, total, selected, widest } = useConversations();
  const columns = useMemo<TableColumn<EndpointSort>[]>(() => WITH_PORT.map((sort) => ({ id: sort, sort, align: LEFT.includes(sort) ? 'left' : 'right', label: text(`endpoints.column.${sort}`) })), [text]);
  const choose = useCallback((at: number) => filterFor(filterAt(at)), []);
  const style = { '--end': `${Math.max(LEAST_CHARACTERS, widest) + 2}ch` } as CSSProperties;
  return (
    <SortedTable
      id="endpoint-table" className="endpoint-table" style={style} label={text('conversations.endpoints')} scrollLabel={text('conversations.scroll')}
      columns={columns} sort={endpointSort} descending={endpointDescending} onSort={sortEndpoints}
      count={total} selected={indexOf(selected, total)} onSelect={(at) => selectLine(endpointLines.at(at)?.key ?? '')} onChoose={choose} onWant={want} renderRow={renderRow}
    />
  );
}

function PlainLine({ index, top }: { readonly index: number; readonly top: number }): ReactNode {
  const text = useText();
  const row = useConversations(() => endpointLines.at(index));
  const isSelected = useConversations((s) => row !== undefined && s.selected === row.key);
  const figures = row && [
    formatCount(row.sent.packets + row.received.packets), formatBytes(row.sent.bytes + row.received.bytes), formatCount(row.sent.packets), formatBytes(row.sent.bytes), formatCount(row.received.packets), formatBytes(row.received.bytes),
  ];
  return (
    <div className={`sorted-row ${isSelected ? 'selected' : ''}`} role="row" aria-rowindex={index + 2} aria-selected={isSelected} style={{ top }} onClick={() => row && selectLine(row.key)} onDoubleClick={() => filterFor(filterAt(index))} data-line={row?.key}>
      <div role="gridcell" className="mono">{row ? visibleMarks(row.address) : '…'}</div>
      <div role="gridcell" className="right">{row && row.port >= 0 ? String(row.port) : ''}</div>
      {figures?.map((figure, i) => <div key={i} role="gridcell" className="right">{figure}</div>)}
      <div className="line-actions">
        <button type="button" className="button small" tabIndex={-1} title={text('conversations.action.filter')} aria-label={text('conversations.action.filter')} onClick={() => filterFor(filterAt(index))} data-action="filter">
          <Icon name="funnel" />
        </button>
      </div>
    </div>
  );
}

const EndpointLine = memo(PlainLine);

function indexOf(key: string, total: number): number {
  if (key === '') return -1;
  for (let i = 0; i < total; i++) if (endpointLines.at(i)?.key === key) return i;
  return -1;
}
