// The permission doctor over hosts that are made up, one for each thing that can be missing.
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../shared/live/phrase';
import { Fixes } from './fixes';
import { doctorReport } from './permission-doctor';
import { fakeHost, type FakeHost } from './testing/fake-host';

const PROGRAM = '/opt/n/netloupe-capture';
const REFUSED = { status: 0, stdout: '{"problem":{"code":"permission","text":"lo: socket: Operation not permitted"}}\n' };
const OPENED = { stdout: '{"linktypes":[{"number":1,"name":"EN10MB","description":"Ethernet"}],"timestampTypes":[],"monitor":false}\n' };
const ALL = '000001ffffffffff';

function status({ effective = '0000000000000000', bounding = ALL, noNewPrivs = 0 } = {}): string {
  return `Name:\tnode\nUid:\t1000\t1000\t1000\t1000\nCapInh:\t0000000000000000\nCapPrm:\t${effective}\nCapEff:\t${effective}\nCapBnd:\t${bounding}\nNoNewPrivs:\t${noNewPrivs}`;
}

const TEXTS = {
  '/proc/self/status': status(), '/proc/self/uid_map': '         0          0 4294967295',
  '/proc/self/mountinfo': '22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n30 22 0:40 / /mnt/usb\\040stick rw,nosuid - vfat /dev/sdb1 rw',
  '/etc/group': 'root:x:0:\nann:x:1000:\nstaff:x:50:ann,bob', '/etc/passwd': 'root:x:0:0::/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh',
};
const ROOTS = { uid: 0, gid: 0, mode: 0o755, executable: true };

function host(changes: FakeHost = {}) {
  return fakeHost({
    programs: ['getcap'], ...changes, texts: { ...TEXTS, ...changes.texts }, files: { [PROGRAM]: ROOTS, ...changes.files },
    answers: { [`${PROGRAM} device -i lo`]: REFUSED, [`/bin/getcap ${PROGRAM}`]: { stdout: '' }, ...changes.answers },
  });
}
const noFixes = () => new Fixes(() => Promise.reject(new Error('nothing is to be run')));
const report = async (changes?: FakeHost) => inEnglish(await doctorReport(host(changes), noFixes()));
const find = (r: Awaited<ReturnType<typeof report>>, id: string) => r.findings.find((one) => one.id === id);

