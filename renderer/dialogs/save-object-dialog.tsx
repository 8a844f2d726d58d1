// Saves an object to a file that is named here, or all of them into a folder.
import { useState, type ReactNode } from 'react';
import { engine } from '../engine';
import { currentText, useText } from '../locales/text';
import { objectLines, useObjects } from '../state/objects';
import { announce } from '../state/session';
import { formatBytes, formatCount } from '../widgets/format-quantity';
import { visibleMarks } from '../widgets/visible-marks';
import { nameOf } from './path-there';
import { atHome, SaveTypedDialog } from './save-typed-dialog';

async function write(index: number, path: string): Promise<void> {
  const text = currentText();
  if (index < 0) {
    const { files, size } = await engine.call('objects.saveAll', { folder: path });
    return announce(text('objects.save.allDone', { count: files, formatted: formatCount(files), size: formatBytes(size) }));
  }
  const saved = await engine.call('objects.save', { index, path });
  announce(text('stream.save.done', { name: visibleMarks(nameOf(saved.path)), size: formatBytes(saved.size) }));
}

export function SaveObjectDialog(): ReactNode {
  const text = useText();
  const [index] = useState(() => useObjects.getState().saving);
  const isAll = index < 0;
  const [path, setPath] = useState(() => atHome(isAll ? 'http-objects' : (objectLines.at(index)?.name ?? 'object')));
  return (
    <SaveTypedDialog
      title={text(isAll ? 'objects.save.allTitle' : 'objects.save.title')}
      pathLabel={text(isAll ? 'objects.save.folder' : 'stream.save.path')}
      path={path}
      onPath={setPath}
      save={(to) => write(index, to)}
      hint={text(isAll ? 'objects.save.allHint' : 'objects.save.hint')}
      replaces={!isAll}
    />
  );
}
