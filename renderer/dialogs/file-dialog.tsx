// Opens a file where the host has no dialog of its own.
import { useMemo, useState, type ReactNode } from 'react';
import { useText } from '../locales/text';
import { closeDialog } from '../state/overlay';
import { openCapture } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { visibleMarks } from '../widgets/visible-marks';
import { sortEntries, type FileEntry } from './file-entries';
import { FileTable, FolderLine, useFolder } from './folder-browser';

export function FileDialog(): ReactNode {
  const text = useText();
  const { listing, problem, go } = useFolder();
  const [showAll, setShowAll] = useState(false);
  const [selected, setSelected] = useState('');
  const entries = useMemo(() => sortEntries(listing?.entries ?? [], showAll), [listing, showAll]);
  const entry = entries.find((e) => e.path === selected) ?? entries[0];
  const open = (path: string): void => {
    closeDialog();
    void openCapture(path);
  };
  const choose = (chosen: FileEntry | undefined): void => {
    if (!chosen) return;
    if (chosen.kind === 'directory') go(chosen.path);
    else open(chosen.path);
  };
  return (
    <DialogBox
      title={text('files.title')}
      closeLabel={text('dialog.close')}
      onClose={closeDialog}
      className="files"
      footer={
        <>
          <label className="check">
            <input type="checkbox" checked={showAll} onChange={(event) => setShowAll(event.target.checked)} /> {text('files.all')}
          </label>
          <span className="grow" />
          <button type="button" className="button edge" onClick={closeDialog}>
            {text('dialog.cancel')}
          </button>
          <button type="button" className="button primary" disabled={!entry} onClick={() => choose(entry)}>
            {text('files.open')}
          </button>
        </>
      }
    >
      <FolderLine listing={listing} go={go} open={open} />
      {problem !== '' && <p className="file-problem error-text">{visibleMarks(problem)}</p>}
      <FileTable label={text('files.title')} entries={entries} loaded={listing !== null} showAll={showAll} selected={entry?.path ?? ''} onSelect={setSelected} onChoose={choose} onUp={() => listing?.parent && go(listing.parent)} />
    </DialogBox>
  );
}
