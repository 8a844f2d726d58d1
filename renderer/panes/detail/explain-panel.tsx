// What the selected line means, where that is defined, and the arithmetic with this frame's numbers.
import { useMemo, type ReactNode } from 'react';
import { explainLine, type Explanation } from '../../../shared/explain/explain-line';
import type { Figure } from '../../../shared/explain/figure';
import { explainKey } from '../../locales/explain-key';
import { useText } from '../../locales/text';
import type { Tree } from '../../state/detail-tree';
import { selectNumber, useSelection } from '../../state/selection';
import { visibleMarks } from '../../widgets/visible-marks';

export function ExplainPanel({ tree }: { readonly tree: Tree }): ReactNode {
  const text = useText();
  const selected = useSelection((s) => s.node);
  const explanation = useMemo(() => explainLine(tree.detail, selected), [tree, selected]);
  return (
    <div className="explain-panel" role="region" aria-label={text('explain.title')} aria-live="polite" tabIndex={0} data-pane="explanation" data-testid="explanation">
      {explanation ? <Explained explanation={explanation} /> : <p className="t3">{text(selected < 0 ? 'explain.chooseLine' : 'explain.noText')}</p>}
    </div>
  );
}

function Explained({ explanation }: { readonly explanation: Explanation }): ReactNode {
  const text = useText();
  const { field, name, textField, spec, figures } = explanation;
  const key = explainKey(textField);
  return (
    <>
      <p className="explain-head">
        <b>{visibleMarks(name)}</b>
        <span className="mono t3">{visibleMarks(field)}</span>
        {spec !== '' && <span className="explain-spec">{spec}</span>}
      </p>
      <p className={key === null ? 't3' : ''}>{text(key ?? 'explain.noText')}</p>
      {figures.length > 0 && <FigureList figures={figures} label={text('explain.figures')} />}
    </>
  );
}

export function FigureList({ figures, label }: { readonly figures: readonly Figure[]; readonly label: string }): ReactNode {
  return (
    <ul className="explain-figures" aria-label={label}>
      {figures.map((figure, i) => (
        <li key={i} data-figure={figure.say}>
          <FigureText figure={figure} />
        </li>
      ))}
    </ul>
  );
}

/** A figure that speaks of another frame leads there. */
function FigureText({ figure: { say, values, frame } }: { readonly figure: Figure }): ReactNode {
  const text = useText();
  const words = visibleMarks(text(`figure.${say}`, values));
  if (frame === 0) return words;
  return (
    <button type="button" className="explain-link" onClick={() => void selectNumber(frame)}>
      {words}
    </button>
  );
}
