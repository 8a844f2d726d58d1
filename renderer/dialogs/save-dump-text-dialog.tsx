// Saves tcpdump's text of the displayed frames to a file that is named here.
import { useState, type ReactNode } from 'react';
import { useText } from '../locales/text';
import { saveDumpText } from '../state/dump-text';
import { withoutEnding } from '../state/saving';
import { useSession } from '../state/session';
import { atHome, SaveTypedDialog } from './save-typed-dialog';

export function SaveDumpTextDialog(): ReactNode {
  const text = useText();
  const [path, setPath] = useState(() => atHome(`${withoutEnding(useSession.getState().capture?.name ?? 'capture')}.txt`));
  return <SaveTypedDialog title={text('dumpText.save')} pathLabel={text('stream.save.path')} path={path} onPath={setPath} save={saveDumpText} />;
}
