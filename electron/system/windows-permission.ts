// Windows: whether Npcap is there and runs, and for whom.
import type { DoctorReport, Finding } from '../../shared/live/doctor';
import { say } from '../../shared/live/phrase';
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
    { id: 'npcap', level: running ? 'ok' : 'error', title: say('permit.windows.service'), value: running ? say('permit.windows.running') : installed ? say('permit.windows.isStopped') : say('permit.notInstalled'), wanted: say('permit.windows.running'), meaning: installed ? (running ? say('permit.windows.driver') : say('permit.windows.start')) : say('permit.windows.get'), fix: null },
    { id: 'adminOnly', level: 'note', title: say('permit.windows.adminOnly'), value: restricted ? say('permit.windows.yes') : say('permit.windows.no'), wanted: '', meaning: restricted ? say('permit.windows.asks') : say('permit.windows.everybody'), fix: null },
    { id: 'dumpcap', level: program === null ? 'error' : 'ok', title: 'dumpcap', value: program ?? say('permit.notInstalled'), wanted: say('permit.installed'), meaning: say('permit.windows.dumpcap'), fix: null },
  ];
  const able = running && program !== null;
  const summary = able ? '' : program === null ? say('permit.windows.nothing') : installed ? say('permit.windows.stopped') : say('permit.windows.noNpcap');
  return { able, backend: program === null ? 'none' : 'dumpcap', code: able ? '' : program === null ? 'NL-CAP-01' : 'NL-CAP-02', summary, findings, ways: windowsWays() };
}
