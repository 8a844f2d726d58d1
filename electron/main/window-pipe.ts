// The pipe between the window's page and its session. Each load of the page is a session of its own.
import { ipcMain, type IpcMainEvent, type WebContents } from 'electron';
import type { Message } from '../../shared/ipc/contract';
import { Engines } from '../host/engines';
import type { HostFacts } from '../host/host-calls';
import { openPageSession, type PageSession } from '../host/page-session';
import { PAGE_ORIGIN } from './page-scheme';

/** Names of the two messages that the preload knows. */
const HELLO = 'netloupe:hello';
const MESSAGE = 'netloupe:message';

export class WindowPipe {
  private session: (PageSession & { leave(): Promise<void> }) | null = null;
  private listener: (message: unknown) => void = () => undefined;
  /** The first one starts while the page loads. */
  private readonly engines: Engines;

  constructor(
    private readonly page: WebContents,
    engineScript: string,
    private readonly facts: HostFacts,
  ) {
    this.engines = new Engines(engineScript);
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
    await Promise.all([this.session?.end(), this.engines.end()]);
    this.session = null;
  }

  private readonly onHello = (event: IpcMainEvent): void => {
    if (!this.isPage(event)) return;
    void this.greet();
  };

  /** A page that was loaded anew takes over what the one before was capturing. */
  private async greet(): Promise<void> {
    const before = this.session;
    const early: unknown[] = [];
    this.session = null;
    this.listener = (message) => early.push(message);
    void before?.leave();
    const engine = await this.engines.take();
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
      leave: () => {
        isCurrent = false;
        return this.engines.leave(engine);
      },
      end: () => {
        isCurrent = false;
        return session.end();
      },
    };
    for (const message of early) this.listener(message);
  }

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
