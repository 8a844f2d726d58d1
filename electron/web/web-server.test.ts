// The web host's doors, tried from outside with raw sockets, fetch and WebSockets against the real server.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { PageFiles } from '../host/page-files';
import { STAND_IN_ENGINE, temporaryFolder, testFacts } from '../host/testing/host-facts';
import { UploadSpool } from './upload-spool';
import { WebServer } from './web-server';

const root = join(temporaryFolder(), 'renderer');
const spool = new UploadSpool(temporaryFolder());
let server: WebServer;
let origin: string;
let cookie: string;

beforeAll(async () => {
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(root, 'assets', 'main.js'), 'export {};');
  writeFileSync(join(dirname(root), 'secret.html'), 'secret');
  server = await WebServer.listen({ port: 0, files: await PageFiles.read(root), spool, engineScript: STAND_IN_ENGINE, facts: testFacts() });
  origin = new URL(server.newAddress()).origin;
  cookie = await enter();
});
afterAll(async () => {
  await server.close();
  spool.remove();
});

async function enter(): Promise<string> {
  const answer = await fetch(server.newAddress(), { redirect: 'manual' });
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${origin}${path}`, { redirect: 'manual', headers: { cookie, ...headers } });
}

/** What a client sends that does not tidy its own path or headers. */
function raw(head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => socket.write(head));
    let answer = '';
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

const rawGet = (path: string): Promise<string> =>
  raw(`GET ${path} HTTP/1.1\r\nHost: ${new URL(origin).host}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`);

const status = (answer: string): number => Number(answer.split(' ')[1]);

describe('token and cookie', () => {
  test('a token opens once: a strict cookie and a clean address', async () => {
    const address = server.newAddress();
    expect(new URL(address).searchParams.get('token')?.length).toBeGreaterThanOrEqual(43);
    const answer = await fetch(address, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect(answer.headers.get('set-cookie')).toMatch(/^netloupe-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(403);
  });

  test.each(['/', '/?token=', '/?token=wrong', '/assets/main.js', '/nowhere'])('a stranger gets 403 for %s', async (path) => {
    expect((await get(path, { cookie: '' })).status).toBe(403);
    expect((await get(path, { cookie: `${cookie.split('=')[0] ?? ''}=wrong` })).status).toBe(403);
  });

  test('who holds the cookie gets the page, with its headers', async () => {
    const answer = await get('/');
    expect(await answer.text()).toContain('<title>page</title>');
    const headers = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect((await get('/?token=used')).status).toBe(303);
  });
});

describe('Host, Origin, method', () => {
  test.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80', '[::2]', '127.0.0.1:1@evil.example', ''])(
    'Host %j is misdirected',
    async (host) => {
      expect(status(await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`))).toBe(421);
    },
  );

  test('an ssh tunnel may come under another port', async () => {
    expect(status(await raw(`GET / HTTP/1.1\r\nHost: localhost:8400\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`))).toBe(200);
  });

  test.each(['http://evil.example', 'null', 'http://localhost:1', 'https://127.0.0.1'])('Origin %s is refused', async (foreign) => {
    expect((await get('/', { origin: foreign })).status).toBe(403);
    const post = await fetch(`${origin}/upload?name=a`, { method: 'POST', body: 'x', headers: { cookie, origin: foreign } });
    expect(post.status).toBe(403);
    expect(await upgradeStatus({ cookie, origin: foreign })).toBe(403);
  });

  test.each(['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'POST'])('%s is not a way to read', async (method) => {
    expect((await fetch(`${origin}/`, { method, headers: { cookie, origin } })).status).toBe(405);
  });

  test('HEAD answers without a body', async () => {
    const answer = await fetch(`${origin}/assets/main.js`, { method: 'HEAD', headers: { cookie } });
    expect([answer.status, await answer.text(), answer.headers.get('content-length')]).toEqual([200, '', '10']);
  });
});

describe('paths lead nowhere but into the page', () => {
  test.each([
    '/../secret.html',
    '/assets/../../secret.html',
    '/..%2fsecret.html',
    '/%2e%2e/secret.html',
    '/%2e%2e%2fsecret.html',
    '/assets/..%5c..%5csecret.html',
    '//secret.html',
    '/./index.html',
    '/assets/',
    '/assets',
    '/index.html%00',
    '/etc/passwd',
    '//etc/passwd',
    '/constructor',
    '/__proto__',
  ])('%s is 404', async (path) => {
    const answer = await rawGet(path);
    expect(status(answer)).toBe(404);
    expect(answer).not.toContain('secret\n');
  });

  test.each(['http://evil.example/', '*', 'secret.html'])('a request for %s is not served', async (path) => {
    expect([400, 404, 421]).toContain(status(await rawGet(path)));
  });

  test('a head that never ends is not awaited', async () => {
    const answer = await raw(`GET / HTTP/1.1\r\nHost: ${new URL(origin).host}\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`);
    expect(status(answer)).toBe(431);
  });
});

