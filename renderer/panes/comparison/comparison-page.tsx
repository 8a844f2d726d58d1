// Two frames compared: the fields that differ side by side, and both frames' bytes with the differing ones marked.
import { useRef, type ReactNode } from 'react';
import { useText } from '../../locales/text';
import { useComparison, type Comparison } from '../../state/comparison';
import { selectField } from '../../state/selection';
import { showTab } from '../../state/tabs';
import { formatCount } from '../../widgets/format-quantity';
import { visibleMarks } from '../../widgets/visible-marks';
import type { FrameDifference } from '../../../shared/ipc/contract';
import { ComparedBytes } from './compared-bytes';

export function ComparisonPage(): ReactNode {
  const comparison = useComparison((s) => s.comparison);
  return comparison && <Compared comparison={comparison} />;
}

function goTo(number: number, field: string): void {
  showTab('packets');
  selectField(number, field);
}

function Compared({ comparison }: { readonly comparison: Comparison }): ReactNode {
  const text = useText();
  const { difference } = comparison;
  const { a, b, fields, bytes } = difference;
  const page = useRef<HTMLElement>(null);
  const different = bytes.reduce((sum, run) => sum + run.length, 0);
  return (
    <main ref={page} className="panes comparison" data-testid="comparison">
      <div className="pane-head">
        <b>{text('compare.title', { a: formatCount(a), b: formatCount(b) })}</b>
        <span>{text('compare.fields', { count: fields.length })}</span>
        <span>{text('compare.bytes', { count: different, formatted: formatCount(different) })}</span>
      </div>
      {fields.length === 0 ? <p className="pane-empty">{text('compare.same')}</p> : <FieldTable difference={difference} />}
      <ComparedBytes comparison={comparison} />
    </main>
  );
}

function FieldTable({ difference }: { readonly difference: FrameDifference }): ReactNode {
  const text = useText();
  const { a, b, fields } = difference;
  return (
    <div className="compare-fields" tabIndex={0} role="group" aria-label={text('compare.fieldsLabel')} data-pane="compared-fields">
      <table>
        <thead>
          <tr>
            <th>{text('compare.field')}</th>
            <th>{text('details.frame', { number: formatCount(a) })}</th>
            <th>{text('details.frame', { number: formatCount(b) })}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((line, i) => (
            <tr key={i} data-field={line.field}>
              <th scope="row">
                {visibleMarks(line.name || line.field)} <span className="mono t3">{line.field}</span>
              </th>
              <Value value={withoutName(line.a, line.name)} number={a} field={line.field} />
              <Value value={withoutName(line.b, line.name)} number={b} field={line.field} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The name stands in the first column already. */
function withoutName(line: string, name: string): string {
  return name !== '' && line.startsWith(`${name}: `) ? line.slice(name.length + 2) : line;
}

/** A press goes to the field in its frame; where only the other frame has it, there is nothing to press. */
function Value({ value, number, field }: { readonly value: string; readonly number: number; readonly field: string }): ReactNode {
  const text = useText();
  if (value === '') return <td className="t3">{text('compare.absent')}</td>;
  return (
    <td>
      <button type="button" className="compare-value mono" title={text('compare.go', { number: formatCount(number) })} onClick={() => goTo(number, field)}>
        {visibleMarks(value)}
      </button>
    </td>
  );
}
