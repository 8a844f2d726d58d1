// Command palette: every action by its words, with its shortcut, and the recent files.
import { useMemo, useState, type ReactNode } from 'react';
import { shortcutOf } from '../keyboard';
import { useText } from '../locales/text';
import { ACTIONS, actionOf, isEnabled, labelKeyOf, runAction, type ActionId } from '../state/actions';
import { closeDialog } from '../state/overlay';
import { openCapture, useSession } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { Icon } from '../widgets/icon';
import { bestMatches } from '../widgets/match-words';
import { PickList } from '../widgets/pick-list';
import { visibleMarks } from '../widgets/visible-marks';

interface Entry {
  readonly key: string;
  readonly label: string;
  readonly shortcut: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly run: () => void;
}

function useEntries(): readonly Entry[] {
  const text = useText();
  const recent = useSession((s) => s.recent);
  return useMemo(() => {
    const ids = (Object.keys(ACTIONS) as ActionId[]).filter((id) => id !== 'help.palette');
    const actions = ids.map((id): Entry => ({
      key: id,
      label: text(labelKeyOf(id)),
      shortcut: shortcutOf(id),
      checked: actionOf(id).checked?.() ?? false,
      disabled: !isEnabled(id),
      run: () => runAction(id),
    }));
    const files = recent.map((file): Entry => ({
      key: `recent ${file.path}`,
      label: `${text('welcome.recent')}: ${visibleMarks(file.name)}`,
      shortcut: '',
      checked: false,
      disabled: false,
      run: () => void openCapture(file.path),
    }));
    return [...actions.filter((e) => !e.disabled), ...files, ...actions.filter((e) => e.disabled)];
  }, [text, recent]);
}

export function CommandPalette(): ReactNode {
  const text = useText();
  const entries = useEntries();
  const [query, setQuery] = useState('');
  const found = useMemo(() => bestMatches(entries, query, (entry) => `${entry.label} ${entry.key}`), [entries, query]);
  return (
    <DialogBox title={text('palette.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="palette top">
      <PickList
        placeholder={text('palette.placeholder')}
        query={query}
        onQuery={setQuery}
        choices={found}
        keyOf={(entry) => entry.key}
        none={text('palette.none')}
        isDisabled={(entry) => entry.disabled}
        onChoose={(entry) => {
          closeDialog();
          // After the dialog has given the focus back, so that actions find it where it was.
          setTimeout(entry.run);
        }}
        renderChoice={(entry) => (
          <>
            <span className="menu-check">{entry.checked && <Icon name="check" />}</span>
            <span className="grow cut">{entry.label}</span>
            {entry.shortcut !== '' && <kbd>{entry.shortcut}</kbd>}
          </>
        )}
      />
    </DialogBox>
  );
}
