// The web host's server: static files, uploads and the pipe, on loopback, for those who hold the session cookie.
import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { Engines } from '../host/engines';
import type { HostFacts } from '../host/host-calls';
import { SECURITY_HEADERS, type PageFiles } from '../host/page-files';
import { openPageSession, type PageSession } from '../host/page-session';
import { Access, type Refusal } from './access';
import { socketPipe } from './socket-pipe';
import { DiskFullError, type UploadSpool } from './upload-spool';

export interface WebServerOptions {
  /** 0 = any that is free. */
  readonly port: number;
  readonly files: PageFiles;
  readonly spool: UploadSpool;
  readonly engineScript: string;
  readonly facts: HostFacts;
  /** How long a head may take to come. */
  readonly patienceMs?: number;
}

/** Longest message from a page; larger ones close the socket. */
const MESSAGE_BYTES = 1024 * 1024;
/** Each page has an engine thread of its own. */
const PAGES = 8;
const UPLOADS = 4;
/** Far more than eight pages need, far fewer than the files that a process may have open. */
const CONNECTIONS = 128;
const PATIENCE_MS = 10_000;
/** For those turned away while they still send: time to read why. */
const LINGER_MS = 500;

export class WebServer {
  private readonly access: Access;
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES, perMessageDeflate: false });
  private readonly sessions = new Set<PageSession>();
  private uploads = 0;
  /** Started ahead, so that the first page finds it warm. */
  private readonly engines: Engines;

  private constructor(
    private readonly server: Server,
    private readonly port: number,
    private readonly options: WebServerOptions,
  ) {
    this.access = new Access(`netloupe-${port}`);
    this.engines = new Engines(options.engineScript);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response));
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => this.upgrade(request, socket, head));
  }

  static async listen(options: WebServerOptions): Promise<WebServer> {
    // Uploads of many gigabytes take as long as they take; slow headers do not.
    const patience = options.patienceMs ?? PATIENCE_MS;
    const server = createServer({ requestTimeout: 0, headersTimeout: patience, connectionsCheckingInterval: patience / 4 });
    server.maxConnections = CONNECTIONS;
    // Node counts from a head's first byte: who never sends one is asked to leave by the socket's own timer.
    server.on('connection', (socket) => {
      const timer = setTimeout(() => socket.bytesRead === 0 && socket.destroy(), patience).unref();
      socket.once('close', () => clearTimeout(timer));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, '127.0.0.1', resolve);
    });
    return new WebServer(server, (server.address() as AddressInfo).port, options);
  }

  /** An address that opens one session, once. */
  newAddress(): string {
    return `http://127.0.0.1:${this.port}/?token=${this.access.newToken()}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate();
    this.server.closeAllConnections();
    this.server.close();
    await Promise.all([...[...this.sessions].map((session) => session.end()), this.engines.end()]);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      const foreign = this.access.refuseForeign(request, !isRead);
      if (foreign) refuse(request, response, foreign);
      else if (isRead) await this.read(request, response);
      else if (request.method === 'POST' && splitUrl(request).path === '/upload') await this.upload(request, response);
      else finish(response, 405, 'GET and HEAD only.', { Allow: 'GET, HEAD' });
    } catch (error) {
      process.stderr.write(`netloupe: ${String(error)}\n`);
      if (!response.headersSent) finish(response, 500, 'Netloupe made a mistake; the terminal says which.');
      else response.destroy();
    }
  }

  private async read(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { path, query } = splitUrl(request);
    const token = query.get('token');
    const stranger = this.access.refuseStranger(request);
    if (path === '/' && token !== null) {
      const cookie = this.access.exchange(token);
      if (cookie !== null) finish(response, 303, 'Come in.', { Location: '/', 'Set-Cookie': cookie });
      else if (stranger) refuse(request, response, stranger);
      else finish(response, 303, 'You are in already.', { Location: '/' });
      return;
    }
    if (stranger) return refuse(request, response, stranger);
    const file = await this.options.files.get(path);
    if (!file) return finish(response, 404, 'There is no such page.');
    response.writeHead(200, { ...file.headers, 'Content-Length': file.body.length });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  }

  private async upload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const stranger = this.access.refuseStranger(request);
    if (stranger) return refuse(request, response, stranger);
    if (this.uploads >= UPLOADS) return finish(response, 503, 'Other files are still being handed over; try again when they are done.');
    this.uploads += 1;
    try {
      const announced = Number(request.headers['content-length'] ?? 0);
      const path = await this.options.spool.write(splitUrl(request).query.get('name') ?? '', announced, request);
      response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ path }));
    } catch (error) {
      if (error instanceof DiskFullError) finish(response, 507, error.message);
      else if (request.destroyed) response.destroy();
      else throw error;
    } finally {
      this.uploads -= 1;
    }
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const refusal = this.access.refuseForeign(request, true) ?? this.access.refuseStranger(request);
    if (refusal) return refuseUpgrade(socket, refusal.status, refusal.reason);
    if (splitUrl(request).path !== '/pipe') return refuseUpgrade(socket, 404, 'There is no such pipe.');
    if (this.sockets.clients.size >= PAGES) return refuseUpgrade(socket, 503, `Netloupe is open in ${PAGES} pages already; close one.`);
    this.sockets.handleUpgrade(request, socket, head, (page) => void this.serve(page));
  }

  private async serve(page: WebSocket): Promise<void> {
    page.pause();
    // Oversized and malformed frames arrive here; `ws` closes the socket itself.
    page.on('error', () => undefined);
    const engine = await this.engines.take();
    if (page.readyState !== page.OPEN) return this.engines.leave(engine);
    const session = openPageSession(socketPipe(page), engine, this.options.facts);
    this.sessions.add(session);
    page.on('close', () => {
      this.sessions.delete(session);
      void this.engines.leave(engine);
    });
    page.resume();
  }
}

/** Not `new URL`: it would resolve `..` before anyone looks. */
function splitUrl(request: IncomingMessage): { path: string; query: URLSearchParams } {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  return { path, query: new URLSearchParams(query) };
}

/** Whoever is turned away is not listened to any longer, however much is still to come. */
function refuse(request: IncomingMessage, response: ServerResponse, { status, reason }: Refusal): void {
  finish(response, status, reason);
  if (!request.complete) setTimeout(() => request.socket.destroy(), LINGER_MS).unref();
}

function finish(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8', ...headers });
  response.end(`${text}\n`);
}

function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n`;
  socket.end(`${head}Content-Length: ${Buffer.byteLength(reason)}\r\n\r\n${reason}`);
}
