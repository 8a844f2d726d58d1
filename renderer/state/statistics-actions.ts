// Actions on statistics: tabs of the whole capture, and what a line of a table is good for; spread into the table of actions.
import type { ConversationRow } from '../../shared/ipc/statistics-calls';
import { engine } from '../engine';
import type { Action } from './actions';
import { copyText } from './clipboard';
import { endpointKind, showTable, useConversations, type TableView } from './conversations';
import { frameCount } from './displayed';
import { downloadFile } from './download-file';
import { applyFilter } from './filter-bar';
import { selectNumber } from './selection';
import { report, useSession } from './session';
import { openTab, showTab, useTabs } from './tabs';

const hasFrames = (): boolean => frameCount() > 0;

function show(view: TableView): Action {
  return {
    enabled: hasFrames,
    run: () => {
      openTab('conversations');
      if (useConversations.getState().view !== view) showTable(view);
    },
  };
}

/** The display filter that shows a conversation's frames. */
export function filterOf({ kind, stream, ends }: Pick<ConversationRow, 'kind' | 'stream' | 'ends'>): string {
  return stream >= 0 ? `${kind}.stream == ${stream}` : `${kind}.addr == ${ends[0]} && ${kind}.addr == ${ends[1]}`;
}

/** The display filter that shows an endpoint's frames. */
export function endpointFilter(kind: 'tcp' | 'udp' | 'ip' | 'eth', address: string, port: number): string {
  const protocol = kind === 'eth' ? 'eth' : address.includes(':') ? 'ipv6' : 'ip';
  return port < 0 ? `${protocol}.addr == ${address}` : `${protocol}.addr == ${address} && ${kind}.port == ${port}`;
}

export function filterFor(filter: string): void {
  showTab('packets');
  applyFilter(filter);
}

/** Its first displayed frame, in the list. */
export function goToConversation({ frame }: Pick<ConversationRow, 'frame'>): void {
  showTab('packets');
  void selectNumber(frame);
}

const FRAME_TABLES = ['hierarchy', 'expert', 'lengths'] as const;
type TableName = TableView | (typeof FRAME_TABLES)[number];

/** The table of the tab that is shown; null = it has none, or an empty one. */
function tableShown(): TableName | null {
  const { shown } = useTabs.getState();
  const { total, view } = useConversations.getState();
  if (shown === 'conversations') return total > 0 ? view : null;
  return (hasFrames() && FRAME_TABLES.find((table) => table === shown)) || null;
}

async function csvOf(table: TableName): Promise<string> {
  const { kind, sort, descending, endpointSort, endpointDescending } = useConversations.getState();
  if (table === 'conversations') return (await engine.call('statistics.conversationsCsv', { kind, sort, descending })).text;
  if (table === 'endpoints') return (await engine.call('statistics.endpointsCsv', { kind: endpointKind(kind), sort: endpointSort, descending: endpointDescending })).text;
  return (await engine.call('statistics.frameTableCsv', { table })).text;
}

/** The whole table that is shown, handed on. */
async function withCsv(take: (text: string, table: TableName) => void | Promise<void>): Promise<void> {
  const table = tableShown();
  if (table === null) return;
  try {
    await take(await csvOf(table), table);
  } catch (error) {
    report(error);
  }
}

function saveCsv(text: string, table: TableName): void {
  downloadFile(`${useSession.getState().capture?.name ?? ''}-${table}.csv`, new Blob([text], { type: 'text/csv' }));
}

const hasTable = (): boolean => tableShown() !== null;

export const STATISTICS_ACTIONS = {
  'analyse.conversations': show('conversations'),
  'analyse.endpoints': show('endpoints'),
  'analyse.hierarchy': { run: () => openTab('hierarchy'), enabled: hasFrames },
  'analyse.expert': { run: () => openTab('expert'), enabled: hasFrames },
  'analyse.lengths': { run: () => openTab('lengths'), enabled: hasFrames },
  'analyse.copyCsv': { run: () => void withCsv(copyText), enabled: hasTable },
  'analyse.saveCsv': { run: () => void withCsv(saveCsv), enabled: hasTable },
} as const satisfies Record<string, Action>;