describe('those who do not leave', () => {
  const closed = (head: string, port = Number(new URL(origin).port)): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => head && socket.write(head));
      let answer = '';
      socket.on('data', (data) => (answer += data.toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(answer));
    });

  test('a stranger who goes on sending is cut off, having been told why', async () => {
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const host = new URL(origin).host;
    const sent = await new Promise<{ bytes: number; answer: string }>((resolve) => {
      const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => socket.write(`POST /upload?name=a HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nTransfer-Encoding: chunked\r\n\r\n`));
      let answer = '';
      const timer = setInterval(() => socket.write(chunk), 20);
      socket.on('data', (data) => (answer += data.toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearInterval(timer);
        resolve({ bytes: socket.bytesWritten, answer });
      });
    });
    expect(status(sent.answer)).toBe(403);
    expect(sent.bytes).toBeGreaterThan(0);
  });

  test('a head that does not come, or not to its end, is not awaited', async () => {
    const impatient = await WebServer.listen({ port: 0, files: await PageFiles.read(root), spool, engineScript: STAND_IN_ENGINE, facts: testFacts(), patienceMs: 200 });
    const port = Number(new URL(impatient.newAddress()).port);
    // Whichever of the server's two clocks strikes first: closed without a word, or with 408.
    for (const head of ['', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: y\r\n']) {
      expect(['', '408']).toContain((await closed(head, port)).split(' ')[1] ?? '');
    }
    await impatient.close();
  });

  test('more connections than pages could need are closed at once; the page is still served when they go', async () => {
    const sockets = Array.from({ length: 200 }, () => connect(Number(new URL(origin).port), '127.0.0.1').on('error', () => undefined));
    const gone = (): number => sockets.filter((socket) => socket.closed).length;
    await expect.poll(gone).toBeGreaterThanOrEqual(200 - 128);
    for (const socket of sockets) socket.destroy();
    await expect.poll(async () => (await get('/').catch(() => null))?.status).toBe(200);
  });

  test('fragments without end, and pages that never read, cost no more than themselves', async () => {
    const socket = await openPipe();
    const raw = (socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket;
    const code = closeCode(socket);
    for (let i = 0; i < 20_000; i++) raw.write(Buffer.from([i === 0 ? 1 : 0, 0x80, 0, 0, 0, 0]));
    for (let i = 0; i < 20; i++) raw.write(Buffer.concat([Buffer.from([0, 0xff, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]), Buffer.alloc(65_536)]));
    expect([1006, 1008, 1009]).toContain(await code);
    const again = await openPipe();
    await close(again);
  });
});

