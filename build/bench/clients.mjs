// The clients of the benchmark's traffic, run inside the client's namespace: browsers that keep connections open, and DNS lookups.
import { createSocket } from 'node:dgram';
import http from 'node:http';
import https from 'node:https';
import { CLIENTS, SERVER } from './network.mjs';
import { random } from './random.mjs';

/**
 * How much: sessions over plain HTTP, HTTP on another port, HTTP over IPv6, and TLS; DNS questions.
 * @typedef {{ plain: number, other: number, ipv6: number, tls: number, dns: number, pages: string[] }} Amounts
 */

const AT_ONCE = 12;
const TIMEOUT_MS = 20_000;
const REQUESTS = [1, 1, 1, 2, 3, 8];
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36';
const TYPES = [1, 1, 1, 28, 15, 16];

/** @type {Amounts} */
const amounts = JSON.parse(process.argv[2] ?? '{}');

/**
 * Runs `count` jobs, some at a time; what fails (loss, a timeout) fails.
 * @param {number} count
 * @param {number} atOnce
 * @param {(r: import('./random.mjs').Random) => Promise<void>} job
 * @param {number} seed
 */
async function crowd(count, atOnce, job, seed) {
  let left = count;
  const one = async (/** @type {number} */ worker) => {
    const r = random(seed * 1000 + worker);
    while (left-- > 0) await job(r).catch(() => undefined);
  };
  await Promise.all(Array.from({ length: atOnce }, (_, i) => one(i)));
}

/**
 * One connection with a few requests, one after the other.
 * @param {{ tls?: boolean, host: string, port: number, bind?: boolean }} to
 */
function session({ tls = false, host, port, bind = true }) {
  return async (/** @type {import('./random.mjs').Random} */ r) => {
    const options = { keepAlive: true, maxSockets: 1, ...(bind && { localAddress: r.of(CLIENTS) }) };
    const servername = `www${r.below(300)}.bench.test`;
    const agent = tls ? new https.Agent({ ...options, rejectUnauthorized: false, servername }) : new http.Agent(options);
    try {
      for (let n = r.of(REQUESTS); n > 0; n--) await request(r, { agent, host, port, tls, servername });
    } finally {
      agent.destroy();
    }
  };
}

/**
 * @param {import('./random.mjs').Random} r
 * @param {{ agent: http.Agent, host: string, port: number, tls: boolean, servername: string }} to
 * @returns {Promise<void>}
 */
function request(r, { agent, host, port, tls, servername }) {
  const body = r.below(10) === 0 ? `name=${'y'.repeat(10 + r.below(3000))}` : '';
  const path = body ? `/api/${r.below(9)}` : `/${r.of(amounts.pages)}?id=${r.below(1e5)}&session=${r.below(2 ** 31).toString(16)}`;
  const headers = {
    Host: servername, 'User-Agent': AGENT, Accept: 'text/html,*/*', Cookie: `sid=${r.bytes(16).toString('hex')}; theme=dark`,
    ...(r.below(3) === 0 && { 'Accept-Encoding': 'gzip' }), ...(body && { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': body.length }),
  };
  return new Promise((resolve, reject) => {
    const send = tls ? https.request : http.request;
    const asked = send({ agent, host, port, path, headers, method: body ? 'POST' : 'GET', timeout: TIMEOUT_MS }, (response) => {
      response.resume();
      response.on('end', () => resolve());
      response.on('error', reject);
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', reject);
    asked.end(body);
  });
}

/**
 * One question from a port of its own.
 * @param {import('./random.mjs').Random} r
 * @returns {Promise<void>}
 */
function lookUp(r) {
  const name = `${r.of(['www', 'api', 'cdn', 'mail', 'img', 'db'])}${r.below(500)}.${r.of(['alpha', 'beta', 'corp', 'example', 'nowhere'])}.test`;
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]);
  const question = Buffer.from([r.below(256), r.below(256), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, r.of(TYPES), 0, 1]);
  const ipv6 = r.below(8) === 0;
  const socket = createSocket(ipv6 ? 'udp6' : 'udp4');
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      socket.close(() => resolve());
    };
    const timer = setTimeout(done, 1000);
    socket.once('message', done);
    socket.once('error', done);
    socket.bind({ address: ipv6 ? 'fd77::2' : r.of(CLIENTS) }, () => socket.send(question, 53, ipv6 ? SERVER.ipv6 : SERVER.ipv4));
  });
}

await Promise.all([
  crowd(amounts.plain, AT_ONCE, session({ host: SERVER.ipv4, port: 80 }), 1),
  crowd(amounts.other, 2, session({ host: SERVER.ipv4, port: 8080 }), 2),
  crowd(amounts.ipv6, 3, session({ host: SERVER.ipv6, port: 80, bind: false }), 3),
  crowd(amounts.tls, 6, session({ host: SERVER.ipv4, port: 443, tls: true }), 4),
  crowd(amounts.dns, 2, lookUp, 5),
]);
