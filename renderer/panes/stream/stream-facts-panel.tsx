// Beside a followed stream: its ends, how it was opened and closed, how long answers took, what went wrong.
import type { ReactNode } from 'react';
import { useText, type Text } from '../../locales/text';
import { goToFrame, useStream } from '../../state/stream';
import { formatBytes, formatCount } from '../../widgets/format-quantity';
import type { StreamFacts } from '../../../shared/ipc/follow-calls';

const NANOS_PER_MS = 1e6;
const CLOSE_KEYS = { 'orderly': 'orderly', 'simultaneous': 'simultaneous', 'half-closed': 'halfClosed', 'reset': 'reset', 'timed out': 'timedOut', 'still open': 'stillOpen' } as const;
const SIDES = ['client', 'server'] as const;
const GRAPH = { width: 268, height: 40 };

export function StreamFactsPanel(): ReactNode {
  const text = useText();
  const facts = useStream((s) => s.facts);
  const name = useStream((s) => s.name);
  return (
    <aside className="pane stream-facts" aria-label={text('stream.facts')} data-testid="stream-facts">
      <div className="pane-head">
        {name && <b>{text('tabs.stream', { transport: name.transport.toUpperCase(), number: name.number })}</b>}
        {facts && <span>{text('stream.frames', { transport: facts.transport.toUpperCase(), count: facts.frames, formatted: formatCount(facts.frames) })}</span>}
      </div>
      {facts && (
        <div className="stream-facts-inside" tabIndex={0} role="group" aria-label={text('stream.facts')}>
          <Ends facts={facts} text={text} />
          {facts.transport === 'tcp' && <HandshakeFacts facts={facts} text={text} />}
          {facts.roundTrips && <RoundTripFacts facts={facts} text={text} />}
          <DataFacts facts={facts} text={text} />
          {facts.close && <CloseFacts facts={facts} text={text} />}
        </div>
      )}
    </aside>
  );
}

interface FactsProps {
  readonly facts: StreamFacts;
  readonly text: Text;
}

function Ends({ facts: { ends }, text }: FactsProps): ReactNode {
  return SIDES.map((side, i) => {
    const { host = '', port = 0 } = ends[i] ?? {};
    return (
      <div key={side} className={`stream-end ${side}`}>
        <span>{side === 'client' ? '■' : '●'} {text(`stream.${side}`)}</span>
        <span className="mono">{host.includes(':') ? `[${host}]` : host}:{port}</span>
      </div>
    );
  });
}

function Fact({ name, className = '', title, children }: { readonly name: string; readonly className?: string; readonly title?: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="stream-fact" title={title}>
      <dt className={className}>{name}</dt>
      <dd className="mono">{children}</dd>
    </div>
  );
}

const seconds = (nanos: number): string => `${(nanos / 1e9).toFixed(6)} s`;

function HandshakeFacts({ facts: { handshake }, text }: FactsProps): ReactNode {
  const pair = ([client, server]: readonly [number, number]): string => [client, server].map((value) => (value < 0 ? '–' : String(value))).join(', ');
  const sack = handshake === null ? 'none' : handshake.sack[0] && handshake.sack[1] ? 'both' : handshake.sack[0] ? 'client' : handshake.sack[1] ? 'server' : 'none';
  return (
    <section>
      <h3>{text('stream.handshake')}</h3>
      {handshake === null ? <p className="t3">{text('stream.noHandshake')}</p> : (
        <dl>
          {handshake.answeredAfter >= 0 && <Fact name={text('stream.answered')}>{seconds(handshake.answeredAfter)}</Fact>}
          <Fact name={text('stream.mss')}>{pair(handshake.mss)}</Fact>
          <Fact name={text('stream.sack')}>{text(`stream.sack.${sack}`)}</Fact>
          <Fact name={text('stream.windowScale')}>{handshake.windowShift.every((shift) => shift < 0) ? text('stream.notOffered') : pair(handshake.windowShift)}</Fact>
        </dl>
      )}
    </section>
  );
}

