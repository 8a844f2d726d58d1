// Windows: whether Npcap is there and runs, and for whom.
import type { DoctorReport, Finding } from '../../shared/live/doctor';
import type { HostReaders } from './host-readers';
import { windowsWays } from './permission-ways';

const SETTINGS = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\npcap\\Parameters';
const WIRESHARK = 'C:\\Program Files\\Wireshark\\dumpcap.exe';

export async function windowsReport(readers: HostReaders): Promise<DoctorReport> {
  const [service, adminOnly, dumpcap] = await Promise.all([readers.run('sc.exe', ['query', 'npcap']), readers.run('reg.exe', ['query', SETTINGS, '/v', 'AdminOnly']), readers.file(WIRESHARK)]);
  const installed = service.status === 0;
  const running = /STATE\s*:\s*4\b/.test(service.stdout);
  const restricted = /AdminOnly\s+REG_DWORD\s+0x1\b/.test(adminOnly.stdout);
  const program = readers.find('dumpcap') ?? (dumpcap === null ? null : WIRESHARK);
  const findings: Finding[] = [
    { id: 'npcap', level: running ? 'ok' : 'error', title: 'Npcap service', value: running ? 'running' : installed ? 'stopped' : 'not installed', wanted: 'running', meaning: installed ? (running ? 'The driver that hands out packets.' : 'As administrator: sc start npcap') : 'Npcap is the driver that hands out packets: npcap.com, or with Wireshark.', fix: null },
    { id: 'adminOnly', level: 'note', title: 'Npcap for administrators only', value: restricted ? 'yes' : 'no', wanted: '', meaning: restricted ? 'Windows asks for consent whenever a capture starts.' : 'Every user of this machine can capture.', fix: null },
    { id: 'dumpcap', level: program === null ? 'error' : 'ok', title: 'dumpcap', value: program ?? 'not installed', wanted: 'installed', meaning: 'On Windows Netloupe captures by dumpcap, which comes with Wireshark.', fix: null },
  ];
  const able = running && program !== null;
  const summary = able ? '' : program === null ? 'There is nothing to capture with: dumpcap, which comes with Wireshark, is not installed.' : installed ? 'The Npcap service does not run; as administrator: sc start npcap' : 'Npcap is not installed, which hands out packets on Windows: npcap.com.';
  return { able, backend: program === null ? 'none' : 'dumpcap', code: able ? '' : program === null ? 'NL-CAP-01' : 'NL-CAP-02', summary, findings, ways: windowsWays() };
}
