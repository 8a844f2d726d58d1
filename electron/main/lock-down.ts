// What no page may do, whatever it contains: navigate, open windows, embed, ask for permissions, fetch from elsewhere.
import { app, session, type WebContents } from 'electron';
import { PAGE_ORIGIN } from './page-scheme';

export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => confine(contents));
  void app.whenReady().then(() => {
    const { defaultSession } = session;
    defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    defaultSession.setPermissionCheckHandler(() => false);
    defaultSession.setDevicePermissionHandler(() => false);
    defaultSession.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwn(details.url) }));
    // What the page made itself is saved where the system's dialog says.
    defaultSession.on('will-download', (event, item) => {
      if (!isOwnBlob(item.getURL())) event.preventDefault();
    });
  });
}

function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

function isOwnBlob(url: string): boolean {
  return url.startsWith(`blob:${PAGE_ORIGIN}/`);
}

function isOwn(url: string): boolean {
  return url.startsWith(`${PAGE_ORIGIN}/`) || isOwnBlob(url) || url.startsWith('devtools://');
}
