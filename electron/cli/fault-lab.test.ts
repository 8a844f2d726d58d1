// A fault lab: real programs talk over a network that loses, doubles, reorders and delays; what we say of each fresh capture is what tshark says of it.
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildForwarder, FaultyNetwork, hasProgram, SERVER, WHY_NO_FAULTS, type Faults } from '../../build/testing/faulty-network';

const NETLOUPE = join(import.meta.dirname, '../../out/netloupe');
const why = WHY_NO_FAULTS !== '' ? WHY_NO_FAULTS : existsSync(NETLOUPE) ? '' : 'SKIPPED: the command is not built here';
if (why !== '') console.warn(`fault lab: ${why}`);

const FIELDS = [
  'frame.number', 'tcp.stream', 'tcp.seq', 'tcp.ack', 'tcp.nxtseq', 'tcp.window_size', 'tcp.completeness',
  ...['retransmission', 'fast_retransmission', 'spurious_retransmission', 'out_of_order', 'duplicate_ack', 'lost_segment', 'ack_lost_segment', 'zero_window', 'zero_window_probe', 'zero_window_probe_ack',
    'window_update', 'window_full', 'keep_alive', 'keep_alive_ack', 'reused_ports', 'bytes_in_flight', 'push_bytes_sent', 'ack_rtt', 'acks_frame', 'initial_rtt', 'rto', 'rto_frame', 'duplicate_ack_num', 'duplicate_ack_frame'].map((name) => `tcp.analysis.${name}`),
];
const isFinding = (field: string): boolean => field.startsWith('tcp.analysis.') && !/bytes|_rtt|_frame|rto|_num/.test(field);
const run = promisify(execFile);
const printed = async (program: string, args: readonly string[]): Promise<string[]> => (await run(program, [...args, ...FIELDS.flatMap((f) => ['-e', f])], { maxBuffer: 1 << 28 })).stdout.trimEnd().split('\n');

/** What is said of each frame, with the name of what differs. */
async function differences(file: string): Promise<{ frames: number; seen: Set<string>; differing: string[] }> {
  const [theirs, ours] = await Promise.all([printed('tshark', ['-n', '-r', file, '-T', 'fields']), printed(process.execPath, [NETLOUPE, 'read', '-r', file, '-T', 'fields'])]);
  const seen = new Set<string>();
  const differing: string[] = [];
  if (theirs.length !== ours.length) differing.push(`${theirs.length} / ${ours.length} frames`);
  theirs.forEach((line, i) => {
    const own = (ours[i] ?? '').split('\t');
    line.split('\t').forEach((value, k) => {
      if (value !== '') seen.add(FIELDS[k]!.replace('tcp.analysis.', ''));
      // A finding without a value: tshark prints 1 or its words.
      const [wanted, have] = isFinding(FIELDS[k]!) ? [value !== '', Boolean(own[k])] : [value, own[k] ?? ''];
      if (wanted !== have) differing.push(`#${i + 1} ${FIELDS[k]!}: ${value || 'nothing'} / ${own[k] ?? 'nothing'}`);
    });
  });
  return { frames: theirs.length, seen, differing };
}

type Talk = (network: FaultyNetwork, folder: string) => Promise<void>;

/** A reader that takes what came so far, then reads nothing for a while, and a writer that keeps on. */
const SLOW_READER = `
const { createServer } = require('node:net');
createServer((s) => { s.on('error', () => undefined); s.once('data', () => { s.pause(); setTimeout(() => s.resume(), 900); }); s.on('end', () => s.end()); }).listen(7000, () => console.log('ready'));
`;
const WRITER = `
const s = require('node:net').connect(7000, '${SERVER}', () => { s.write(Buffer.alloc(600000, 'x')); s.end(); });
s.on('close', () => process.exit()); s.on('error', () => process.exit()); s.resume();
`;
const KEPT_ALIVE = `
const { createServer } = require('node:net');
createServer((s) => { s.setKeepAlive(true, 1000); s.on('error', () => undefined); s.pipe(s); }).listen(7000, () => console.log('ready'));
`;
const QUIET = `
const s = require('node:net').connect(7000, '${SERVER}', () => { s.write('hello'); setTimeout(() => s.end('bye'), 1400); });
s.on('close', () => process.exit()); s.on('error', () => process.exit()); s.resume();
`;

