// One line of a followed stream: who begins to speak, what was said, what is missing, how long nobody spoke.
import type { CSSProperties, ReactNode } from 'react';
import { useText, type Text } from '../../locales/text';
import { streamRowAt, useStream } from '../../state/stream';
import { formatCount } from '../../widgets/format-quantity';
import { Icon } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';
import type { StreamRow } from '../../../shared/ipc/follow-calls';

const MARKS = { client: '■', server: '●' } as const;

export function StreamLine({ index, top }: { readonly index: number; readonly top: number }): ReactNode {
  useStream((s) => s.version);
  const text = useText();
  const row = streamRowAt(index);
  const style: CSSProperties = { top };
  if (!row) return <div className="stream-row" style={style} />;
  return (
    <div className={`stream-row ${row.kind} ${row.side}`} style={style} data-row={index}>
      <Frame row={row} text={text} />
      <Content row={row} text={text} />
    </div>
  );
}

interface RowProps {
  readonly row: StreamRow;
  readonly text: Text;
}

function Frame({ row, text }: RowProps): ReactNode {
  const isTold = row.kind === 'head' || row.isFirst;
  return (
    <span className="stream-frame mono">
      {isTold && (
        <button type="button" data-go-to={row.frame} title={text('stream.goTo', { number: formatCount(row.frame) })} aria-label={text('stream.goTo', { number: formatCount(row.frame) })}>
          {row.frame}
        </button>
      )}
    </span>
  );
}

function Content({ row, text }: RowProps): ReactNode {
  const isHttp = useStream((s) => s.look.said === 'http');
  const { kind, side, octets } = row;
  const bytes = (count: number): string => text('stream.bytes', { count, formatted: formatCount(count) });
  switch (kind) {
    case 'head':
      return (
        <span className="stream-head">
          <b>{MARKS[side]} {text(`stream.${side}`)}</b>
          <span>{row.time} s</span>
          <span className="stream-size">{row.runs > 1 ? text(isHttp ? 'stream.messageParts' : 'stream.segments', { bytes: bytes(octets), count: formatCount(row.runs) }) : bytes(octets)}</span>
        </span>
      );
    case 'silence': return <span className="stream-silence">{text('stream.silence', { side: text(`stream.${side}`), time: row.time })}</span>;
    case 'gap': {
      const cause = text('stream.gapCause', { from: formatCount(row.offset + 1), to: formatCount(row.offset + octets), frame: formatCount(row.frame) });
      return (
        <span className="stream-gap" title={cause}>
          <Icon name="warn" />
          <b>{MARKS[side]} {text('stream.gap', { count: octets, formatted: formatCount(octets) })}</b>
          <span>{cause}</span>
        </span>
      );
    }
    case 'line': return <Pieces row={row} text={text} />;
  }
}

function Pieces({ row: { pieces }, text }: RowProps): ReactNode {
  return (
    <span className="stream-text mono">
      {pieces.map(({ text: said, fold, hit }, i) => {
        if (fold !== null) {
          const byte = fold.octet.toString(16).padStart(2, '0');
          return (
            <span key={i}>
              <span className="stream-fold" title={text('stream.fold', { count: formatCount(fold.count), byte: `0x${byte}` })}>{formatCount(fold.count)} × {byte}</span>
              {fold.octet === 0 && i === pieces.length - 1 && <span className="stream-hint">{text('stream.foldHint')}</span>}
            </span>
          );
        }
        return hit === 0 ? visibleMarks(said) : <mark key={i} className={hit === 2 ? 'on' : ''}>{visibleMarks(said)}</mark>;
      })}
    </span>
  );
}
