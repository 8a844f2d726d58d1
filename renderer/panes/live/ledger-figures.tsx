// The ledger as a row of figures: received = dropped + written, written = indexed + behind, and what is shown of it.
import type { ReactNode } from 'react';
import { useText } from '../../locales/text';
import type { LedgerFigures as Figures } from '../../state/ledger-figures';
import { ringFileNumber } from '../../state/capture-facts';
import { useLive } from '../../state/live';
import { framesThere, useSession } from '../../state/session';
import { formatBytes, formatCount, formatShare } from '../../widgets/format-quantity';
import { visibleMarks } from '../../widgets/visible-marks';
import { usePacketLatency } from './use-packet-latency';
import type { Ledger } from '../../../shared/live/ledger';

interface LedgerFiguresProps {
  readonly figures: Figures;
  readonly ledger: Ledger;
  /** One line: no notes below the figures. */
  readonly folded: boolean;
}

export function LedgerFigures({ figures, ledger, folded }: LedgerFiguresProps): ReactNode {
  const text = useText();
  // Rows come oftener than the ledger: its figures are of one moment.
  const shown = Math.min(useSession((s) => s.progress?.frames ?? 0), figures.indexed);
  const { received, dropped, droppedByInterface, inBuffer, written, indexed, behind, truncated, refused } = figures;
  const count = (value: number) => ({ formatted: formatCount(value) });
  const latency = usePacketLatency();
  const isPaused = useLive((s) => s.paused !== null);
  const newer = Math.max(0, (isPaused ? framesThere() : indexed) - shown);
  // Of a ring the list has the newest file.
  const isEarlier = useSession((s) => ringFileNumber(s.capture) > 1) && !isPaused;
  const sums = text('live.sums', { received: formatCount(received), dropped: formatCount(dropped), written: formatCount(written), inBuffer: formatCount(inBuffer) });
  const lost = dropped > 0 ? text('live.droppedShare', { percent: formatShare(figures.droppedShare) }) : text('live.droppedNone');
  return (
    <dl className="ledger" title={sums} data-testid="ledger">
      <Figure id="received" name={text('live.received')} value={received} notes={[inBuffer > 0 ? text('live.inBuffer', count(inBuffer)) : text('live.byKernel'), refused > 0 && text('live.refused', count(refused))]} folded={folded} />
      <Figure id="dropped" name={text('live.dropped')} value={dropped} notes={[lost, droppedByInterface > 0 && text('live.droppedByInterface', count(droppedByInterface))]} folded={folded} bad={dropped + droppedByInterface > 0} />
      <Figure id="written" name={text('live.written')} value={written} notes={[text('live.toDisk', { size: formatBytes(ledger.fileBytes) }), truncated > 0 && text('live.truncated', count(truncated))]} folded={folded} last={<RingFile />} />
      <Figure id="indexed" name={text('live.indexed')} value={indexed} notes={[text('live.behind', count(behind))]} folded={folded} />
      <Figure id="shown" name={text('live.shown')} value={shown} notes={[newer > 0 ? text(isEarlier ? 'live.inEarlierFiles' : 'live.notYet', count(newer)) : text('live.filteredOut', count(0)), latency !== null && text('live.latency', { ...latency })]} folded={folded} />
    </dl>
  );
}

interface FigureProps {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly notes: readonly (string | false)[];
  readonly folded: boolean;
  readonly bad?: boolean;
  /** Seen also while the figures are folded. */
  readonly last?: ReactNode;
}

/** Which of its files a ring is in: the one that is shown. */
function RingFile(): ReactNode {
  const text = useText();
  const capture = useSession((s) => s.capture);
  const number = ringFileNumber(capture);
  if (!capture || number === 0) return null;
  return (
    <dd className="figure-note t3" title={visibleMarks(capture.path)} data-testid="ring-file">
      {text('live.inFile', { number })}
    </dd>
  );
}

function Figure({ id, name, value, notes, folded, bad = false, last = null }: FigureProps): ReactNode {
  return (
    <div className={`figure ${bad ? 'bad' : ''}`}>
      <dt className="t3">{name}</dt>
      <dd className="figure-value mono" data-testid={`ledger-${id}`} data-value={value}>
        {formatCount(value)}
      </dd>
      {!folded && notes.map((note) => note !== false && <dd key={note} className="figure-note t3" title={note}>{note}</dd>)}
      {last}
    </div>
  );
}
