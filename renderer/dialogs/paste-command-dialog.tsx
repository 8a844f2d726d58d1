// A tcpdump, dumpcap or tshark command is pasted: its options become those of the next capture; what means nothing here is said.
import { useState, type ReactNode } from 'react';
import { parseCaptureCommand } from '../../shared/live/capture-command';
import { useLanguage, useText } from '../locales/text';
import { takeCommand } from '../state/pasted-command';
import { closeDialog, openDialog } from '../state/overlay';
import { useSession } from '../state/session';
import { DialogBox, FOCUS_FIRST } from '../widgets/dialog-box';
import { visibleMarks } from '../widgets/visible-marks';

export function PasteCommandDialog(): ReactNode {
  const text = useText();
  const language = useLanguage() === 'zh-CN' ? 'zh' : 'en';
  const platform = useSession((s) => s.app?.platform ?? '');
  const [typed, setTyped] = useState('');
  const result = typed.trim() === '' ? null : parseCaptureCommand(typed, platform);
  const take = (event: { preventDefault: () => void }): void => {
    event.preventDefault();
    if (!result?.ok) return;
    if (takeCommand(result.command)) openDialog('captureOptions');
    else closeDialog();
  };
  return (
    <DialogBox title={text('paste.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="top">
      <form className="go-to" onSubmit={take}>
        <label htmlFor="pasted-command">{text('paste.label')}</label>
        <div className="go-to-line">
          <input id="pasted-command" className="input mono" {...{ [FOCUS_FIRST]: true }} autoComplete="off" spellCheck={false} maxLength={8192} placeholder="tcpdump -nn -i eth0 port 80" value={typed} aria-invalid={result?.ok === false} onChange={(event) => setTyped(event.target.value)} />
          <button type="submit" className="button primary" disabled={!result?.ok}>
            {text('paste.take')}
          </button>
        </div>
        <ul className="paste-notes" role="status" aria-live="polite" data-testid="paste-notes">
          {result?.ok === false && <li className="error-text">{visibleMarks(result.message[language])}</li>}
          {result?.ok && result.command.view.linkColumns && <li>{text('paste.linkColumns')}</li>}
          {result?.ok && result.command.notes.map((note) => <li key={note.en}>{visibleMarks(note[language])}</li>)}
        </ul>
      </form>
    </DialogBox>
  );
}
