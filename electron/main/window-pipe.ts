// The pipe between the window's page and its session. Each load of the page is a session of its own.
import { ipcMain, type IpcMainEvent, type WebContents } from 'electron';
import type { Message } from '../../shared/ipc/contract';
import { EngineHost } from '../host/engine-host';
import type { HostFacts } from '../host/host-calls';
import { openPageSession, type PageSession } from '../host/page-session';
import { PAGE_ORIGIN } from './page-scheme';

/** Names of the two messages that the preload knows. */
const HELLO = 'netloupe:hello';
const MESSAGE = 'netloupe:message';

export class WindowPipe {
  private session: PageSession | null = null;
  private listener: (message: unknown) => void = () => undefined;
  /** Started while the page loads. */
  private spareEngine: EngineHost | null;

  constructor(
    private readonly page: WebContents,
    private readonly engineScript: string,
    private readonly facts: HostFacts,
  ) {
    this.spareEngine = new EngineHost(engineScript);
    ipcMain.on(HELLO, this.onHello);
    ipcMain.on(MESSAGE, this.onMessage);
  }

  /** False where there is no page yet. */
  open(path: string): boolean {
    this.session?.open(path);
    return this.session !== null;
  }

  async end(): Promise<void> {
    ipcMain.off(HELLO, this.onHello);
    ipcMain.off(MESSAGE, this.onMessage);
    await Promise.all([this.session?.end(), this.spareEngine?.end()]);
    this.session = null;
  }

  private readonly onHello = (event: IpcMainEvent): void => {
    if (!this.isPage(event)) return;
    void this.session?.end();
    const engine = this.spareEngine ?? new EngineHost(this.engineScript);
    this.spareEngine = null;
    let isCurrent = true;
    const pipe = {
      send: (message: Message): void => {
        if (isCurrent && !this.page.isDestroyed()) this.page.send(MESSAGE, message);
      },
      onMessage: (next: (message: unknown) => void): void => void (this.listener = next),
    };
    const session = openPageSession(pipe, engine, this.facts);
    this.session = {
      open: (path) => session.open(path),
      end: () => {
        isCurrent = false;
        return session.end();
      },
    };
  };

  private readonly onMessage = (event: IpcMainEvent, message: unknown): void => {
    if (this.isPage(event)) this.listener(message);
  };

  /** Only the window's own top frame, and only while it shows the product's page. */
  private isPage(event: IpcMainEvent): boolean {
    const frame = event.senderFrame;
    if (frame === null || event.sender !== this.page || frame !== this.page.mainFrame) return false;
    return frame.url.startsWith(`${PAGE_ORIGIN}/`);
  }
}
