// The parts of Electron that main and preload use, made by hand: records what they do, and lets a test be the page.
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import Module from 'node:module';

type Any = Record<string, unknown>;
type Loader = (request: string, parent: unknown, isMain: boolean) => unknown;

const require = createRequire(import.meta.url);
const modules = Module as unknown as { _load: Loader };

/** Runs a bundle afresh with `electron` being what is given. */
export function runBundle(path: string, electron: object): void {
  const load = modules._load;
  modules._load = (request, parent, isMain) => (request === 'electron' ? electron : load(request, parent, isMain));
  try {
    Reflect.deleteProperty(require.cache, require.resolve(path));
    require(path);
  } finally {
    modules._load = load;
  }
}

export interface PagePort {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  pathForFile(file: unknown): string;
}

export class WebContentsStandIn extends EventEmitter {
  readonly mainFrame = { url: 'about:blank' };
  /** What the page sees as `window.netloupe`. */
  port: PagePort | null = null;
  readonly ipcRenderer = new EventEmitter();
  openHandler: (() => { action: string }) | null = null;

  constructor(private readonly electron: StandInElectron) {
    super();
  }

  isDestroyed(): boolean {
    return false;
  }

  setWindowOpenHandler(handler: () => { action: string }): void {
    this.openHandler = handler;
  }

  /** Main to page: plain structured clone, as between processes. */
  send(channel: string, message: unknown): void {
    const copy: unknown = structuredClone(message);
    setImmediate(() => this.ipcRenderer.emit(channel, {}, copy));
  }

  /** Page to main, from a frame that a test may choose. */
  deliver(channel: string, message: unknown, frame: unknown = this.mainFrame): void {
    const copy: unknown = structuredClone(message);
    this.electron.ipcMain.emit(channel, { sender: this, senderFrame: frame }, copy);
  }

  load(url: string, preload: string): void {
    this.mainFrame.url = url;
    this.ipcRenderer.removeAllListeners();
    runBundle(preload, {
      contextBridge: { exposeInMainWorld: (name: string, port: PagePort) => name === 'netloupe' && (this.port = port) },
      ipcRenderer: Object.assign(this.ipcRenderer, { send: (channel: string, message: unknown) => this.deliver(channel, message) }),
      webUtils: { getPathForFile: (file: { path: string }) => file.path },
    });
  }
}

export class StandInElectron {
  readonly app = new EventEmitter() as EventEmitter & Any;
  readonly ipcMain = new EventEmitter();
  readonly windows: { options: Any; contents: WebContentsStandIn; window: EventEmitter }[] = [];
  readonly schemes: Any[] = [];
  readonly calls: string[] = [];
  readonly handlers: Record<string, (...args: never[]) => unknown> = {};
  chosenFile = '';
  /** What the dialog for saving proposed last, and what is chosen there. */
  proposedName = '';
  chosenSaveFile = '';

  constructor(private readonly isFirst = true) {
    Object.assign(this.app, {
      name: 'Netloupe',
      isPackaged: false,
      isReady: () => true,
      enableSandbox: () => this.calls.push('enableSandbox'),
      requestSingleInstanceLock: () => this.isFirst,
      whenReady: () => Promise.resolve(),
      quit: () => this.calls.push('quit'),
      exit: () => this.calls.push('exit'),
    });
  }

  /** What `require('electron')` gives in the main process. */
  get module(): object {
    return {
      app: this.app,
      ipcMain: this.ipcMain,
      BrowserWindow: this.windowClass(),
      protocol: {
        registerSchemesAsPrivileged: (schemes: Any[]) => this.schemes.push(...schemes),
        handle: (scheme: string, handler: (request: Request) => unknown) => (this.handlers[`scheme ${scheme}`] = handler),
      },
      session: { defaultSession: this.session() },
      dialog: {
        showOpenDialog: () => Promise.resolve({ filePaths: this.chosenFile === '' ? [] : [this.chosenFile] }),
        showSaveDialog: (_window: unknown, options: { defaultPath: string }) => {
          this.proposedName = options.defaultPath;
          return Promise.resolve({ filePath: this.chosenSaveFile });
        },
        showErrorBox: (title: string, text: string) => this.calls.push(`${title}: ${text}`),
      },
      Menu: { setApplicationMenu: (menu: unknown) => this.calls.push(`menu ${menu === null ? 'none' : 'some'}`), buildFromTemplate: () => ({}) },
      nativeTheme: { shouldUseDarkColors: false },
      screen: { getDisplayMatching: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }) },
    };
  }

  private session(): object {
    const keep = (name: string) => (handler: (...args: never[]) => unknown) => (this.handlers[name] = handler);
    return {
      setPermissionRequestHandler: keep('permission request'),
      setPermissionCheckHandler: keep('permission check'),
      setDevicePermissionHandler: keep('device permission'),
      webRequest: { onBeforeRequest: keep('request') },
      on: (name: string, handler: (...args: never[]) => unknown) => (this.handlers[name] = handler),
    };
  }

  private windowClass(): object {
    const add = (options: Any, contents: WebContentsStandIn, window: EventEmitter): number => this.windows.push({ options, contents, window });
    const newContents = (): WebContentsStandIn => new WebContentsStandIn(this);
    const { app } = this;
    return class extends EventEmitter {
      readonly webContents = newContents();

      constructor(private readonly options: Any) {
        super();
        add(options, this.webContents, this);
        app.emit('web-contents-created', {}, this.webContents);
      }

      async loadURL(url: string): Promise<void> {
        await Promise.resolve();
        this.webContents.load(url, (this.options['webPreferences'] as { preload: string }).preload);
      }

      getNormalBounds = (): object => ({ x: 10, y: 20, width: 1000, height: 700 });
      isMaximized = (): boolean => false;
      isMinimized = (): boolean => false;
      focus = (): void => undefined;
      show = (): void => undefined;
      maximize = (): void => undefined;
    };
  }
}
