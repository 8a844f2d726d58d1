// The lines of the I/O graph: a display filter each, and how long an interval is.
import { useState, type ReactNode } from 'react';
import { MOST_LINES } from '../../../shared/ipc/graph-calls';
import { problemSentences, useLanguage, useText } from '../../locales/text';
import { addLine, removeLine, setGraphInterval, setLine, useGraphs } from '../../state/graphs';
import { Icon } from '../../widgets/icon';
import { lineInk } from '../../widgets/plot-data';
import { visibleMarks } from '../../widgets/visible-marks';

const INTERVALS = [0, 0.001, 0.01, 0.1, 1, 10, 60, 600, 3600];

export function IntervalChoice(): ReactNode {
  const text = useText();
  const interval = useGraphs((s) => s.interval);
  const taken = useGraphs((s) => s.io?.interval);
  return (
    <label className="graphs-interval">
      {text('graphs.interval')}
      <select className="input" value={interval} onChange={(event) => setGraphInterval(Number(event.target.value))}>
        {INTERVALS.map((seconds) => (
          <option key={seconds} value={seconds}>
            {seconds === 0 ? text('graphs.intervalAuto') : text('graphs.intervalOf', { seconds })}
          </option>
        ))}
      </select>
      {taken !== undefined && taken !== interval && <span className="t3">{text('graphs.intervalOf', { seconds: taken })}</span>}
    </label>
  );
}

export function IoLines(): ReactNode {
  const text = useText();
  const filters = useGraphs((s) => s.filters);
  return (
    <div className="graphs-lines" role="group" aria-label={text('graphs.lines')}>
      {filters.map((filter, line) => (
        <IoLineRow key={`${line} ${filter}`} line={line} filter={filter} isOnly={filters.length < 2} />
      ))}
      {filters.length < MOST_LINES && (
        <button type="button" className="button small" onClick={addLine}>
          {text('graphs.addLine')}
        </button>
      )}
    </div>
  );
}

function IoLineRow({ line, filter, isOnly }: { readonly line: number; readonly filter: string; readonly isOnly: boolean }): ReactNode {
  const text = useText();
  const language = useLanguage();
  const problem = useGraphs((s) => s.io?.lines[line]?.problem ?? null);
  const [draft, setDraft] = useState(filter);
  return (
    <form
      className="graphs-line"
      onSubmit={(event) => {
        event.preventDefault();
        setLine(line, draft.trim());
      }}
    >
      <i className={`plot-swatch ink-${lineInk(line)}`} />
      <input
        className="input mono"
        value={draft}
        spellCheck={false}
        placeholder={text('graphs.filterHint')}
        aria-label={text('graphs.filterOf', { line: line + 1 })}
        aria-invalid={problem !== null}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => setLine(line, draft.trim())}
      />
      {!isOnly && (
        <button type="button" className="button small" title={text('graphs.removeLine', { line: line + 1 })} aria-label={text('graphs.removeLine', { line: line + 1 })} onClick={() => removeLine(line)}>
          <Icon name="close" />
        </button>
      )}
      {problem && <span className="graphs-problem">{visibleMarks(problemSentences(problem, language))}</span>}
    </form>
  );
}
