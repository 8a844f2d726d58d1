// Puts text on the clipboard and says so in the status bar.
import { currentText } from '../locales/text';
import { visibleMarks } from '../widgets/visible-marks';
import { announce } from './session';

function copyOldWay(text: string): boolean {
  const box = document.createElement('textarea');
  box.value = text;
  box.style.position = 'fixed';
  box.style.opacity = '0';
  document.body.append(box);
  box.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else copies without a permission
  const done = document.execCommand('copy');
  box.remove();
  return done;
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Where the permission is not given, the old way works for a key press or a click.
    return copyOldWay(text);
  }
}

export async function copyText(text: string): Promise<void> {
  const focused = document.activeElement;
  const done = await write(text);
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  announce(done ? currentText()('status.copied', { what: visibleMarks(shown) }) : currentText()('status.notCopied'));
}
