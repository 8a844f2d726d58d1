// Which frames are exported: all, displayed, selected, marked, by number, or a conversation; then the dialog for saving asks where to.
import type { ReactNode } from 'react';
import { useText } from '../locales/text';
import { chooseTarget, useExportCount } from '../state/exporting';
import { closeDialog } from '../state/overlay';
import { DialogBox } from '../widgets/dialog-box';
import { useOneAtATime } from '../widgets/one-at-a-time';
import { ChoiceCount, FrameGroups, useFrameChoice } from './frame-groups';

export function ExportFramesDialog(): ReactNode {
  const text = useText();
  const choice = useFrameChoice();
  const { frames } = useExportCount();
  const goOn = useOneAtATime(async () => {
    const found = choice.chosen();
    if (found && (await choice.counted()) > 0) chooseTarget(found);
  });
  const footer = (
    <>
      <span className="grow" />
      <button type="button" className="button edge" onClick={closeDialog}>
        {text('dialog.cancel')}
      </button>
      <button type="button" className="button primary" disabled={frames === 0} onClick={goOn}>
        {text('exportFrames.choose')}
      </button>
    </>
  );
  return (
    <DialogBox title={text('exportFrames.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="narrow" footer={footer}>
      <FrameGroups {...choice} />
      <label className="export-line">
        <input type="checkbox" checked={choice.withDependencies} onChange={(event) => choice.setWithDependencies(event.target.checked)} />
        {text('exportFrames.dependencies')}
      </label>
      <ChoiceCount {...choice} />
    </DialogBox>
  );
}