describe('uploads', () => {
  const upload = (name: string, body: BodyInit): Promise<Response> =>
    fetch(`${origin}/upload?name=${encodeURIComponent(name)}`, { method: 'POST', body, headers: { cookie, origin } });

  test('are streamed into a private file of that name', async () => {
    const bytes = new Uint8Array(3_000_000).map((_, at) => at);
    const answer = await upload('my capture.pcapng', bytes);
    const { path } = (await answer.json()) as { path: string };
    expect(path.endsWith('/my capture.pcapng')).toBe(true);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect([statSync(path).mode & 0o777, statSync(dirname(path)).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  test.each(['../../etc/passwd', '/etc/passwd', '..\\..\\x', '.bashrc', '..', '', 'a\u0000b', '\u202egnp.exe', 'x'.repeat(5000)])(
    'stay in the spool whatever their name (%j)',
    async (name) => {
      const { path } = (await (await upload(name, 'x')).json()) as { path: string };
      expect(dirname(dirname(path))).toBe(spool.folder);
      expect(existsSync(path)).toBe(true);
    },
  );

  test('need the cookie', async () => {
    expect((await fetch(`${origin}/upload?name=a`, { method: 'POST', body: 'x', headers: { origin } })).status).toBe(403);
    expect((await fetch(`${origin}/upload?name=a`, { method: 'POST', body: 'x', headers: { cookie } })).status).toBe(403);
  });

  test('larger than the disk are refused in words', async () => {
    const head = `POST /upload?name=a HTTP/1.1\r\nHost: ${new URL(origin).host}\r\nOrigin: ${origin}\r\nCookie: ${cookie}\r\n`;
    const answer = await raw(`${head}Connection: close\r\nContent-Length: 900000000000000\r\n\r\n`);
    expect(status(answer)).toBe(507);
    expect(answer).toMatch(/cannot be taken over: the folder for temporary files has room for [\d.]+ MB/);
  });

  test('go with the spool', async () => {
    const other = new UploadSpool(temporaryFolder());
    other.remove();
    expect(existsSync(other.folder)).toBe(false);
  });
});

function upgradeStatus(headers: Record<string, string>, path = '/pipe'): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, { headers });
    socket.on('open', () => {
      socket.close();
      socket.on('close', () => resolve(101));
    });
    socket.on('unexpected-response', (_request, answer) => resolve(answer.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
}

async function openPipe(): Promise<WebSocket> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/pipe`, { headers: { cookie, origin } });
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  return socket;
}

const next = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString('utf8')))));
const closeCode = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', resolve));

async function close(socket: WebSocket): Promise<void> {
  socket.close();
  await closeCode(socket);
}

describe('the pipe', () => {
  test('needs cookie, Origin and its own path', async () => {
    expect(await upgradeStatus({ cookie, origin })).toBe(101);
    expect(await upgradeStatus({ origin })).toBe(403);
    expect(await upgradeStatus({ cookie })).toBe(403);
    expect(await upgradeStatus({ cookie, origin, host: 'evil.example' })).toBe(421);
    expect(await upgradeStatus({ cookie, origin }, '/other')).toBe(404);
  });

  test('carries calls, bytes as base64', async () => {
    const socket = await openPipe();
    const view = { time: 'utc', timeDigits: 6, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'tcpdump' };
    socket.send(JSON.stringify({ type: 'call', id: 1, name: 'frames.detail', args: { number: 3, view } }));
    expect(await next(socket)).toMatchObject({ type: 'result', id: 1, value: { number: 3, sources: [{ bytes: { $bytes: '3q2+7w==' } }] } });
    await close(socket);
  });

  test.each([
    ['no JSON', '{', 1007],
    ['no object', '[]', 1007],
    ['null', 'null', 1007],
    ['no id', '{"type":"call","name":"app.info"}', 1007],
    ['an event', '{"type":"event","name":"app.open","payload":{"path":"/"}}', 1007],
    ['bytes', Buffer.from([1, 2, 3]), 1003],
    ['more than 1 MiB', JSON.stringify({ type: 'call', id: 1, name: 'app.info', args: 'x'.repeat(1_100_000) }), 1009],
  ])('refuses %s and lives on', async (_what, text, code) => {
    const socket = await openPipe();
    socket.send(text);
    expect(await closeCode(socket)).toBe(code);
    const again = await openPipe();
    again.send('{"type":"call","id":1,"name":"app.info","args":{}}');
    expect(await next(again)).toMatchObject({ type: 'result', id: 1 });
    await close(again);
  });

  test('answers unknown calls and wrong arguments with a problem', async () => {
    const socket = await openPipe();
    for (const [name, args] of [['nothing', {}], ['toString', {}], ['app.info', { x: 1 }], ['frames.rows', null]] as const) {
      socket.send(JSON.stringify({ type: 'call', id: 9, name, args }));
      expect(await next(socket)).toMatchObject({ type: 'problem', id: 9, problem: { code: 'NL-CALL-01' } });
    }
    await close(socket);
  });

  test('answers ten thousand calls in a row, each once', async () => {
    const socket = await openPipe();
    const seen = new Set<number>();
    const done = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        seen.add((JSON.parse(data.toString('utf8')) as { id: number }).id);
        if (seen.size === 10_000) resolve();
      });
    });
    for (let id = 1; id <= 10_000; id += 1) socket.send(JSON.stringify({ type: 'call', id, name: 'fields.search', args: { text: 'a', limit: 1 } }));
    await done;
    await close(socket);
  });

  test('reads no further while 64 calls are unanswered', async () => {
    const socket = await openPipe();
    for (let id = 1; id <= 200; id += 1) socket.send(JSON.stringify({ type: 'call', id, name: 'fields.search', args: { text: 'never', limit: 1 } }));
    socket.send(JSON.stringify({ type: 'call', id: 201, name: 'app.info', args: {} }));
    const answer = await Promise.race([next(socket), new Promise((resolve) => setTimeout(() => resolve('held back'), 300))]);
    expect(answer).toBe('held back');
    socket.terminate();
  });

  test('is bounded: a ninth page is told to wait', async () => {
    const other = await WebServer.listen({ port: 0, files: await PageFiles.read(root), spool, engineScript: STAND_IN_ENGINE, facts: testFacts() });
    const answer = await fetch(other.newAddress(), { redirect: 'manual' });
    const headers = { cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '', origin: new URL(other.newAddress()).origin };
    const open = (): WebSocket => new WebSocket(`${headers.origin.replace('http', 'ws')}/pipe`, { headers });
    const pages = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const socket = open();
        await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
        return socket;
      }),
    );
    const ninth = open();
    ninth.on('error', () => undefined);
    expect(await new Promise((resolve) => ninth.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode)))).toBe(503);
    await close(pages[0]!);
    await expect
      .poll(async () => {
        const socket = open();
        return new Promise((resolve) => socket.on('open', () => resolve('open')).on('error', () => resolve('refused')));
      })
      .toBe('open');
    await other.close();
  });
});
