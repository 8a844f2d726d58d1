// macOS: whether /dev/bpf* may be opened, and what ChmodBPF has to do with it.
import type { DoctorReport, Finding } from '../../shared/live/doctor';
import { say, sentences, type Phrase } from '../../shared/live/phrase';
import type { Fixes } from './fixes';
import type { HostReaders } from './host-readers';
import { macosWays } from './permission-ways';

const ACCESS_GROUP = 'access_bpf';
const CHMOD_BPF = '/Library/LaunchDaemons/org.wireshark.ChmodBPF.plist';
const READ_WRITE = 0o6;

export async function macosReport(readers: HostReaders, proposals: Fixes): Promise<DoctorReport> {
  const [devices, daemon, groupLine] = await Promise.all([readers.list('/dev'), readers.file(CHMOD_BPF), readers.run('/usr/bin/dscl', ['.', '-read', `/Groups/${ACCESS_GROUP}`, 'PrimaryGroupID'])]);
  const bpf = devices.filter((name) => /^bpf\d+$/.test(name)).sort();
  const file = bpf[0] === undefined ? null : await readers.file(`/dev/${bpf[0]}`);
  const gid = Number(/(\d+)\s*$/.exec(groupLine.stdout)?.[1] ?? NaN);
  const member = readers.groups.includes(gid) || readers.gid === gid;
  const able = readers.uid === 0 || (file !== null && allows(file, readers));
  const program = readers.program === null ? (readers.find('dumpcap') ?? readers.find('tcpdump')) : readers.program;
  const fix = able || file === null ? null : proposals.propose(joinPlan(readers), readers);
  const findings: Finding[] = [
    { id: 'program', level: program === null ? 'error' : 'ok', title: say('permit.macos.program'), value: program ?? say('permit.none'), wanted: '', meaning: program === null ? say('permit.macos.build') : say('permit.macos.there'), fix: null },
    { id: 'bpf', level: able ? 'ok' : 'error', title: '/dev/bpf*', value: file === null ? say('permit.none') : say('permit.macos.devices', { count: bpf.length, mode: file.mode.toString(8), group: file.gid }), wanted: say('permit.macos.yours'), meaning: say('permit.macos.devicesMean'), fix: null },
    { id: 'chmodBpf', level: daemon === null ? 'note' : 'ok', title: 'ChmodBPF', value: daemon === null ? say('permit.notInstalled') : say('permit.installed'), wanted: say('permit.installed'), meaning: say('permit.macos.daemonMeans', { group: ACCESS_GROUP }), fix: null },
    { id: 'group', level: member || able ? 'ok' : 'error', title: say('permit.macos.group', { group: ACCESS_GROUP }), value: Number.isNaN(gid) ? say('permit.macos.noGroup') : member ? say('permit.macos.member') : say('permit.macos.noMember'), wanted: say('permit.macos.youIn'), meaning: say('permit.macos.nextLogin'), fix: Number.isNaN(gid) ? null : fix },
  ];
  const capturing = able && program !== null;
  const backend = program === null ? 'none' : readers.program !== null ? 'own' : program.endsWith('dumpcap') ? 'dumpcap' : 'tcpdump';
  return { able: capturing, backend, code: capturing ? '' : program === null ? 'NL-CAP-01' : 'NL-CAP-02', summary: capturing ? '' : summaryOf(program, daemon !== null), findings, ways: macosWays(readers.user) };
}

function allows({ uid, gid, mode }: { uid: number; gid: number; mode: number }, readers: HostReaders): boolean {
  if (uid === readers.uid) return ((mode >> 6) & READ_WRITE) === READ_WRITE;
  if (gid === readers.gid || readers.groups.includes(gid)) return ((mode >> 3) & READ_WRITE) === READ_WRITE;
  return (mode & READ_WRITE) === READ_WRITE;
}

function joinPlan({ user }: HostReaders) {
  const edit = (option: string): { argv: [string, ...string[]] } => ({ argv: ['dseditgroup', '-o', 'edit', option, user, '-t', 'user', ACCESS_GROUP] });
  return { id: 'permission:access_bpf', explanation: sentences(say('permit.macos.fix', { group: ACCESS_GROUP }), say('permit.macos.nextLogin')), steps: [{ run: edit('-a'), back: edit('-d') }], byHand: true };
}

function summaryOf(program: string | null, daemon: boolean): Phrase {
  if (program === null) return say('permit.macos.nothing');
  return daemon ? say('permit.macos.notMember', { group: ACCESS_GROUP }) : say('permit.macos.chmodBpf');
}
