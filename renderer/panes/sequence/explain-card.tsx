// The card beside a diagram: what one row means, with its own numbers.
import type { ReactNode } from 'react';
import type { FlowFacts, FlowRow, SequenceFacts, ShownSequenceRow } from '../../../shared/ipc/sequence-calls';
import { useText } from '../../locales/text';
import { flowRows, streamRows, useSequence } from '../../state/sequence';
import { visibleMarks } from '../../widgets/visible-marks';
import { meaningOf, type SegmentMeaning } from './sequence-words';

/** About as high as one is. */
const HEIGHT = 210;

interface CardProps {
  readonly row: number;
  /** There is room for it beside the diagram. */
  readonly isWide: boolean;
  /** Of the row within the page. */
  readonly top: number;
  readonly room: number;
  readonly isHover: boolean;
}

export function ExplainCard({ row, isWide, top, room, isHover }: CardProps): ReactNode {
  const { stream, flow } = useSequence();
  useSequence((s) => s.version);
  if (!isWide && !isHover) return null;
  if (top < 0 || top > room) return null;
  const place = isWide ? Math.max(52, Math.min(top - 48, room - HEIGHT)) : top + 40 > room - HEIGHT ? top - HEIGHT - 20 : top + 40;
  const r = stream ? streamRows.get(row) : undefined;
  const f = flow ? flowRows.get(row) : undefined;
  return (
    <div className={`sequence-card ${isWide ? '' : 'over'}`} style={{ top: place }} data-testid="sequence-card">
      {stream && r && <SegmentCard r={r} facts={stream} />}
      {flow && f && !isWide && <FlowCard f={f} facts={flow} />}
      {flow && f && isWide && isHover && <FlowCard f={f} facts={flow} />}
    </div>
  );
}

function SegmentCard({ r, facts }: { readonly r: ShownSequenceRow; readonly facts: SequenceFacts }): ReactNode {
  const text = useText();
  const meaning: SegmentMeaning = meaningOf(r, facts, (at) => streamRows.get(at), text);
  return (
    <>
      <div className="sequence-card-title">
        <span className={`chip ${r.side === 0 ? 'client' : 'server'}`}>{r.side === 0 ? '■' : '●'} {r.frame}</span>
        <b>{meaning.title}</b>
      </div>
      {meaning.sentences.map((sentence) => (
        <p key={sentence}>{sentence.charAt(0).toUpperCase() + sentence.slice(1)}</p>
      ))}
      {r.info !== '' && <p className="mono">{visibleMarks(r.info).slice(0, 200)}</p>}
      <dl>
        {meaning.facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="sequence-card-foot"><kbd>Enter</kbd> {text('sequence.showFrame')}</div>
    </>
  );
}

function FlowCard({ f, facts }: { readonly f: FlowRow; readonly facts: FlowFacts }): ReactNode {
  const port = (value: number): string => (value === 0 ? '' : ` :${value}`);
  return (
    <>
      <div className="sequence-card-title">
        <span className="chip">{f.frame}</span>
        <b>{visibleMarks(f.protocol)}</b>
      </div>
      <p className="mono">{visibleMarks(facts.nodes[f.from] ?? '')}{port(f.fromPort)} → {visibleMarks(facts.nodes[f.to] ?? '')}{port(f.toPort)}</p>
      <p>{visibleMarks(f.info)}</p>
    </>
  );
}
