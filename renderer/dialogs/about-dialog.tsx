// About: name, version, licence.
import type { ReactNode } from 'react';
import { useText } from '../locales/text';
import { closeDialog } from '../state/overlay';
import { useSession } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { Icon } from '../widgets/icon';

export function AboutDialog(): ReactNode {
  const text = useText();
  const version = useSession((s) => s.app?.version ?? '');
  return (
    <DialogBox title={text('about.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="narrow">
      <div className="about">
        <Icon name="logo" />
        <div>
          <h1>{text('app.name')}</h1>
          <p>{text('about.version', { version })}</p>
          <p className="t2">{text('about.text')}</p>
        </div>
      </div>
    </DialogBox>
  );
}
