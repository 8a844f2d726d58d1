// Takes a capture file dropped anywhere in the window.
import { useEffect, useState, type ReactNode } from 'react';
import { engine } from '../engine';
import { currentText, useText } from '../locales/text';
import { announce, openCapture, report } from '../state/session';
import { Icon } from '../widgets/icon';
import { visibleMarks } from '../widgets/visible-marks';

async function openFile(file: File): Promise<void> {
  try {
    announce(currentText()('welcome.uploading', { name: visibleMarks(file.name) }));
    const path = await engine.pathOf(file);
    announce('');
    await openCapture(path);
  } catch (error) {
    report(error, file.name);
  }
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

export function DropZone(): ReactNode {
  const text = useText();
  const [over, setOver] = useState(false);
  useEffect(() => {
    // dragleave also comes for every element that is left inside: only leaving the window has nothing it goes to.
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const enter = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) void openFile(file);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragover', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragover', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  if (!over) return null;
  return (
    <div className="drop-zone" data-testid="drop-zone">
      <div className="drop-card">
        <Icon name="open" />
        <b>{text('welcome.drop')}</b>
        <span className="t3">{text('welcome.dropHint')}</span>
      </div>
    </div>
  );
}
