// The length ruler: one box per layer with its length; the lengths sum to the length on the wire.
import type { ReactNode } from 'react';
import { useText } from '../../locales/text';
import { layerOf } from '../../state/detail-tree';
import { selectNode, useSelection } from '../../state/selection';
import { visibleMarks } from '../../widgets/visible-marks';
import type { Detail } from '../../../shared/ipc/contract';

type Part = Detail['ruler'][number];

/** Line of the tree that the box stands for: the layer, or whatever begins there and is as long. */
function nodeOfPart(detail: Detail, part: Part): number {
  const exact = detail.nodes.findIndex((n) => n.source === 0 && n.start === part.start && n.length === part.length);
  return exact >= 0 ? exact : detail.nodes.findIndex((n) => n.depth === 0 && n.source === 0 && n.start === part.start && n.length > 0);
}

export function LengthRuler({ detail }: { readonly detail: Detail }): ReactNode {
  const text = useText();
  const node = useSelection((s) => s.node);
  if (detail.ruler.length === 0) return null;
  const selected = node < 0 ? undefined : detail.nodes[layerOf(detail.nodes, node)];
  const longest = Math.max(...detail.ruler.map((part) => part.length));
  const missing = detail.len - detail.caplen;
  const labelOf = (part: Part): string => (part.label === '' ? text('bytes.payload') : visibleMarks(part.label));
  return (
    <div className="length-ruler" role="group" aria-label={text('bytes.ruler')} title={text('bytes.ruler')}>
      {detail.ruler.map((part, i) => {
        const isOn = selected !== undefined && selected.source === 0 && selected.start === part.start && selected.field !== 'frame';
        const isCut = part.start + part.length > detail.caplen;
        return (
          <button
            key={i}
            type="button"
            tabIndex={-1}
            className={`ruler-part ${isOn ? 'on' : ''} ${isCut ? 'cut-off' : ''} ${part.length === longest ? 'longest' : ''}`}
            title={`${labelOf(part)} ${part.length}`}
            onClick={() => nodeOfPart(detail, part) >= 0 && selectNode(nodeOfPart(detail, part))}
          >
            {labelOf(part)} <span className="mono">{part.length}</span>
          </button>
        );
      })}
      <span className="ruler-sum mono" title={missing > 0 ? text('bytes.cutHint', { missing }) : undefined}>
        = {detail.len}
        {missing > 0 && <span className="ruler-missing">{text('bytes.cut', { caplen: detail.caplen, len: detail.len })}</span>}
      </span>
    </div>
  );
}
