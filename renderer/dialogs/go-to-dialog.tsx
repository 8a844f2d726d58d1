// Go to frame: one number.
import { useState, type ReactNode } from 'react';
import { useText } from '../locales/text';
import { closeDialog } from '../state/overlay';
import { frameCount } from '../state/displayed';
import { selectNumber } from '../state/selection';
import { useSession } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { formatCount } from '../widgets/format-quantity';

export function GoToDialog(): ReactNode {
  const text = useText();
  const last = useSession((s) => s.progress?.frames ?? 0);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState('');
  const go = (event: { preventDefault: () => void }): void => {
    event.preventDefault();
    const number = Number(typed.replaceAll(/[\s\u202f,.'_]/g, ''));
    if (!Number.isInteger(number) || number < 1 || number > frameCount()) return setWrong(typed);
    void selectNumber(number);
    closeDialog();
  };
  return (
    <DialogBox title={text('goTo.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="narrow top">
      <form className="go-to" onSubmit={go}>
        <label htmlFor="go-to-number">{text('goTo.label', { last: formatCount(last) })}</label>
        <div className="go-to-line">
          <input id="go-to-number" className="input mono" inputMode="numeric" data-focus-first autoComplete="off" value={typed} aria-invalid={wrong !== ''} onChange={(event) => setTyped(event.target.value)} />
          <button type="submit" className="button primary">
            {text('goTo.action')}
          </button>
        </div>
        <p className="error-text go-to-wrong" role="alert">
          {wrong !== '' && text('goTo.wrong', { text: wrong, last: formatCount(last) })}
        </p>
      </form>
    </DialogBox>
  );
}
