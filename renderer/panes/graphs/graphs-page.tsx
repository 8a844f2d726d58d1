// Graphs: frames and octets over time by display filter, and what one TCP stream did over time.
import { useMemo, type ReactNode } from 'react';
import { useText } from '../../locales/text';
import { ioData, IO_UNITS, tcpData, TCP_KINDS } from '../../state/graph-data';
import { filterTime, goToFrame, setSide, setUnit, showGraph, useGraphs, type GraphKind } from '../../state/graphs';
import { formatBits, formatCount } from '../../widgets/format-quantity';
import { Plot } from '../../widgets/plot';
import type { PlotData } from '../../widgets/plot-data';
import { visibleMarks } from '../../widgets/visible-marks';
import { GraphExports } from './graph-exports';
import { IntervalChoice, IoLines } from './io-lines';

const KINDS: readonly GraphKind[] = ['io', ...TCP_KINDS];

/** What is shown now; null = nothing to draw. */
function usePlotData(): PlotData | null {
  const text = useText();
  const { kind, io, tcp, filters, unit, side } = useGraphs();
  return useMemo(() => {
    if (kind !== 'io') return tcp === null ? null : tcpData(tcp, kind, side, text);
    return io === null || io.start === '' ? null : ioData(io, filters.map(visibleMarks), unit, text);
  }, [kind, io, tcp, filters, unit, side, text]);
}

/** As values are told: rates in their unit, milliseconds with a fraction, else whole. */
export function formatOf(kind: GraphKind, unit: string): (value: number) => string {
  if (kind === 'throughput') return formatRate;
  if (kind === 'roundTrip') return formatFraction;
  return kind === 'io' && unit === 'bits' ? formatBits : formatCount;
}
const formatRate = (bits: number): string => `${formatBits(bits)}/s`;
const formatFraction = (ms: number): string => ms.toFixed(ms < 10 ? 3 : 1);

export function GraphsPage(): ReactNode {
  const text = useText();
  const kind = useGraphs((s) => s.kind);
  const unit = useGraphs((s) => s.unit);
  const busy = useGraphs((s) => s.busy);
  const data = usePlotData();
  const format = formatOf(kind, unit);
  const pick = useMemo(() => (place: number) => goToFrame(data?.frames[place] ?? 0), [data]);
  return (
    <main className="panes graphs-page" data-testid="graphs" aria-busy={busy}>
      <div className="pane-head graphs-head">
        <KindChoice kind={kind} />
        {kind === 'io' ? <UnitChoice /> : <DirectionChoice />}
        <span className="grow" />
        {busy && <span className="t3">{text('graphs.counting')}</span>}
        {data && <GraphExports data={data} kind={kind} format={format} />}
      </div>
      {data ? <Plot data={data} label={text(`graphs.${kind}`)} format={format} onPick={pick} onStretch={filterTime} /> : <p className="pane-empty grow">{busy ? '' : text(kind === 'io' ? 'graphs.nothing' : 'graphs.noStream')}</p>}
      <p className="graphs-hint t3">{text('graphs.hint')}</p>
      {kind === 'io' && <IoLines />}
    </main>
  );
}

function KindChoice({ kind }: { readonly kind: GraphKind }): ReactNode {
  const text = useText();
  return (
    <span role="group" aria-label={text('graphs.kinds')} className="graphs-choice">
      {KINDS.map((k) => (
        <button key={k} type="button" className={`button small ${k === kind ? 'on' : ''}`} aria-pressed={k === kind} onClick={() => showGraph(k)}>
          {text(`graphs.${k}`)}
        </button>
      ))}
    </span>
  );
}

function UnitChoice(): ReactNode {
  const text = useText();
  const unit = useGraphs((s) => s.unit);
  return (
    <>
      <span role="group" aria-label={text('graphs.unit')} className="graphs-choice">
        {IO_UNITS.map((u) => (
          <button key={u} type="button" className={`button small ${u === unit ? 'on' : ''}`} aria-pressed={u === unit} onClick={() => setUnit(u)}>
            {text(`graphs.${u}`)}
          </button>
        ))}
      </span>
      <IntervalChoice />
    </>
  );
}

function DirectionChoice(): ReactNode {
  const text = useText();
  const side = useGraphs((s) => s.side);
  const tcp = useGraphs((s) => s.tcp);
  if (tcp === null) return null;
  return (
    <>
      <span role="group" aria-label={text('graphs.direction')} className="graphs-choice">
        {([0, 1] as const).map((s) => (
          <button key={s} type="button" className={`button small ${s === side ? 'on' : ''}`} aria-pressed={s === side} onClick={() => setSide(s)}>
            {text(s === 0 ? 'graphs.fromClient' : 'graphs.fromServer')}
          </button>
        ))}
      </span>
      <span>{text('graphs.stream', { stream: tcp.stream })}</span>
      {tcp.total > tcp.frames.length && <span className="t3">{text('graphs.cut', { shown: formatCount(tcp.frames.length), all: formatCount(tcp.total) })}</span>}
    </>
  );
}
