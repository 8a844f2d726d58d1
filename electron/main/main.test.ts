// The bundled main and preload, run against a stand-in for Electron with the real engine thread behind them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../shared/ipc/contract';
import { Client } from '../../shared/ipc/rpc';
import { temporaryFolder } from '../host/testing/host-facts';
import { runBundle, StandInElectron, type WebContentsStandIn } from './testing/stand-in-electron';

const CHECKOUT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = join(CHECKOUT, 'out/main/main.cjs');
const SAMPLE = join(CHECKOUT, 'e2e/captures/sample.pcapng');
const VIEW = {
  time: 'relative',
  timeDigits: 6,
 
  relativeSequence: true,
  verifyChecksums: true,
  names: 0,
  flagStyle: 'wireshark',
} as const;

const argv = process.argv;
let electron: StandInElectron;

beforeAll(() => {
  if (!existsSync(MAIN)) throw new Error('out/main/main.cjs is not built; run npm run build');
});
beforeEach(() => {
  process.env['XDG_CONFIG_HOME'] = temporaryFolder();
});
afterEach(() => {
  process.argv = argv;
  for (const { window } of electron.windows) window.emit('closed');
});

/** Starts the program as `netloupe …args` and waits for its page. */
async function start(...args: string[]): Promise<WebContentsStandIn> {
  electron = new StandInElectron();
  process.argv = ['electron', CHECKOUT, ...args];
  runBundle(MAIN, electron.module);
  await expect.poll(() => electron.windows[0]?.contents.port ?? electron.calls.find((call) => call.startsWith('Netloupe cannot'))).toBeTruthy();
  return electron.windows[0]!.contents;
}

function client(page: WebContentsStandIn): Client {
  const port = page.port!;
  return new Client({ send: (m: Message) => port.send(m), onMessage: (listener) => port.onMessage(listener) });
}

describe('the window', () => {
  test('is unprivileged', async () => {
    await start();
    expect(electron.calls).toContain('enableSandbox');
    expect(electron.windows[0]?.options['webPreferences']).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
    });
  });

  test('may not navigate, open, embed, ask or fetch', async () => {
    const page = await start();
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
      let prevented = false;
      page.emit(name, { preventDefault: () => (prevented = true) });
      expect([name, prevented]).toEqual([name, true]);
    }
    expect(page.openHandler?.()).toEqual({ action: 'deny' });
    let granted: boolean | null = null;
    electron.handlers['permission request']?.(...([page, 'media', (answer: boolean) => (granted = answer)] as never[]));
    expect(granted).toBe(false);
    expect(electron.handlers['permission check']?.()).toBe(false);
    const cancelled = (url: string): unknown => {
      let answer: unknown;
      electron.handlers['request']?.(...([{ url }, (value: { cancel: boolean }) => (answer = value.cancel)] as never[]));
      return answer;
    };
    expect(['app://netloupe/', 'https://evil.example/', 'file:///etc/passwd', 'app://netloupe.evil/'].map(cancelled)).toEqual([false, true, true, true]);
  });

  test('is put where it was', async () => {
    await start();
    electron.windows[0]?.window.emit('close');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await start();
    expect(electron.windows[0]?.options).toMatchObject({ x: 10, y: 20, width: 1000, height: 700 });
  });
});

