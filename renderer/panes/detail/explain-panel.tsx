// What the selected line means, where that is defined, and the arithmetic with this frame's numbers.
import { useMemo, type ReactNode } from 'react';
import { explainLine, type Explanation } from '../../../shared/explain/explain-line';
import type { Figure } from '../../../shared/explain/figure';
import { momentOfField } from '../../../shared/explain/moment-of-field';
import { explainKey } from '../../locales/explain-key';
import { useText } from '../../locales/text';
import type { Tree } from '../../state/detail-tree';
import { useMoment } from '../../state/moment';
import { selectNumber, useSelection } from '../../state/selection';
import { visibleMarks } from '../../widgets/visible-marks';

export function ExplainPanel({ tree }: { readonly tree: Tree }): ReactNode {
  const text = useText();
  const selected = useSelection((s) => s.node);
  const explanation = useMemo(() => explainLine(tree.detail, selected), [tree, selected]);
  const moment = momentOfField(useMoment(tree), explanation?.field ?? (selected < 0 ? '' : 'none'));
  return (
    <div className="explain-panel" role="region" aria-label={text('explain.title')} aria-live="polite" tabIndex={0} data-pane="explanation" data-testid="explanation">
      {explanation ? <Explained explanation={explanation} /> : <p className="t3">{text(selected < 0 ? 'explain.chooseLine' : 'explain.noText')}</p>}
      {moment.length > 0 && <FigureList figures={moment} title={text('explain.moment')} />}
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
      {figures.length > 0 && <FigureList figures={figures} title={text('explain.figures')} />}
    </>
  );
}

function FigureList({ figures, title }: { readonly figures: readonly Figure[]; readonly title: string }): ReactNode {
  return (
    <ul className="explain-figures" aria-label={title}>
      <li className="explain-title" aria-hidden>
        {title}
      </li>
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
