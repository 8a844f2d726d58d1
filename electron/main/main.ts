// Entry of Electron's main process: one window, one page session, everything else refused.
import { join, resolve } from 'node:path';
import { app, dialog, protocol, type BrowserWindow } from 'electron';
import { version } from '../../package.json';
import type { HostFacts } from '../host/host-calls';
import { PageFiles } from '../host/page-files';
import { RecentFiles } from '../host/recent-files';
import { SettingsFile, settingsPath } from '../host/settings-file';
import { fileArgument } from './file-argument';
import { lockDown } from './lock-down';
import { setMenu } from './menu';
import { answerPage, PAGE_SCHEME } from './page-scheme';
import { WindowPipe } from './window-pipe';
import { openWindow } from './window';

const OUT = resolve(import.meta.dirname, '..');

const settings = new SettingsFile(settingsPath());
let window: BrowserWindow | null = null;
let pipe: WindowPipe | null = null;
let openPath = fileArgument(process.argv, app.isPackaged, process.cwd());

const facts: HostFacts = {
  host: 'electron',
  version,
  sample: app.isPackaged ? join(process.resourcesPath, 'sample.pcapng') : join(OUT, 'sample.pcapng'),
  openPath: () => openPath,
  chooseFile,
  chooseSaveFile,
  settings,
  recent: new RecentFiles(settings, () => false),
};

async function chooseFile(): Promise<string> {
  const filters = [
    { name: 'Captures', extensions: ['pcap', 'pcapng', 'cap', 'gz', 'dmp', 'ntar'] },
    { name: 'All files', extensions: ['*'] },
  ];
  const options: Electron.OpenDialogOptions = { properties: ['openFile'], filters };
  const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
  return filePaths[0] ?? '';
}

/** The ending says the format; the system's dialog asks before a file is replaced. */
async function chooseSaveFile(name: string): Promise<string> {
  const filters = [
    { name: 'pcapng', extensions: ['pcapng'] },
    { name: 'pcap', extensions: ['pcap'] },
    { name: 'gzip', extensions: ['pcapng.gz', 'pcap.gz'] },
  ];
  const options: Electron.SaveDialogOptions = { defaultPath: name, filters, properties: ['showOverwriteConfirmation', 'createDirectory'] };
  const { filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
  return filePath;
}

/** Asks the page, or leaves it for the page's first question where there is no page yet. */
function openFile(path: string): void {
  if (!pipe?.open(path)) openPath = path;
}

function bringForward(): void {
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

async function showWindow(): Promise<void> {
  window = await openWindow(settings, join(OUT, 'preload', 'preload.cjs'));
  pipe = new WindowPipe(window.webContents, join(OUT, 'engine', 'engine-thread.cjs'), facts);
  window.on('closed', () => {
    void pipe?.end();
    window = pipe = null;
    openPath = '';
  });
  await window.loadURL(`${PAGE_SCHEME}://netloupe/`);
}

async function start(): Promise<void> {
  const files = await PageFiles.read(join(OUT, 'renderer'));
  protocol.handle(PAGE_SCHEME, (request) => answerPage(files, request));
  setMenu();
  await showWindow();
}

function listen(): void {
  app.on('second-instance', (_event, argv, folder) => {
    bringForward();
    const path = fileArgument(argv, app.isPackaged, folder);
    if (path !== '') openFile(path);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openFile(path);
  });
  app.on('activate', () => {
    if (window === null && app.isReady()) void showWindow();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

// Before `ready`: Electron takes neither of these later.
protocol.registerSchemesAsPrivileged([{ scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
app.enableSandbox();

if (app.requestSingleInstanceLock()) {
  lockDown();
  listen();
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      dialog.showErrorBox('Netloupe cannot start', error instanceof Error ? error.message : String(error));
      app.exit(1);
    });
} else {
  app.quit();
}
