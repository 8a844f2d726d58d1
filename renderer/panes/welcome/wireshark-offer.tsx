// Settings of Wireshark that this computer has are offered once, in a line: taken over, or not now, it does not come again.
import { useEffect, useState, type ReactNode } from 'react';
import { engine } from '../../engine';
import { useText } from '../../locales/text';
import { runAction } from '../../state/actions';
import { setPreference, usePreferences } from '../../state/preferences';
import { useSession } from '../../state/session';
import { Icon } from '../../widgets/icon';

export function WiresharkOffer(): ReactNode {
  const text = useText();
  const isOpen = usePreferences((p) => !p.wiresharkOffered);
  const isKnown = useSession((s) => s.app !== null);
  const [files, setFiles] = useState<readonly string[]>([]);
  const asks = isOpen && isKnown;
  useEffect(() => {
    if (!asks) return;
    engine.call('wireshark.folders', {}).then(
      (folders) => setFiles([...new Set(folders.filter(({ origin }) => origin === 'own').flatMap((folder) => folder.files))]),
      // Nothing is offered then; the menu says why when it is asked.
      () => undefined,
    );
  }, [asks]);
  if (!asks || files.length === 0) return null;
  const answer = (): void => setPreference('wiresharkOffered', true);
  return (
    <div className="wireshark-offer" role="status" data-testid="wireshark-offer">
      <Icon name="info" className="t3" />
      <span className="t2">
        {text('offer.found')} <span className="mono t3">{files.join(', ')}</span>
      </span>
      <span className="offer-buttons">
        <button type="button" className="button edge small" onClick={() => { answer(); runAction('file.importWireshark'); }}>
          {text('offer.import')}
        </button>
        <button type="button" className="button small" onClick={answer}>
          {text('offer.notNow')}
        </button>
      </span>
    </div>
  );
}
