// Exports what was taken apart of frames: which frames, in which form, to which file; says when one of that name is there, and how far it is.
import { useState, type ReactNode } from 'react';
import { engine } from '../engine';
import { problemSentences, useLanguage, useText } from '../locales/text';
import { useExportCount } from '../state/exporting';
import { closeDialog } from '../state/overlay';
import { useSaving } from '../state/saving';
import { report, toProblem } from '../state/session';
import { exportDissections, suggestedDissections, withForm } from '../state/tables-actions';
import { DialogBox } from '../widgets/dialog-box';
import { DISSECTION_FORMS, type DissectionFormName } from '../../shared/ipc/export-calls';
import { useOneAtATime } from '../widgets/one-at-a-time';
import { visibleMarks } from '../widgets/visible-marks';
import { ChoiceCount, FrameGroups, useFrameChoice } from './frame-groups';
import { nameOf, useTarget } from './path-there';
import { WritingFoot } from './writing-foot';

export function ExportDissectionsDialog(): ReactNode {
  const text = useText();
  const language = useLanguage();
  const choice = useFrameChoice();
  const { frames } = useExportCount();
  const [form, setForm] = useState<DissectionFormName>('csv');
  const [path, setPath] = useState(() => suggestedDissections('csv'));
  const [safeCells, setSafeCells] = useState(true);
  const [failure, setFailure] = useState('');
  const { isThere, mayWrite } = useTarget(path);
  const job = useSaving((s) => s.job);
  const chooseForm = (next: DissectionFormName): void => {
    setPath(withForm(path, form, next));
    setForm(next);
  };
  const write = useOneAtATime(async () => {
    const chosen = choice.chosen();
    if (!chosen || job) return;
    setFailure('');
    if ((await choice.counted()) === 0 || !(await mayWrite())) return;
    try {
      await exportDissections(path, form, chosen, safeCells);
      closeDialog();
    } catch (error) {
      setFailure(problemSentences(toProblem(error), language));
    }
  });
  const isReady = frames !== 0 && nameOf(path) !== '';
  return (
    <DialogBox title={text('dissections.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="narrow" footer={<WritingFoot label={text(isThere ? 'save.replace' : 'dissections.write')} isReady={isReady} write={write} stop={() => void engine.call('export.cancel', {}).catch(report)} />}>
      <FrameGroups {...choice} />
      <ChoiceCount {...choice} />
      <label className="export-line">
        {text('dissections.form')}
        <select className="input grow" value={form} onChange={(event) => chooseForm(event.target.value as DissectionFormName)}>
          {DISSECTION_FORMS.map((each) => (
            <option key={each} value={each}>
              {text(`dissections.form.${each}`)}
            </option>
          ))}
        </select>
      </label>
      {(form === 'csv' || form === 'tsv') && (
        <label className="export-line">
          <input type="checkbox" checked={safeCells} onChange={(event) => setSafeCells(event.target.checked)} />
          {text('dissections.safeCells')}
        </label>
      )}
      <label className="export-line">
        {text('dissections.path')}
        <input className="input mono grow" autoComplete="off" spellCheck={false} maxLength={4096} value={path} onChange={(event) => setPath(event.target.value)} />
      </label>
      <p className={`export-line ${failure === '' ? 'warn-text' : 'error-text'}`} role="alert">
        {failure !== '' ? visibleMarks(failure) : isThere ? text('stream.save.replaces') : ''}
      </p>
    </DialogBox>
  );
}
