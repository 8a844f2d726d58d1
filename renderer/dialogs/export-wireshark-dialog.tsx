// Writes the colouring rules or the saved display filters as the file that Wireshark reads.
import { useState, type FormEvent, type ReactNode } from 'react';
import { formatColorfilters } from '../../shared/profile/colorfilters-file';
import { formatFilterList } from '../../shared/profile/dfilters-file';
import { engine } from '../engine';
import { problemSentences, useLanguage, useText } from '../locales/text';
import { closeDialog } from '../state/overlay';
import { usePreferences } from '../state/preferences';
import { announce, toProblem, useSession } from '../state/session';
import { themePair } from '../theme/rule-colours';
import { DialogBox } from '../widgets/dialog-box';
import { visibleMarks } from '../widgets/visible-marks';

type Kind = 'colorfilters' | 'dfilters';

function textOf(kind: Kind): string {
  const { colourRules, savedFilters } = usePreferences.getState();
  if (kind === 'dfilters') return formatFilterList(savedFilters);
  return formatColorfilters(colourRules.map((rule) => ({ ...rule, colours: typeof rule.colours === 'object' ? rule.colours : themePair(rule.colours) })));
}

export const ExportRulesDialog = (): ReactNode => <ExportDialog first="colorfilters" />;
export const ExportFiltersDialog = (): ReactNode => <ExportDialog first="dfilters" />;

function ExportDialog({ first }: { readonly first: Kind }): ReactNode {
  const text = useText();
  const language = useLanguage();
  const [kind, setKind] = useState<Kind>(first);
  const [path, setPath] = useState(() => `${useSession.getState().app?.home ?? ''}/${first}`);
  /** The path where a file is already that was to be written. */
  const [exists, setExists] = useState('');
  const [failure, setFailure] = useState('');
  const choose = (next: Kind): void => {
    setKind(next);
    setPath(path.replace(/(colorfilters|dfilters)$/, next));
  };
  const write = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setFailure('');
    try {
      const { written } = await engine.call('wireshark.write', { path, text: textOf(kind), replace: exists === path });
      if (!written) return setExists(path);
      announce(text('export.done', { path: visibleMarks(path) }));
      closeDialog();
    } catch (error) {
      setFailure(problemSentences(toProblem(error), language));
    }
  };
  return (
    <DialogBox title={text('export.title')} closeLabel={text('dialog.close')} onClose={closeDialog}>
      <form className="export-form" onSubmit={(event) => void write(event)}>
        <label>
          <span>{text('export.what')}</span>
          <select className="input" value={kind} onChange={(event) => choose(event.target.value as Kind)}>
            <option value="colorfilters">{text('export.rules')}</option>
            <option value="dfilters">{text('export.filters')}</option>
          </select>
        </label>
        <label>
          <span>{text('export.path')}</span>
          <input className="input mono" data-focus-first value={path} maxLength={4096} spellCheck={false} onChange={(event) => setPath(event.target.value)} />
        </label>
        <p className={failure !== '' ? 'error-text' : exists === path ? 'warn-text' : 't3'} role="status">
          {visibleMarks(failure) || (exists === path ? text('export.exists', { path: visibleMarks(path) }) : text('export.note'))}
        </p>
        <footer className="dialog-foot">
          <span className="grow" />
          <button type="button" className="button edge" onClick={closeDialog}>{text('dialog.cancel')}</button>
          <button type="submit" className="button primary" disabled={path.trim() === ''}>{text(exists === path ? 'export.replace' : 'export.action')}</button>
        </footer>
      </form>
    </DialogBox>
  );
}
