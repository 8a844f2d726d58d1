// The window: unprivileged, and where it was left.
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { SettingsFile, WindowPlace } from '../host/settings-file';

const DEFAULT_SIZE = { width: 1440, height: 900 };
const LEAST_SIZE = { minWidth: 800, minHeight: 560 };
const SETTLE_MS = 500;
/** What the page will paint first, so that nothing flashes. */
const SURFACE = { light: '#ffffff', dark: '#16181d' };

export async function openWindow(settings: SettingsFile, preload: string): Promise<BrowserWindow> {
  const place = onScreen((await settings.read()).window);
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    ...LEAST_SIZE,
    ...(place && { x: place.x, y: place.y, width: place.width, height: place.height }),
    show: false,
    title: 'Netloupe',
    backgroundColor: nativeTheme.shouldUseDarkColors ? SURFACE.dark : SURFACE.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (place?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  rememberPlace(window, settings);
  return window;
}

/** Null where the screen on which the window was is gone. */
function onScreen(place: WindowPlace | null): WindowPlace | null {
  if (place === null) return null;
  const { workArea } = screen.getDisplayMatching(place);
  const titleIsVisible =
    place.y >= workArea.y - 10 &&
    place.y < workArea.y + workArea.height - 40 &&
    place.x + place.width > workArea.x + 80 &&
    place.x < workArea.x + workArea.width - 80;
  return titleIsVisible ? place : null;
}

/** Some time after the last move as well: when the program quits, there may be no time left to write. */
function rememberPlace(window: BrowserWindow, settings: SettingsFile): void {
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(timer);
    const place: WindowPlace = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    settings.change((before) => ({ ...before, window: place })).catch(() => undefined);
  };
  const writeSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(write, SETTLE_MS);
  };
  window.on('resize', writeSoon);
  window.on('move', writeSoon);
  window.on('close', write);
}