function RoundTripFacts({ facts: { roundTrips }, text }: FactsProps): ReactNode {
  if (roundTrips === null) return null;
  const { least, median, most, samples } = roundTrips;
  const ms = (nanos: number): string => (nanos / NANOS_PER_MS).toFixed(nanos < 100 * NANOS_PER_MS ? 3 : 0);
  const step = GRAPH.width / Math.max(1, samples.length - 1);
  const points = samples.map((nanos, i) => `${(i * step).toFixed(1)} ${(GRAPH.height - 2 - (most > 0 ? nanos / most : 0) * (GRAPH.height - 4)).toFixed(1)}`);
  return (
    <section>
      <h3>{text('stream.roundTrip')}</h3>
      {samples.length > 1 && (
        <svg width="100%" height={GRAPH.height} viewBox={`0 0 ${GRAPH.width} ${GRAPH.height}`} preserveAspectRatio="none" aria-hidden="true" className="stream-trips">
          <path className="area" d={`M0 ${GRAPH.height}L${points.join('L')}L${GRAPH.width} ${GRAPH.height}Z`} />
          <path className="edge" d={`M${points.join('L')}`} />
        </svg>
      )}
      <dl>
        <Fact name={text('stream.roundTripOf')}>{ms(least)}, {ms(median)}, {ms(most)}</Fact>
      </dl>
    </section>
  );
}

function DataFacts({ facts, text }: FactsProps): ReactNode {
  const { octets, missing, gaps, waiting, sentAgain, outOfOrder, transport, duration } = facts;
  const sum = ([client, server]: readonly [number, number]): number => client + server;
  return (
    <section>
      <h3>{text('stream.data')}</h3>
      <dl>
        <Fact className="client" name={`■ ${text('stream.toServer')}`}>{formatBytes(octets[0])}</Fact>
        <Fact className="server" name={`● ${text('stream.toClient')}`}>{formatBytes(octets[1])}</Fact>
        <Fact name={text('stream.duration')}>{seconds(duration)}</Fact>
        {transport === 'tcp' && (
          <>
            <Fact name={text('stream.again')}>{formatCount(sum(sentAgain))}</Fact>
            <Fact name={text('stream.disordered')}>{formatCount(sum(outOfOrder))}</Fact>
            <Fact name={text('stream.missing')}>{gaps === 0 ? '0' : <span className="warn-text">{text('stream.holes', { count: gaps, bytes: formatBytes(sum(missing)) })}</span>}</Fact>
            {sum(waiting) > 0 && <Fact name={text('stream.waiting')} title={text('stream.waitingHint')}><span className="warn-text">{formatBytes(sum(waiting))}</span></Fact>}
          </>
        )}
      </dl>
    </section>
  );
}

function CloseFacts({ facts: { close, ending }, text }: FactsProps): ReactNode {
  if (close === null) return null;
  const side = text(`stream.${close.by === 1 ? 'server' : 'client'}`);
  const late = close.lateFin;
  return (
    <section>
      <h3>{text('stream.close')}</h3>
      <div className="stream-endings">
        {SIDES.map((name, i) => {
          const frame = ending[i] ?? 0;
          return frame > 0 && (
            <button key={name} type="button" className={`chip ${name}`} title={text('stream.goTo', { number: formatCount(frame) })} onClick={() => goToFrame(frame)}>
              {name === 'client' ? '■' : '●'} {close.kind === 'reset' && close.by === i ? 'RST' : 'FIN'} {formatCount(frame)}
            </button>
          );
        })}
      </div>
      <p>
        {text(`stream.close.${CLOSE_KEYS[close.kind]}`, { side })} {close.halfClose > 0 && text('stream.close.half', { frame: formatCount(close.halfClose) })}{' '}
        {late && text(late.closedBy === 'shutdown' ? 'stream.close.shutdown' : 'stream.close.closed', { frame: formatCount(late.answer) })}
      </p>
    </section>
  );
}
