// macOS: whether /dev/bpf* may be opened, and what ChmodBPF has to do with it.
import type { DoctorReport, Finding } from '../../shared/live/doctor';
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
    { id: 'program', level: program === null ? 'error' : 'ok', title: 'Capture program', value: program ?? 'none', wanted: '', meaning: program === null ? 'npm run build makes Netloupe’s own; it takes Xcode’s command line tools.' : 'It is there.', fix: null },
    { id: 'bpf', level: able ? 'ok' : 'error', title: '/dev/bpf*', value: file === null ? 'none' : `${bpf.length} devices, mode ${file.mode.toString(8)}, group ${file.gid}`, wanted: 'readable and writable by you', meaning: 'On macOS a capture opens one of these devices; there are no capabilities.', fix: null },
    { id: 'chmodBpf', level: daemon === null ? 'note' : 'ok', title: 'ChmodBPF', value: daemon === null ? 'not installed' : 'installed', wanted: 'installed', meaning: `It gives /dev/bpf* to group ${ACCESS_GROUP} at each start of the machine. It comes with Wireshark.`, fix: null },
    { id: 'group', level: member || able ? 'ok' : 'error', title: `Group ${ACCESS_GROUP}`, value: Number.isNaN(gid) ? 'does not exist' : member ? 'you are in it' : 'you are not in it', wanted: 'you in it', meaning: 'Counts after the next login.', fix: Number.isNaN(gid) ? null : fix },
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
  return { id: 'permission:access_bpf', explanation: `Members of ${ACCESS_GROUP} can read all traffic of this machine by any program they run. Counts after the next login.`, steps: [{ run: edit('-a'), back: edit('-d') }], byHand: true };
}

function summaryOf(program: string | null, daemon: boolean): string {
  if (program === null) return 'There is nothing to capture with: the capture program is not built (npm run build), and neither dumpcap nor tcpdump is there.';
  return daemon ? `This user may not open /dev/bpf*: not in group ${ACCESS_GROUP}, or not logged in again since.` : 'This user may not open /dev/bpf*. ChmodBPF, which comes with Wireshark, gives them to a group.';
}
