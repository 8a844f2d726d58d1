// Who talked with whom: traffic over time, and below it the table of conversations or of endpoints.
import { useEffect, type ReactNode } from 'react';
import { CONVERSATION_KINDS } from '../../../shared/ipc/statistics-calls';
import { useText } from '../../locales/text';
import { endpointKind, refreshConversations, showKind, showStretch, showTable, useConversations, type TableView } from '../../state/conversations';
import { useDisplayFilter } from '../../state/display-filter';
import { useRowCount } from '../../state/displayed';
import { clearTimeRange, useTimeRange } from '../../state/time-range';
import { formatCount, formatMilliseconds } from '../../widgets/format-quantity';
import { Icon } from '../../widgets/icon';
import { ConversationTable } from './conversation-table';
import { EndpointTable } from './endpoint-table';
import { TrafficChart } from './traffic-chart';

export function ConversationsPage(): ReactNode {
  const view = useConversations((s) => s.view);
  useEffect(refreshConversations, []);
  return (
    <main className="panes conversations" data-testid="conversations">
      <TrafficPart />
      <TableHead />
      <NoneOfThem />
      {view === 'conversations' ? <ConversationTable /> : <EndpointTable />}
    </main>
  );
}

function TrafficPart(): ReactNode {
  const text = useText();
  const traffic = useConversations((s) => s.traffic);
  const range = useTimeRange((s) => s.range);
  const part = traffic === null ? 0 : ((traffic.to - traffic.from) * 1000) / traffic.bytes.length;
  const isZoomed = useConversations((s) => s.stretch !== null);
  const hasTime = traffic === null || traffic.whole.to > traffic.whole.from;
  const hasAgain = traffic?.again.some((count) => count > 0) === true;
  return (
    <section className="traffic-part">
      <header>
        <b>{text('traffic.title')}</b>
        {traffic && hasTime && <span className="t3">{text('traffic.part', { time: formatMilliseconds(part) })}</span>}
        {hasAgain && (
          <span className="traffic-legend">
            <Icon name="warn" />
            {text('traffic.again')}
          </span>
        )}
        <span className="grow" />
        {hasTime && <span className="t3 wide">{text('traffic.hint')}</span>}
        <button type="button" className="button small edge" disabled={!isZoomed} onClick={() => void showStretch(null)}>
          {text('traffic.all')}
        </button>
        <button type="button" className="button small edge" disabled={range === null} onClick={clearTimeRange}>
          {text('traffic.clear')}
        </button>
      </header>
      {!hasTime ? <p className="pane-empty">{text('traffic.noTime')}</p> : traffic ? <TrafficChart traffic={traffic} /> : <div className="traffic" aria-busy="true" />}
    </section>
  );
}

/** Another kind may have some. */
function NoneOfThem(): ReactNode {
  const text = useText();
  const isEmpty = useConversations((s) => s.counts !== null && s.total === 0);
  const isNothing = useRowCount() === 0;
  const isUncounted = useConversations((s) => s.counts !== null && s.counts.eth < 0);
  return isEmpty && <p className="pane-empty">{isNothing ? text('statistics.nothing') : `${text('conversations.noneOfKind')} ${isUncounted ? text('conversations.ethernetLater') : ''}`}</p>;
}

const VIEWS: readonly TableView[] = ['conversations', 'endpoints'];

function TableHead(): ReactNode {
  const text = useText();
  const view = useConversations((s) => s.view);
  const shown = useConversations((s) => s.kind);
  const counts = useConversations((s) => s.counts);
  const total = useConversations((s) => s.total);
  const isFiltered = useDisplayFilter((s) => s.applied.trim() !== '');
  const kinds = view === 'conversations' ? CONVERSATION_KINDS : CONVERSATION_KINDS.filter((kind) => kind !== 'all');
  const kind = view === 'conversations' ? shown : endpointKind(shown);
  return (
    <div className="pane-head table-head">
      <div className="switches" role="group" aria-label={text('conversations.view')}>
        {VIEWS.map((each) => (
          <button key={each} type="button" className={`button small ${each === view ? 'on' : ''}`} aria-pressed={each === view} onClick={() => each !== view && showTable(each)}>
            {text(`conversations.${each}`)}
          </button>
        ))}
      </div>
      <span className="t3" data-testid="table-total">{counts === null ? text('statistics.counting') : text(isFiltered ? 'conversations.ofDisplayed' : 'conversations.ofAll', { count: total, formatted: formatCount(total) })}</span>
      <span className="grow" />
      <div className="switches" role="group" aria-label={text('conversations.kinds')}>
        {kinds.map((each) => (
          <button key={each} type="button" className={`button small ${each === kind ? 'on' : ''}`} aria-pressed={each === kind} onClick={() => showKind(each)} data-kind={each}>
            {text(`conversations.kind.${each}`)}
            {counts !== null && counts[each] >= 0 && <span className="count">{formatCount(counts[each])}</span>}
          </button>
        ))}
      </div>
    </div>
  );
}
