// Saves the display filter of the bar under a name.
import { useState, type ReactNode } from 'react';
import { useText } from '../locales/text';
import { focusFilterBar, useFilterBar } from '../state/filter-bar';
import { saveFilter } from '../state/filter-lists';
import { closeDialog } from '../state/overlay';
import { announce } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { visibleMarks } from '../widgets/visible-marks';

export function SaveFilterDialog(): ReactNode {
  const text = useText();
  const filter = useFilterBar((s) => s.draft.trim());
  const [name, setName] = useState('');
  const save = (event: { preventDefault: () => void }): void => {
    event.preventDefault();
    saveFilter(filter, name);
    closeDialog();
    announce(text('displayFilter.savedAs', { name: visibleMarks(name.trim() || filter) }));
    focusFilterBar();
  };
  return (
    <DialogBox title={text('displayFilter.saveTitle')} closeLabel={text('dialog.close')} onClose={closeDialog} className="narrow top">
      <form className="go-to" onSubmit={save}>
        <p className="mono cut">{visibleMarks(filter)}</p>
        <label htmlFor="filter-name">{text('displayFilter.name')}</label>
        <div className="go-to-line">
          <input id="filter-name" className="input" data-focus-first autoComplete="off" maxLength={120} value={name} placeholder={filter.slice(0, 60)} onChange={(event) => setName(event.target.value)} />
          <button type="submit" className="button primary">
            {text('action.file.save')}
          </button>
        </div>
      </form>
    </DialogBox>
  );
}
