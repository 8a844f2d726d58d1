// Takes over settings of Wireshark: those found on this computer are offered, any folder or file can be named; nothing is done unasked.
import { useEffect, useState, type ReactNode } from 'react';
import type { WiresharkFolder } from '../../shared/profile/wireshark-folder';
import { engine } from '../engine';
import { problemSentences, useLanguage, useText } from '../locales/text';
import { closeDialog } from '../state/overlay';
import { usePreferences } from '../state/preferences';
import { freeName, nameFault, profileName } from '../state/profiles';
import { announce, report as reportFailure, toProblem } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { Icon } from '../widgets/icon';
import { visibleMarks } from '../widgets/visible-marks';
import { leftText, partsOf, useReport, type ImportReport, type Part } from './wireshark/import-report';
import { SettingsPlaces } from './wireshark/settings-places';
import { takeOver } from './wireshark/take-over';

function useFolders(): readonly WiresharkFolder[] | null {
  const [folders, setFolders] = useState<readonly WiresharkFolder[] | null>(null);
  useEffect(() => {
    engine.call('wireshark.folders', {}).then(setFolders, (error: unknown) => {
      reportFailure(error);
      setFolders([]);
    });
  }, []);
  return folders;
}

export function ImportWiresharkDialog(): ReactNode {
  const text = useText();
  const language = useLanguage();
  const folders = useFolders();
  const [named, setPath] = useState('');
  // The user's own settings stand there at once, to be looked at.
  const path = named || (folders?.find(({ origin }) => origin === 'own')?.path ?? '');
  const { report, failure } = useReport(path);
  return (
    <DialogBox title={text('import.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="wide-box import-box" footer={report ? undefined : <CancelFoot />}>
      <SettingsPlaces folders={folders} chosen={path} onChoose={setPath} />
      {failure !== null && <p className="file-problem error-text" role="alert">{visibleMarks(problemSentences(toProblem(failure), language))}</p>}
      {report && <Taking key={report.path} report={report} />}
    </DialogBox>
  );
}

function CancelFoot(): ReactNode {
  const text = useText();
  return (
    <>
      <span className="grow" />
      <button type="button" className="button edge" onClick={closeDialog}>{text('dialog.cancel')}</button>
    </>
  );
}

/** What was found in one place: which parts to take, and where to. */
function Taking({ report }: { readonly report: ImportReport }): ReactNode {
  const text = useText();
  const parts = partsOf(report, text);
  const [chosen, setChosen] = useState<ReadonlySet<Part>>(() => new Set(parts.map(({ part }) => part)));
  const [asProfile, setAsProfile] = useState(true);
  const [name, setName] = useState(() => freeName(report.name || 'Wireshark'));
  const current = usePreferences((p) => profileName(p.profile));
  const fault = asProfile ? nameFault(name, '\0') : null;
  const left = leftText(report, text);
  const take = (): void => {
    takeOver(report.settings, chosen, asProfile ? name : null);
    announce(text('import.done', { path: report.path }));
    closeDialog();
  };
  return (
    <>
      <div className="import-parts" data-testid="import-parts">
        {parts.map(({ part, title, remarks }) => (
          <div key={part} className="import-part">
            <label className="check">
              <input type="checkbox" checked={chosen.has(part)} onChange={(event) => setChosen(event.target.checked ? new Set([...chosen, part]) : new Set([...chosen].filter((other) => other !== part)))} /> {title}
            </label>
            {remarks.map((remark) => <p key={remark} className="import-remark t3"><Icon name="info" />{remark}</p>)}
          </div>
        ))}
        {left !== '' && <p className="import-remark t3"><Icon name="info" />{left}</p>}
      </div>
      <fieldset className="import-target">
        <label className="check"><input type="radio" name="import-target" checked={asProfile} onChange={() => setAsProfile(true)} /> {text('import.asProfile')}</label>
        <input className="input" aria-label={text('import.profileName')} value={name} maxLength={60} disabled={!asProfile} aria-invalid={fault !== null} onChange={(event) => setName(event.target.value)} />
        <label className="check"><input type="radio" name="import-target" checked={!asProfile} onChange={() => setAsProfile(false)} /> {text('import.intoCurrent', { name: visibleMarks(current) })}</label>
        <span className="error-text" role="status">{fault ? text(fault) : chosen.size === 0 ? text('import.nothing') : ''}</span>
      </fieldset>
      <footer className="dialog-foot">
        <span className="grow" />
        <button type="button" className="button edge" onClick={closeDialog}>{text('dialog.cancel')}</button>
        <button type="button" className="button primary" disabled={chosen.size === 0 || fault !== null} onClick={take}>{text('import.action')}</button>
      </footer>
    </>
  );
}
