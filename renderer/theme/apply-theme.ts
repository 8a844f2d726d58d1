// Keeps the document's theme, language and text zoom as the preferences say.
import { languageOf } from '../locales/text';
import { usePreferences, type Preferences } from '../state/preferences';

const dark = matchMedia('(prefers-color-scheme: dark)');

/** Row heights are whole pixels at every zoom: the lists' arithmetic depends on it. */
export function rowHeight(zoom: number): number {
  return Math.round((22 * zoom) / 100);
}

export function byteRowHeight(zoom: number): number {
  return Math.round((20 * zoom) / 100);
}

function apply({ theme, language, zoom }: Preferences): void {
  const root = document.documentElement;
  root.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
  root.lang = languageOf(language);
  root.style.setProperty('--zoom', String(zoom / 100));
  root.style.setProperty('--row', `${rowHeight(zoom)}px`);
  root.style.setProperty('--row-bytes', `${byteRowHeight(zoom)}px`);
}

export function keepTheme(): void {
  apply(usePreferences.getState());
  usePreferences.subscribe(apply);
  const focused = (): void => void document.documentElement.classList.toggle('window-idle', !document.hasFocus());
  window.addEventListener('focus', focused);
  window.addEventListener('blur', focused);
  dark.addEventListener('change', () => apply(usePreferences.getState()));
}
