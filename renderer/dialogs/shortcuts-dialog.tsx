// All shortcuts, read from the one table of keyboard.ts.
import type { ReactNode } from 'react';
import { formatPress, isMac, PANE_KEYS, SHORTCUTS } from '../keyboard';
import { useText } from '../locales/text';
import { labelKeyOf, type ActionId } from '../state/actions';
import { closeDialog } from '../state/overlay';
import { DialogBox } from '../widgets/dialog-box';

export function ShortcutsDialog(): ReactNode {
  const text = useText();
  const mac = isMac();
  return (
    <DialogBox title={text('shortcuts.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="wide-box">
      <div className="shortcuts" tabIndex={0} data-focus-first>
        <section>
          <h3>{text('shortcuts.everywhere')}</h3>
          <dl>
            {Object.entries(SHORTCUTS).map(([id, presses]) => (
              <div key={id}>
                <dt>{text(labelKeyOf(id as ActionId))}</dt>
                <dd>
                  {presses.map((press) => (
                    <kbd key={press}>{formatPress(press, mac)}</kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
        {PANE_KEYS.map(({ title, keys }) => (
          <section key={title}>
            <h3>{text(title)}</h3>
            <dl>
              {keys.map(([presses, meaning]) => (
                <div key={meaning}>
                  <dt>{text(meaning)}</dt>
                  <dd>
                    {presses.split('|').map((press) => (
                      <kbd key={press}>{formatPress(press, mac)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </DialogBox>
  );
}
