// A report that is asked of the engine: while it is not there, where it cannot be had, and itself.
import type { ReactNode } from 'react';
import type { Problem } from '../../shared/problem';
import { problemSentences, useLanguage, useText } from '../locales/text';
import { FOCUS_FIRST } from '../widgets/dialog-box';
import { visibleMarks } from '../widgets/visible-marks';

export type Answer<T> = { readonly state: 'waiting' } | { readonly state: 'failed'; readonly problem: Problem } | { readonly state: 'there'; readonly report: T };

interface AskedProps<T> {
  readonly answer: Answer<T>;
  readonly again: () => void;
  readonly children: (report: T) => ReactNode;
}

export function Asked<T>({ answer, again, children }: AskedProps<T>): ReactNode {
  const text = useText();
  const language = useLanguage();
  return (
    <div className="report" tabIndex={0} aria-busy={answer.state === 'waiting'} {...{ [FOCUS_FIRST]: true }}>
      {answer.state === 'waiting' && <p className="t3">{text('report.waiting')}</p>}
      {answer.state === 'failed' && (
        <div className="report-failed" role="alert">
          <span className="grow">
            {visibleMarks(problemSentences(answer.problem, language))} <span className="t3 mono">{answer.problem.code}</span>
          </span>
          <button type="button" className="button edge" onClick={again}>
            {text('notice.retry')}
          </button>
        </div>
      )}
      {answer.state === 'there' && children(answer.report)}
    </div>
  );
}