describe('app://netloupe', () => {
  const fetchPage = async (url: string, method = 'GET'): Promise<Response> =>
    (await electron.handlers['scheme app']?.(...([new Request(url, { method })] as never[]))) as Response;

  test('serves the built interface under a strict policy', async () => {
    await start();
    expect(electron.schemes).toMatchObject([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
    const page = await fetchPage('app://netloupe/');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="app">');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  test.each([
    'app://netloupe/../main/main.cjs',
    'app://netloupe/..%2fmain%2fmain.cjs',
    'app://netloupe/%2e%2e/main/main.cjs',
    'app://netloupe/assets/..%5c..%5cmain.cjs',
    'app://netloupe//etc/passwd',
    'app://netloupe/nowhere.html',
  ])('%s is 404', async (url) => {
    await start();
    expect((await fetchPage(url)).status).toBe(404);
  });

  test('answers no other host and no other method', async () => {
    await start();
    expect((await fetchPage('app://evil/index.html')).status).toBe(403);
    expect((await fetchPage('app://netloupe/', 'POST')).status).toBe(403);
  });
});

describe('the pipe', () => {
  test('exposes three functions and nothing else', async () => {
    const page = await start();
    expect(Object.keys(page.port ?? {}).sort()).toEqual(['onMessage', 'pathForFile', 'send']);
    expect(page.port?.pathForFile({ path: '/a/b.pcap' })).toBe('/a/b.pcap');
  });

  test('carries calls to the engine thread and its rows back', async () => {
    const engine = client(await start(SAMPLE));
    const info = await engine.call('app.info', {});
    expect(info).toMatchObject({ host: 'electron', fileDialog: true, openPath: SAMPLE });
    const done = new Promise<{ frames: number; phase: string }>((resolve) => {
      engine.on('capture.progress', (progress) => progress.phase === 'done' && resolve(progress));
    });
    expect(await engine.call('capture.open', { path: info.openPath })).toMatchObject({ name: 'sample.pcapng', format: 'pcapng' });
    const { frames } = await done;
    expect(frames).toBeGreaterThan(20);
    const { rows } = await engine.call('frames.rows', { first: 0, count: 5, columns: ['number', 'protocol', 'info'], view: VIEW });
    expect(rows).toHaveLength(5);
    const detail = await engine.call('frames.detail', { number: 1, view: VIEW });
    expect(detail.sources[0]?.bytes.length).toBe(detail.caplen);
    await expect.poll(async () => (await engine.call('app.info', {})).recent[0]?.frames).toBe(frames);
  });

  test('refuses what is no call, and calls that are not in the table', async () => {
    const page = await start();
    const engine = client(page);
    for (const junk of [null, 1, 'x', [], {}, { type: 'call' }, { type: 'call', id: 'x' }, { type: 'event', name: 'app.open' }]) page.port?.send(junk);
    await expect(engine.call('shell.run' as never, {} as never)).rejects.toMatchObject({ problem: { code: 'NL-CALL-01' } });
    expect((await engine.call('app.info', {})).host).toBe('electron');
  });

  test('answers no other frame, page or window', async () => {
    const page = await start();
    let answers = 0;
    page.ipcRenderer.on('netloupe:message', () => (answers += 1));
    const call = { type: 'call', id: 1, name: 'app.info', args: {} };
    page.deliver('netloupe:message', call, { url: 'app://netloupe/' });
    page.deliver('netloupe:message', call, null);
    page.mainFrame.url = 'https://evil.example/';
    page.deliver('netloupe:message', call);
    page.mainFrame.url = 'app://netloupe.evil.example/';
    page.deliver('netloupe:message', call);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(answers).toBe(0);
  });

  test('gives each load of the page a session of its own', async () => {
    const page = await start();
    const before = client(page);
    await before.call('app.info', {});
    page.load('app://netloupe/', join(CHECKOUT, 'out/preload/preload.cjs'));
    await expect(client(page).call('app.info', {})).resolves.toMatchObject({ host: 'electron' });
  });

  test('shows the system’s file dialog', async () => {
    const engine = client(await start());
    expect(await engine.call('files.choose', {})).toEqual({ path: '' });
    electron.chosenFile = '/captures/a.pcap';
    expect(await engine.call('files.choose', {})).toEqual({ path: '/captures/a.pcap' });
  });
});

describe('saving', () => {
  test('shows the system’s dialog with the name that is proposed, and takes no path for a name', async () => {
    const engine = client(await start());
    expect(await engine.call('files.chooseSave', { name: 'lo.pcapng' })).toEqual({ path: '' });
    expect(electron.proposedName).toBe('lo.pcapng');
    electron.chosenSaveFile = '/captures/b.pcapng';
    expect(await engine.call('files.chooseSave', { name: 'lo.pcapng' })).toEqual({ path: '/captures/b.pcapng' });
    for (const name of ['', '../b', 'a/b', 'a\\b', 'a\0b', 'x'.repeat(256)]) {
      await expect(engine.call('files.chooseSave', { name })).rejects.toMatchObject({ problem: { code: 'NL-CALL-01' } });
    }
  });
});

describe('one instance', () => {
  test('a second one hands its file over and ends', async () => {
    electron = new StandInElectron(false);
    runBundle(MAIN, electron.module);
    expect(electron.calls).toContain('quit');
    expect(electron.windows).toHaveLength(0);

    const engine = client(await start());
    const asked = new Promise((resolve) => engine.on('app.open', resolve));
    electron.app.emit('second-instance', {}, ['electron', CHECKOUT, '--flag', 'b.pcap'], '/captures');
    expect(await asked).toEqual({ path: '/captures/b.pcap' });
  });

  test('a file from the dock or a file manager is opened', async () => {
    const engine = client(await start());
    const asked = new Promise((resolve) => engine.on('app.open', resolve));
    let prevented = false;
    electron.app.emit('open-file', { preventDefault: () => (prevented = true) }, '/captures/c.pcap');
    expect([await asked, prevented]).toEqual([{ path: '/captures/c.pcap' }, true]);
  });
});
