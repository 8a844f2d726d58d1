// Entry of the web host: serves the interface on loopback and says under which address. Started by `npm start`.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { PageFiles } from '../host/page-files';
import { RecentFiles } from '../host/recent-files';
import { SettingsFile, settingsPath } from '../host/settings-file';
import { UploadSpool } from './upload-spool';
import { WebServer } from './web-server';

const OUT = resolve(import.meta.dirname, '..');

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { port: { type: 'string', default: '0' } } });
  const spool = new UploadSpool();
  process.on('exit', () => spool.remove());
  const settings = new SettingsFile(settingsPath());
  const server = await WebServer.listen({
    port: portNumber(values.port),
    files: await PageFiles.read(join(OUT, 'renderer')),
    spool,
    engineScript: join(OUT, 'engine', 'engine-thread.cjs'),
    facts: {
      host: 'web',
      version,
      sample: join(OUT, 'sample.pcapng'),
      openPath: () => (positionals[0] === undefined ? '' : resolve(positionals[0])),
      chooseFile: null,
      chooseSaveFile: null,
      settings,
      recent: new RecentFiles(settings, (path) => spool.holds(path)),
    },
  });
  announce(server);
  endWith(server);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`--port takes a number from 0 to 65535, not ${text}`);
}

/** To the program that started this one if there is such a line, otherwise to the terminal, where Enter asks for another address. */
function announce(server: WebServer): void {
  if (process.send) {
    process.send({ address: server.newAddress() });
    return;
  }
  process.stdout.write(`${server.newAddress()}\n`);
  if (process.stdin.isTTY) process.stdin.on('data', () => process.stdout.write(`${server.newAddress()}\n`));
}

function endWith(server: WebServer): void {
  const end = (): void => {
    // A thread that does not want to end must not keep the process.
    setTimeout(() => process.exit(0), 2_000).unref();
    void server.close().finally(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(signal, end);
  process.on('message', (request) => {
    if (request === 'address') process.send?.({ address: server.newAddress() });
  });
}

function startProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is taken, perhaps by another Netloupe: choose another one, or leave out --port for any that is free.`;
  if (code === 'EACCES') return `port ${port} may not be used: choose one from 1024 on, or leave out --port.`;
  return error.message;
}

main().catch((error: unknown) => {
  process.stderr.write(`netloupe: ${startProblem(error)}\n`);
  process.exit(1);
});
