// The program that a capture filter compiles to, as tcpdump -d, -dd and -ddd print it; folded out on demand.
import { useState, type ReactNode } from 'react';
import type { CaptureFilterCheck } from '../../../shared/live/capture-filter';
import { useText } from '../../locales/text';
import { copyText } from '../../state/clipboard';
import { Icon } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';

const WAYS = [
  ['-d', 'program'],
  ['-dd', 'c'],
  ['-ddd', 'decimal'],
] as const;

export function FilterProgram({ check }: { readonly check: CaptureFilterCheck | null }): ReactNode {
  const text = useText();
  const [way, setWay] = useState<(typeof WAYS)[number][1]>('program');
  if (!check || check.error) return null;
  return (
    <details className="filter-program">
      <summary>{text('program.title', { count: check.instructions })}</summary>
      <div className="filter-program-head">
        {WAYS.map(([option, name]) => (
          <button key={name} type="button" className={`button small mono ${way === name ? 'on' : ''}`} aria-pressed={way === name} onClick={() => setWay(name)}>
            tcpdump {option}
          </button>
        ))}
        <span className="grow" />
        <button type="button" className="button edge small" onClick={() => void copyText(check[way])}>
          <Icon name="copy" />
          {text('welcome.copy')}
        </button>
      </div>
      <pre className="mono" tabIndex={0} data-testid="filter-program">
        {check[way].split(/([\n\t])/).map((part, i) => (i % 2 === 0 ? visibleMarks(part) : part)).join('')}
      </pre>
    </details>
  );
}