describe('Linux', () => {
  it('an ordinary user without the capability: it is named, with one command and its undo', async () => {
    const found = await report();
    expect(found).toMatchObject({ able: false, backend: 'own', code: 'NL-CAP-02', summary: expect.stringContaining('lacks CAP_NET_RAW') as string });
    const command = `sudo chgrp ann ${PROGRAM} && sudo chmod 750 ${PROGRAM} && sudo setcap cap_net_raw=ep ${PROGRAM}`;
    expect(find(found, 'capability')).toMatchObject({ level: 'error', value: 'none', wanted: 'cap_net_raw=ep', fix: { command, undo: `sudo setcap -r ${PROGRAM} && sudo chmod 755 ${PROGRAM} && sudo chgrp root ${PROGRAM}`, applicable: false } });
  });

  it('with the capability: able, and nothing to do', async () => {
    const found = await report({ answers: { [`${PROGRAM} device -i lo`]: OPENED, [`/bin/getcap ${PROGRAM}`]: { stdout: `${PROGRAM} cap_net_admin,cap_net_raw=eip\n` } } });
    expect(found).toMatchObject({ able: true, backend: 'own', code: '', summary: '' });
    expect(find(found, 'capability')).toMatchObject({ level: 'ok', value: 'cap_net_admin,cap_net_raw=eip', fix: null, meaning: expect.stringContaining('monitor mode') as string });
    expect(found.findings.every(({ level }) => level !== 'error')).toBe(true);
  });

  it('a name with a space and a quote is one word of the command', async () => {
    const program = "/home/ann/it's here/netloupe-capture";
    const found = await report({ program, files: { [program]: ROOTS }, answers: { [`${program} device -i lo`]: REFUSED, [`/bin/getcap ${program}`]: { stdout: '' } } });
    expect(find(found, 'capability')?.fix?.command).toContain(`setcap cap_net_raw=ep '/home/ann/it'\\''s here/netloupe-capture'`);
  });

  it('a primary group that others share: a group of its own, which counts after the next login', async () => {
    const fix = find(await report({ gid: 100, groups: [100], texts: { '/etc/group': 'users:x:100:' } }), 'capability')?.fix;
    expect(fix?.command).toMatch(/^sudo groupadd --system netloupe && sudo usermod -aG netloupe ann && sudo chgrp netloupe/);
    expect(fix?.undo).toMatch(/sudo gpasswd -d ann netloupe && sudo groupdel netloupe$/);
    expect(fix?.explanation).toContain('next login');
  });

  it('a member of wireshark already: that group', async () => {
    const fix = find(await report({ groups: [1000, 120], texts: { '/etc/group': `${TEXTS['/etc/group']}\nwireshark:x:120:ann` } }), 'capability')?.fix;
    expect(fix?.command).toMatch(/^sudo chgrp wireshark /);
  });

  it.each([
    // A container's default set without bit 13.
    ['a container without NET_RAW', { texts: { '/proc/self/status': status({ bounding: '00000000a80405fb' }) } }, 'bounding'],
    ['no_new_privs', { texts: { '/proc/self/status': status({ noNewPrivs: 1 }) } }, 'noNewPrivs'],
    ['a file system mounted nosuid', { texts: { '/proc/self/mountinfo': '22 1 8:1 / / rw - ext4 /dev/sda1 rw\n31 22 8:2 / /opt rw,nosuid - ext4 /dev/sda2 rw' } }, 'mount'],
    ['a file system without capabilities', { texts: { '/proc/self/mountinfo': '22 1 8:1 / / rw - ext4 /dev/sda1 rw\n31 22 8:2 / /opt/n rw - vfat /dev/sda2 rw' } }, 'mount'],
    ['a program of another group', { files: { [PROGRAM]: { uid: 0, gid: 50, mode: 0o750, executable: false } } }, 'group'],
  ] as const)('%s: said, and setcap is not offered', async (_, changes, id) => {
    const found = await report(changes);
    expect(find(found, 'capability')?.fix).toBeNull();
    expect(find(found, id)?.level).toBe('error');
    expect(found).toMatchObject({ able: false, code: 'NL-CAP-02' });
  });

  it('in the group since this session began: log in again', async () => {
    const found = await report({ files: { [PROGRAM]: { uid: 0, gid: 50, mode: 0o750, executable: false } } });
    expect(find(found, 'group')?.meaning).toContain('log out and in again');
    expect(found.summary).toContain('log out and in again');
  });

  it('not built: another program that may capture, or one that may not, or none', async () => {
    const answers = { '/bin/dumpcap -L -i lo': { status: 0 }, '/bin/tcpdump -L -i lo': { status: 1, stderr: 'tcpdump: lo: You don\'t have permission' } };
    expect(await report({ program: null, programs: ['dumpcap', 'tcpdump'], answers })).toMatchObject({ able: true, backend: 'dumpcap', code: '' });
    expect(await report({ program: null, programs: ['tcpdump'], answers })).toMatchObject({ able: false, backend: 'tcpdump', code: 'NL-CAP-02' });
    expect(await report({ program: null })).toMatchObject({ able: false, backend: 'none', code: 'NL-CAP-01' });
  });

  it('rootless: the user namespace is said', async () => {
    expect(find(await report({ texts: { '/proc/self/uid_map': '0 1000 1' } }), 'userNamespace')).toBeDefined();
    expect(find(await report(), 'userNamespace')).toBeUndefined();
  });

  it('nothing can be read: said, not guessed', async () => {
    const found = inEnglish(await doctorReport(fakeHost({ answers: { [PROGRAM]: REFUSED } }), noFixes()));
    expect(find(found, 'capability')).toMatchObject({ value: 'cannot be told' });
    expect(find(found, 'process')).toMatchObject({ value: 'cannot be told' });
  });
});

describe('macOS', () => {
  const mac = async (changes: FakeHost = {}) => inEnglish(await doctorReport(fakeHost({ platform: 'darwin', folders: { '/dev': ['bpf0', 'bpf1', 'null'] }, answers: { '/usr/bin/dscl': { stdout: 'PrimaryGroupID: 502\n' } }, ...changes }), noFixes()));

  it('ChmodBPF and the group: able', async () => {
    expect(await mac({ groups: [20, 502], files: { '/dev/bpf0': { uid: 0, gid: 502, mode: 0o660, executable: false }, '/Library/LaunchDaemons/org.wireshark.ChmodBPF.plist': ROOTS } })).toMatchObject({ able: true, backend: 'own', code: '' });
  });

  it('devices of root only: how to get them', async () => {
    const found = await mac({ files: { '/dev/bpf0': { uid: 0, gid: 0, mode: 0o600, executable: false } } });
    expect(found).toMatchObject({ able: false, code: 'NL-CAP-02', summary: expect.stringContaining('ChmodBPF') as string });
    expect(find(found, 'group')?.fix).toMatchObject({ command: 'sudo dseditgroup -o edit -a ann -t user access_bpf', undo: 'sudo dseditgroup -o edit -d ann -t user access_bpf', applicable: false });
  });
});

describe('Windows', () => {
  const windows = async (changes: FakeHost) => inEnglish(await doctorReport(fakeHost({ platform: 'win32', program: null, ...changes }), noFixes()));

  it.each([
    ['running', { status: 0, stdout: '        STATE              : 4  RUNNING' }, true],
    ['stopped', { status: 0, stdout: '        STATE              : 1  STOPPED' }, false],
    ['not installed', { status: 1060, stdout: '' }, false],
  ] as const)('Npcap %s', async (value, answer, able) => {
    const found = await windows({ programs: ['dumpcap'], answers: { 'sc.exe query npcap': answer } });
    expect(found.able).toBe(able);
    expect(find(found, 'npcap')).toMatchObject({ value });
  });

  it('Npcap without dumpcap', async () => {
    expect(await windows({ answers: { 'sc.exe': { status: 0, stdout: 'STATE : 4 RUNNING' } } })).toMatchObject({ able: false, code: 'NL-CAP-01' });
  });
});
