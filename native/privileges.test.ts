// The rights of the capture program: what it needs, that no thread keeps any, and that files are the user's.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compileNative, RELEASE_FLAGS } from '../build/native.mjs';
import { canMakeNetworks, NEEDS_ROOT, Network, works } from '../build/testing/network';
import { CaptureRun, COMPILE_MS, isBuilt, NOT_BUILT } from './testing/program';

const UDP = ['-f', 'udp port 9999'];
const able = canMakeNetworks && works('sh', ['-c', 'command -v setcap && command -v setpriv']);

describe.skipIf(!isBuilt || !able)(isBuilt ? (able ? 'privileges' : `${NEEDS_ROOT}, and setcap and setpriv`) : NOT_BUILT, () => {
  const user = ['setpriv', '--reuid', '1000', '--regid', '1000', '--clear-groups'];
  let network: Network;
  let own = '';
  let folder = '';
  const asUser = (path: string, name = 'x.pcapng') => new CaptureRun(['ip', 'netns', 'exec', network.name, ...user, own, 'capture', '-w', join(path, name), '-i', 'left', '-B', '300000', ...UDP]);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netloupe-privileges-'));
    execFileSync('chmod', ['0755', join(folder, '..'), folder]);
    own = join(folder, 'netloupe-capture');
    await compileNative(own, RELEASE_FLAGS);
    mkdirSync(join(folder, 'theirs'));
    execFileSync('chown', ['1000:1000', join(folder, 'theirs')]);
  }, COMPILE_MS);
  beforeEach(() => {
    network = new Network();
    return () => network.remove();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function rights(run: CaptureRun): Promise<Record<string, string>[]> {
    // When counts come all threads run.
    await run.until(({ event }) => event === 'counts', 'counts');
    return readdirSync(`/proc/${run.child.pid}/task`).map((task) => {
      const lines = readFileSync(`/proc/${run.child.pid}/task/${task}/status`, 'utf8').split('\n').map((line) => line.split(':\t'));
      return Object.fromEntries(lines.filter(([name = '']) => /^(Uid|Gid|CapPrm|CapEff|CapInh|CapAmb|NoNewPrivs)$/.test(name))) as Record<string, string>;
    });
  }
  const NOTHING = { CapPrm: '0000000000000000', CapEff: '0000000000000000', CapInh: '0000000000000000', CapAmb: '0000000000000000', NoNewPrivs: '1' };

  it('without the capability: permission, said once', async () => {
    const run = asUser(join(folder, 'theirs'));
    expect(await run.ended()).toMatchObject({ reason: 'problem' });
    expect(run.events[0]).toMatchObject({ event: 'problem', code: 'permission', interface: 0, fatal: true });
    expect(await run.exit).toBe(1);
  });

  it.each([['the capability on the file', 'setcap'], ['the set-user-ID bit', 'chmod']])('an ordinary user, %s: captures, and no thread keeps a right', async (_, way) => {
    if (way === 'setcap') execFileSync('setcap', ['cap_net_raw=ep', own]);
    else {
      execFileSync('setcap', ['-r', own]);
      chmodSync(own, 0o4755);
    }
    const run = asUser(join(folder, 'theirs'), `${way}.pcapng`);
    const found = await rights(run);
    expect(found.length).toBeGreaterThanOrEqual(3);
    for (const one of found) expect(one).toEqual({ ...NOTHING, Uid: '1000\t1000\t1000\t1000', Gid: '1000\t1000\t1000\t1000' });
    network.send(1_000);
    await run.stop();
    const { received, written, dropped, bufferBytes } = run.counts();
    expect([received, written + dropped]).toEqual([1_000, 1_000]);
    // What is mapped, not what was asked for, and not the default.
    expect(bufferBytes).toBeGreaterThan(300_000);
    expect(bufferBytes).toBeLessThan(2_000_000);
    const { uid, mode } = statSync(join(folder, 'theirs', `${way}.pcapng`));
    expect([uid, mode & 0o777]).toEqual([1000, 0o600]);
    // Files are the user's: a folder of somebody else stays closed.
    const other = asUser(folder, `${way}.pcapng`);
    await other.ended();
    expect(other.events.find(({ event }) => event === 'problem')).toMatchObject({ code: 'write', text: expect.stringContaining('Permission denied') as string });
  });

  it('an ordinary user starts and stops 100 times with traffic: every packet is kept, or counted where the busy kernel drops one, and no process or socket stays', async () => {
    chmodSync(own, 0o755);
    execFileSync('setcap', ['cap_net_raw=ep', own]);
    let lost = 0;
    for (let i = 0; i < 100; i += 1) {
      const run = asUser(join(folder, 'theirs'), 'again.pcapng');
      await run.started();
      network.send(10);
      expect(await run.stop()).toMatchObject({ reason: 'stopped' });
      const { received, written, dropped } = run.counts();
      expect([received, written + dropped, await run.exit]).toEqual([10, 10, 0]);
      lost += dropped;
    }
    expect(lost).toBeLessThanOrEqual(2);
    // The kernel's list of packet sockets in the namespace: its heading only.
    expect(network.run('cat', ['/proc/net/packet']).trim().split('\n')).toHaveLength(1);
  }, 240_000);

  it('root: writes where the folder is somebody else’s, and keeps nothing', async () => {
    chmodSync(join(folder, 'theirs'), 0o700);
    const run = new CaptureRun([own, 'capture', '-w', join(folder, 'theirs/root.pcapng'), '-i', 'left', '--netns', network.path]);
    for (const one of await rights(run)) expect(one).toMatchObject(NOTHING);
    await run.stop();
  });
});
