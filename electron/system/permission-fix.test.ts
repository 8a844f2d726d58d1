// The permission doctor on this machine as an ordinary user: what it says is missing is missing, and its one command makes captures work.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canMakeNetworks, NEEDS_ROOT, Network, works } from '../../build/testing/network';
import { captureProgramFile } from '../capture/capture-program';
import { inEnglish } from '../../shared/live/phrase';
import { Fixes } from './fixes';
import { runProgram } from '../capture/system-command';
import { hostReaders, type HostReaders } from './host-readers';
import { doctorReport } from './permission-doctor';
import { runCommand } from './run-command';

const built = captureProgramFile();
const able = canMakeNetworks && works('sh', ['-c', 'command -v setcap && command -v getcap && command -v setpriv']);
const USER = ['--reuid', '1000', '--regid', '1000', '--clear-groups', '--inh-caps=-all'];

describe.skipIf(built === null || !able)(built === null ? 'SKIPPED: the capture program is not built here' : able ? 'as an ordinary user' : `${NEEDS_ROOT}, and setcap, getcap and setpriv`, () => {
  let folder = '';
  let program = '';
  let network: Network;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'netloupe-doctor-'));
    for (let at = folder; at !== '/'; at = dirname(at)) if ((statSync(at).mode & 0o001) === 0) chmodSync(at, statSync(at).mode | 0o111);
    mkdirSync(join(folder, "a user's"));
    program = join(folder, "a user's", 'netloupe-capture');
    copyFileSync(built!, program);
    chmodSync(program, 0o755);
    network = new Network();
  });
  afterAll(() => {
    network.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const asUser = (args: readonly string[]) => runProgram('ip', ['netns', 'exec', network.name, 'setpriv', ...USER, ...args], 20_000);
  /** This machine as user 1000 sees it, in the namespace. */
  function userReaders(): HostReaders {
    const own = hostReaders();
    return {
      ...own, uid: 1000, gid: 1000, groups: [1000], user: execFileSync('sh', ['-c', 'getent passwd 1000 | cut -d: -f1 || true'], { encoding: 'utf8' }).trim(), program,
      read: async (path) => (path.startsWith('/proc/self/') ? asUser(['cat', path]).then(({ status, stdout }) => (status === 0 ? stdout.trim() : null)) : own.read(path)),
      file: async (path) => own.file(path).then(async (facts) => facts && { ...facts, executable: (await asUser(['test', '-x', path])).status === 0 }),
      find: (name) => (name === 'pkexec' ? null : own.find(name)),
      run: (path, args) => asUser([path, ...args]),
    };
  }
  const report = async () => inEnglish(await doctorReport(userReaders(), new Fixes(runCommand)));
  /** As the user would, having typed a password. */
  const type = (line: string) => execFileSync('sh', ['-c', line.replaceAll(/(^|&& )sudo /g, '$1')], { stdio: ['ignore', 'pipe', 'pipe'] });

  it('names the capability and the command; after it captures work, promiscuous too; the undo takes it back', async () => {
    // Of the user's own, as it is after a build in a checkout: group and mode need no root.
    chownSync(program, 1000, 1000);
    const before = await report();
    expect(before).toMatchObject({ able: false, backend: 'own', code: 'NL-CAP-02' });
    const fix = before.findings.find(({ id }) => id === 'capability')?.fix;
    expect(fix?.command).toContain('setcap cap_net_raw=ep');
    if (!fix || fix.command.includes('groupadd') || fix.command.includes('usermod')) return expect(fix?.explanation).toContain('next login');

    type(fix.command);
    expect(execFileSync('getcap', [program], { encoding: 'utf8' }).trim()).toBe(`${program} cap_net_raw=ep`);
    expect(await report()).toMatchObject({ able: true, backend: 'own', code: '', summary: '' });
    const file = join(folder, "a user's", 'x.pcapng');
    chownSync(dirname(file), 1000, 1000);
    const capture = asUser([program, 'capture', '-w', file, '-c', '20', '-i', 'left', '-f', 'udp port 9999']);
    let promiscuity = '0';
    for (let i = 0; i < 100 && promiscuity === '0'; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      promiscuity = /promiscuity (\d+)/.exec(network.ip('-d', 'link', 'show', 'left'))![1]!;
    }
    // The kernel says that the device is promiscuous: CAP_NET_RAW alone was enough.
    expect(promiscuity).toBe('1');
    network.send(20);
    await capture;
    expect(existsSync(file)).toBe(true);
    expect(execFileSync('capinfos', ['-cM', file], { encoding: 'utf8' })).toMatch(/Number of packets:\s+20/);

    type(fix.undo);
    expect(execFileSync('getcap', [program], { encoding: 'utf8' })).toBe('');
    expect(statSync(program).mode & 0o777).toBe(0o755);
    expect(await report()).toMatchObject({ able: false, code: 'NL-CAP-02' });
  });

  it('a bounding set without the capability: said, and that setcap would not help', async () => {
    const readers = userReaders();
    const limited = { ...readers, read: (path: string) => (path === '/proc/self/status' ? Promise.resolve(spawnSync('setpriv', [...USER, '--bounding-set=-net_raw', 'cat', path], { encoding: 'utf8' }).stdout) : readers.read(path)) };
    const found = await doctorReport(limited, new Fixes(runCommand));
    expect(found.findings.find(({ id }) => id === 'bounding')?.level).toBe('error');
    expect(found.findings.find(({ id }) => id === 'capability')?.fix).toBeNull();
  });
});