const TALKS: Readonly<Record<string, { readonly needs: readonly string[]; readonly talk: Talk }>> = {
  'nginx and curl': {
    needs: ['nginx', 'curl'],
    talk: async (network, folder) => {
      mkdirSync(join(folder, 'www'), { recursive: true });
      writeFileSync(join(folder, 'www/file'), Buffer.alloc(200_000, 'netloupe '));
      writeFileSync(join(folder, 'nginx.conf'), `daemon off; master_process off; pid ${folder}/pid; error_log stderr notice; events {} http { access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder}; server { listen 80; root ${folder}/www; } }`);
      await network.start(network.server, 'nginx', ['-c', join(folder, 'nginx.conf')], 'epoll');
      await network.run(network.client, 'curl', ['-s', '--max-time', '8', '-o', '/dev/null', `http://${SERVER}/file`, '-o', '/dev/null', `http://${SERVER}/none`], 10_000);
    },
  },
  iperf3: {
    needs: ['iperf3'],
    talk: async (network) => {
      await network.start(network.server, 'iperf3', ['-s', '-1', '--forceflush'], 'listening');
      await network.run(network.client, 'iperf3', ['-c', SERVER, '-n', '300K', '-P', '2'], 10_000);
    },
  },
  redis: {
    needs: ['redis-server', 'redis-cli'],
    talk: async (network, folder) => {
      await network.start(network.server, 'redis-server', ['--bind', SERVER, '--protected-mode', 'no', '--save', '', '--dir', folder], 'Ready to accept');
      await network.run(network.client, 'redis-cli', ['-h', SERVER, '-r', '120', 'incrby', 'counter', '7'], 10_000);
    },
  },
  'a reader that stops reading': {
    needs: [],
    talk: async (network) => {
      await network.start(network.server, process.execPath, ['-e', SLOW_READER], 'ready');
      await network.run(network.client, process.execPath, ['-e', WRITER], 10_000);
    },
  },
  'a connection kept alive': {
    needs: [],
    talk: async (network) => {
      await network.start(network.server, process.execPath, ['-e', KEPT_ALIVE], 'ready');
      await network.run(network.client, process.execPath, ['-e', QUIET], 10_000);
    },
  },
};

/** NETLOUPE_LAB_SEED=101 for others; NETLOUPE_LAB_KEEP=FOLDER keeps the captures of which both say different things. */
const FIRST_SEED = Number(process.env['NETLOUPE_LAB_SEED'] ?? 1);
const BAD: readonly Omit<Faults, 'seed'>[] = [
  { loss: 40, doubled: 0, reordered: 0, delay: 1 },
  { loss: 0, doubled: 50, reordered: 0, delay: 2 },
  { loss: 0, doubled: 0, reordered: 60, delay: 1 },
  { loss: 20, doubled: 20, reordered: 20, delay: 5 },
];
const RUNS = Object.entries(TALKS).flatMap(([name, { needs, talk }], t) => BAD.map((bad, b) => ({ name, needs, talk, at: b % 2 === 0 ? 'client' : 'server', faults: { ...bad, seed: FIRST_SEED + t * BAD.length + b } }) as const));

describe.skipIf(why !== '')('fault lab', () => {
  const root = mkdtempSync(join(tmpdir(), 'netloupe-lab-'));
  const seen = new Set<string>();
  let forwarder = '';
  beforeAll(() => {
    forwarder = buildForwarder(root);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  for (const { name, needs, talk, at, faults } of RUNS) {
    test(`${name}, seed ${faults.seed}: loss ${faults.loss}, doubled ${faults.doubled}, reordered ${faults.reordered} ‰, ${faults.delay} ms, captured at the ${at}`, { timeout: 60_000, concurrent: true, skip: !needs.every(hasProgram) }, async () => {
      const folder = mkdtempSync(join(root, 'run-'));
      const file = join(folder, 'fresh.pcap');
      const network = await FaultyNetwork.make(forwarder, faults);
      try {
        const stop = await network.capture(at === 'client' ? network.client : network.server, file);
        await talk(network, folder);
        await stop();
      } finally {
        await network.remove();
      }
      const told = await differences(file);
      for (const field of told.seen) seen.add(field);
      expect(told.frames).toBeGreaterThan(8);
      const keep = process.env['NETLOUPE_LAB_KEEP'];
      if (told.differing.length > 0 && keep !== undefined) copyFileSync(file, join(keep, `seed-${faults.seed}.pcap`));
      expect(told.differing).toEqual([]);
    });
  }

  test.skipIf(!RUNS.every(({ needs }) => needs.every(hasProgram)))('the runs brought what they were made for', () => {
    for (const finding of ['retransmission', 'out_of_order', 'duplicate_ack', 'lost_segment', 'zero_window', 'window_full', 'window_update', 'keep_alive', 'rto']) expect([...seen]).toContain(finding);
  });
});
