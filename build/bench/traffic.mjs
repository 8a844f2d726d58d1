// Records the base capture: real programs talk across two namespaces while tcpdump writes down what passes.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from '../terminal.mjs';
import { CLIENT_DEVICE, Network, SERVER } from './network.mjs';
import { startServers } from './servers.mjs';

const CLIENTS = fileURLToPath(new URL('clients.mjs', import.meta.url));
/** All traffic ends after this long, whatever is left. */
const LIMIT_MS = 180_000;
/** Set so that the kinds end at about the same time and come to some 650 bytes a packet. */
const AMOUNTS = { plain: 2300, other: 600, ipv6: 700, tls: 1100, dns: 7800 };
const REDIS_REQUESTS = 3300;
const IPERF_TCP = { megabytes: 22, rate: '13M' };
const IPERF_UDP = { kilobytes: 3800, rate: '2.4M', length: 300 };
const PINGS = 1100;
const CURL_DOWNLOADS = 800;

/**
 * @param {string} path of the pcap file
 * @param {string} folder for what the servers need; emptied at the end
 * @returns {Promise<{ loss: string, kernelDrops: string }>}
 */
export async function recordTraffic(path, folder) {
  const network = new Network();
  const onExit = () => network.remove();
  process.once('exit', onExit);
  mkdirSync(folder, { recursive: true });
  try {
    network.create();
    say('traffic', `namespaces ${Object.values(network.names).join(', ')}; loss ${network.loss}`);
    const pages = await startServers(network, folder);
    const tcpdump = network.start('client', 'tcpdump', ['-i', CLIENT_DEVICE, '-B', '131072', '-s', '0', '-Z', 'root', '-w', path], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    tcpdump.stderr?.on('data', (/** @type {Buffer} */ data) => (said += data.toString('utf8')));
    await pause(1500);
    await talk(network, folder, pages);
    await pause(1000);
    tcpdump.kill('SIGINT');
    await new Promise((resolve) => tcpdump.once('close', resolve));
    return { loss: network.loss, kernelDrops: /(\d+) packets? dropped by kernel/.exec(said)?.[1] ?? 'unknown' };
  } finally {
    network.remove();
    process.off('exit', onExit);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {Network} network
 * @param {string} folder
 * @param {string[]} pages
 */
async function talk(network, folder, pages) {
  const downloads = Array.from({ length: CURL_DOWNLOADS }, (_, i) => `url = "${i % 3 === 0 ? 'http' : 'https'}://[${SERVER.ipv6}]/${pages[i % pages.length]}?n=${i}"\noutput = "/dev/null"`);
  writeFileSync(join(folder, 'downloads'), downloads.join('\n'));
  const redis = ['-h', SERVER.ipv4, '-n', String(REDIS_REQUESTS), '-c', '8', '-d', '64', '-r', '10000', '-t', 'set,get,lpush,hset', '-q'];
  /** @type {[string, readonly string[]][]} */
  const jobs = [
    [process.execPath, [CLIENTS, JSON.stringify({ ...AMOUNTS, pages })]],
    ['curl', ['-s', '-k', '-Z', '--parallel-max', '4', '--http1.1', '-K', join(folder, 'downloads')]],
    ['redis-benchmark', redis],
    ['iperf3', ['-c', SERVER.ipv4, '-n', `${IPERF_TCP.megabytes}M`, '-b', IPERF_TCP.rate]],
    ['iperf3', ['-c', SERVER.ipv4, '-p', '5202', '-u', '-l', String(IPERF_UDP.length), '-b', IPERF_UDP.rate, '-n', `${IPERF_UDP.kilobytes}K`]],
    ['ping', ['-q', '-i', '0.01', '-c', String(PINGS - 150), SERVER.ipv4]],
    ['ping', ['-q', '-i', '0.05', '-c', '150', SERVER.ipv6]],
  ];
  const began = Date.now();
  await Promise.all(jobs.map(async ([program, args]) => {
    const child = network.start('client', program, args);
    const timer = setTimeout(() => child.kill('SIGTERM'), LIMIT_MS);
    await new Promise((resolve) => child.once('close', resolve));
    clearTimeout(timer);
    say('traffic', `${program.split('/').at(-1)} took ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }));
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
