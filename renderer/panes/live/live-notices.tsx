// Notices of a live capture: packets that were lost, with what to change; and why it ended by itself, with what was kept.
import { useState, type ReactNode } from 'react';
import { problemSentences, useLanguage, useText, type Text } from '../../locales/text';
import { isEnabled, runAction } from '../../state/actions';
import { lossFacts, type LossFacts } from '../../state/ledger-figures';
import { rememberBuffer, useLive } from '../../state/live';
import { selectNumber } from '../../state/selection';
import { formatBuffer, formatCount } from '../../widgets/format-quantity';
import { Icon } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';
import type { CaptureOptions } from '../../../shared/live/capture-options';
import type { Ledger } from '../../../shared/live/ledger';
import type { Problem } from '../../../shared/problem';

interface LiveNoticesProps {
  readonly ledger: Ledger;
  readonly options: CaptureOptions;
}

export function LiveNotices({ ledger, options }: LiveNoticesProps): ReactNode {
  const problem = useLive((s) => s.problem);
  const problemSeen = useLive((s) => s.problemSeen);
  const lossSeen = useLive((s) => s.lossSeen);
  const loss = lossFacts(ledger);
  return (
    <div className="notices">
      {problem && problem.code !== problemSeen && <EndNotice problem={problem} ledger={ledger} options={options} />}
      {loss && loss.lost > lossSeen && <LossNotice loss={loss} />}
    </div>
  );
}

/** What happened, and the rest: why, what follows, what would have helped. */
export function lossSentences(loss: LossFacts, text: Text): { readonly head: string; readonly rest: string } {
  const values = { lost: formatCount(loss.lost), received: formatCount(loss.received), seconds: loss.atSeconds.toFixed(1), places: formatCount(loss.places) };
  const rest = [
    text('live.lossWhy', { buffer: formatBuffer(loss.bufferBytes) }),
    text('live.lossAfter'),
    loss.wantedBytes > 0 ? text('live.lossHeld', { wanted: formatBuffer(loss.wantedBytes) }) : text('live.lossTooMuch'),
  ];
  return { head: text(loss.places > 1 ? 'live.lossHeadMany' : 'live.lossHead', values), rest: rest.join(' ') };
}

function LossNotice({ loss }: { readonly loss: LossFacts }): ReactNode {
  const text = useText();
  const [taken, setTaken] = useState(0);
  const { head, rest } = lossSentences(loss, text);
  const wanted = formatBuffer(loss.wantedBytes);
  const use = (): void => {
    rememberBuffer(loss.wantedBytes);
    setTaken(loss.wantedBytes);
  };
  return (
    <div className="notice warn one-line" role="alert" data-testid="loss-notice">
      <Icon name="warn" />
      <div className="grow">
        <b>{head}</b> <span className="t2">{taken > 0 ? text('live.lossUsed', { wanted: formatBuffer(taken) }) : rest}</span>
      </div>
      <button type="button" className="button edge" onClick={() => void selectNumber(loss.before)}>
        {text('live.lossShow')}
      </button>
      <button type="button" className="button edge" onClick={() => runAction('capture.health')}>
        {text('action.capture.health')}
      </button>
      {loss.wantedBytes > taken && (
        <button type="button" className="button edge" onClick={use}>
          {text('live.lossUse', { wanted })}
        </button>
      )}
      <DismissButton onPress={() => useLive.setState({ lossSeen: loss.lost })} />
    </div>
  );
}

function EndNotice({ problem, ledger, options }: LiveNoticesProps & { readonly problem: Problem }): ReactNode {
  const text = useText();
  const language = useLanguage();
  const ended = ledger.phase === 'stopped';
  const kept = ledger.written === 0 ? text('live.endedNothing') : options.file === '' ? text('live.endedKept') : text('live.endedFile', { file: visibleMarks(options.file) });
  return (
    <div className={`notice one-line ${ended ? 'error' : 'warn'}`} role="alert" data-testid="live-problem" data-code={problem.code}>
      <Icon name={ended ? 'error' : 'warn'} />
      <div className="grow">
        <b>{visibleMarks(problemSentences(problem, language))}</b> {ended && <span className="t2">{kept}</span>}
      </div>
      {ended && isEnabled('file.save') && (
        <button type="button" className="button edge" onClick={() => runAction('file.save')}>
          {text('leave.save')}
        </button>
      )}
      {ended && (
        <button type="button" className="button edge" onClick={() => runAction('capture.restart')}>
          {text('live.again')}
        </button>
      )}
      <span className="mono notice-code">{problem.code}</span>
      <DismissButton onPress={() => useLive.setState({ problemSeen: problem.code })} />
    </div>
  );
}

function DismissButton({ onPress }: { readonly onPress: () => void }): ReactNode {
  const text = useText();
  return (
    <button type="button" className="button small" title={text('notice.dismiss')} aria-label={text('notice.dismiss')} onClick={onPress}>
      <Icon name="close" />
    </button>
  );
}
