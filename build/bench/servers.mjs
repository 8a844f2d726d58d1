// What answers in the server's namespace: nginx (plain and TLS), redis, dnsmasq, iperf3; with pages of many sizes.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER } from './network.mjs';
import { programPath } from './programs.mjs';
import { random } from './random.mjs';

const PAGES = 60;
const SMALLEST = 200;
const LARGEST = 45_000;
const EXTENSIONS = ['html', 'css', 'js', 'json', 'png', 'jpg'];
const WORDS = ['packet', 'window', 'sequence', 'the', 'of', 'segment', 'lost', 'again', 'router', 'between', 'two', 'hosts', 'and'];

/**
 * Starts all servers; resolves when they listen.
 * @param {import('./network.mjs').Network} network
 * @param {string} folder for configurations, pages and certificates
 */
export async function startServers(network, folder) {
  mkdirSync(join(folder, 'www'), { recursive: true });
  const pages = writePages(join(folder, 'www'));
  certificate(folder);
  writeFileSync(join(folder, 'nginx.conf'), nginxConfiguration(folder));
  network.start('server', 'nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'nginx.log')]);
  network.start('server', 'redis-server', ['--bind', SERVER.ipv4, '--protected-mode', 'no', '--save', '', '--appendonly', 'no', '--dir', folder]);
  network.start('server', 'dnsmasq', dnsmasqArguments());
  for (const port of ['5201', '5202']) network.start('server', 'iperf3', ['-s', '-B', SERVER.ipv4, '-p', port]);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return pages;
}

/** Pages from 200 bytes to 45 kB, small ones more often; text and what looks like pictures. */
function writePages(/** @type {string} */ folder) {
  const r = random(1);
  return Array.from({ length: PAGES }, (_, i) => {
    const extension = r.of(EXTENSIONS);
    const size = Math.floor(SMALLEST * (LARGEST / SMALLEST) ** r.next());
    const isText = EXTENSIONS.indexOf(extension) < 4;
    const name = `page-${i}.${extension}`;
    writeFileSync(join(folder, name), isText ? text(r, size) : r.bytes(size));
    return name;
  });
}

/**
 * @param {import('./random.mjs').Random} r
 * @param {number} size
 */
function text(r, size) {
  let result = '';
  while (result.length < size) result += `${r.of(WORDS)}${r.below(9) === 0 ? `${r.below(1e6)}\n` : ' '}`;
  return result.slice(0, size);
}

/** @param {string} folder */
function certificate(folder) {
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')];
  const made = spawnSync(programPath('openssl'), ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/O=Netloupe Bench/CN=www.bench.test', ...files]);
  if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.stderr.toString().trim()}`);
}

/** @param {string} folder */
function nginxConfiguration(folder) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((what) => `${what}_temp_path ${join(folder, what)};`).join(' ');
  return `daemon off; master_process off; pid ${join(folder, 'nginx.pid')}; user root;
events { worker_connections 2000; }
http {
  types { text/html html; text/css css; application/javascript js; application/json json; image/png png; image/jpeg jpg; }
  access_log off; keepalive_requests 200; ${temporary}
  gzip on; gzip_min_length 1000; gzip_types text/css application/javascript application/json;
  server {
    listen 80; listen [::]:80; listen 8080; listen 443 ssl; listen [::]:443 ssl;
    ssl_certificate certificate.pem; ssl_certificate_key key.pem; root www;
    location /api/ { default_type application/json; return 200 '{"ok":true,"items":[1,2,3]}'; }
  }
}
`;
}

function dnsmasqArguments() {
  const zones = ['alpha', 'beta', 'corp', 'example'].map((zone, i) => `--address=/${zone}.test/10.77.7.${20 + i}`);
  return [
    '--keep-in-foreground', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--bind-interfaces', '--user=root', '--pid-file=',
    `--listen-address=${SERVER.ipv4},${SERVER.ipv6}`, ...zones, '--address=/alpha.test/fd77::77', '--address=/corp.test/fd77::48',
    '--txt-record=text.example.test,v=spf1 -all', '--mx-host=example.test,mail.example.test,10', '--ptr-record=1.0.77.10.in-addr.arpa,www.bench.test',
  ];
}
