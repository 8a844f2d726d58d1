// "Report": the open capture as one HTML page without script, for whoever has no analyser.
import { useState, type ReactNode } from 'react';
import { engine } from '../engine';
import { problemSentences, useLanguage, useText } from '../locales/text';
import { closeDialog } from '../state/overlay';
import { report as reportProblem, toProblem } from '../state/session';
import { streamsTyped, suggestedShare, writeReport } from '../state/sharing';
import { useStream } from '../state/stream';
import { DialogBox } from '../widgets/dialog-box';
import { useOneAtATime } from '../widgets/one-at-a-time';
import { visibleMarks } from '../widgets/visible-marks';
import { useTarget } from './path-there';
import { TargetPath } from './target-path';
import { WritingFoot } from './writing-foot';

/** The TCP stream that is followed. */
function followedStream(): string {
  const { name } = useStream.getState();
  return name?.transport === 'tcp' ? String(name.number) : '';
}

export function ReportDialog(): ReactNode {
  const text = useText();
  const language = useLanguage();
  const [streams, setStreams] = useState(followedStream);
  const [path, setPath] = useState(() => suggestedShare('', '.html'));
  const target = useTarget(path);
  const [failure, setFailure] = useState('');
  const numbers = streamsTyped(streams);
  const write = useOneAtATime(async () => {
    if (numbers === null) return;
    setFailure('');
    if (!(await target.mayWrite())) return;
    try {
      await writeReport(path, numbers);
      closeDialog();
    } catch (error) {
      setFailure(problemSentences(toProblem(error), language));
    }
  });
  const footer = <WritingFoot label={text(target.isThere ? 'save.replace' : 'share.write')} isReady={path.trim() !== '' && numbers !== null} write={write} stop={() => void engine.call('share.cancel', {}).catch(reportProblem)} />;
  return (
    <DialogBox title={text('report.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="narrow" footer={footer}>
      <div className="import-hex">
        <p className="t2">{text('report.what')}</p>
        <label className="write-line">
          <span>{text('report.streams')}</span>
          <input className="input mono" data-focus-first autoComplete="off" spellCheck={false} maxLength={400} placeholder="0, 3, 7" aria-invalid={numbers === null} value={streams} onChange={(event) => setStreams(event.target.value)} />
        </label>
      </div>
      <TargetPath path={path} onChange={setPath} isThere={target.isThere} />
      <div className="write-outcome" role="alert">
        {numbers === null && <p className="error-text">{text('report.streamsWrong')}</p>}
        {failure !== '' && <p className="error-text">{visibleMarks(failure)}</p>}
      </div>
    </DialogBox>
  );
}
