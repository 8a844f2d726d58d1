// Whether this user can capture here, what is missing, and the one safe change that helps.
import type { DoctorReport, Finding } from '../../shared/live/doctor';
import { say, sentences, type Phrase } from '../../shared/live/phrase';
import { Fixes, type FixPlan, type Step } from './fixes';
import { hostReaders, type HostReaders } from './host-readers';
import { linuxFacts, linuxFindings, WANTED_CAPABILITIES, type LinuxFacts, type Proof } from './linux-permission';
import { hasCapability, keepsCapabilities } from './linux-privileges';
import { macosReport } from './macos-permission';
import { linuxWays } from './permission-ways';
import { runCommand } from './run-command';
import { windowsReport } from './windows-permission';

/** What reports of this process have proposed, and what was done of it. */
export const fixes = new Fixes(runCommand);

export const CAPABILITY_FIX = 'permission:capability';
const GROUP_ONLY = 0o750;

export async function doctorReport(readers: HostReaders = hostReaders(), proposals: Fixes = fixes): Promise<DoctorReport> {
  if (readers.platform === 'darwin') return macosReport(readers, proposals);
  if (readers.platform === 'win32') return windowsReport(readers);
  return linuxReport(await linuxFacts(readers), readers, proposals);
}

/** Does what a report proposed, or takes it back. @throws ProblemError */
export async function applyFix(id: string, undo: boolean, readers: HostReaders = hostReaders()): Promise<{ output: string }> {
  return { output: await fixes.apply(id, undo, readers) };
}

function linuxReport(facts: LinuxFacts, readers: HostReaders, proposals: Fixes): DoctorReport {
  const used = facts.proofs[0];
  const plan = capabilityPlan(facts, readers);
  const fix = plan === null ? proposals.doneBefore(CAPABILITY_FIX) : proposals.propose(plan, readers);
  const findings = linuxFindings(facts, readers).map((one): Finding => (one.id === 'capability' && fix !== null ? { ...one, fix } : one));
  const able = used?.able === true;
  return {
    able,
    backend: used?.backend ?? 'none',
    code: able ? '' : used ? 'NL-CAP-02' : 'NL-CAP-01',
    summary: able ? '' : summaryOf(used, findings),
    findings,
    ways: linuxWays(readers.program ?? 'out/native/netloupe-capture', facts.group.name, readers.user),
  };
}

function summaryOf(used: Proof | undefined, findings: readonly Finding[]): Phrase {
  if (!used) return say('permit.nothing');
  const reason = ['bounding', 'noNewPrivs', 'group', 'mount'].map((id) => findings.find((one) => one.id === id && one.level === 'error')).find((one) => one !== undefined);
  const program = used.backend === 'own' ? say('permit.program') : used.backend;
  if (reason) return say('permit.refusedBecause', { program, title: reason.title, value: reason.value, meaning: reason.meaning });
  const fix = findings.find(({ id }) => id === 'capability')?.fix;
  return say(fix ? 'permit.lacksFix' : 'permit.lacks', { program });
}

/** The capability on our program, limited to a group; null where it is there, not needed, or would not help. */
function capabilityPlan(facts: LinuxFacts, readers: HostReaders): FixPlan | null {
  const own = facts.proofs.find(({ backend }) => backend === 'own');
  const { file, rights, mount, capabilities, group } = facts;
  if (!own || own.able || readers.uid === 0 || file === null || !file.executable) return null;
  if (rights !== null && (rights.noNewPrivileges || !hasCapability(rights.bounding, 'CAP_NET_RAW'))) return null;
  if (mount !== null && (mount.options.includes('nosuid') || !keepsCapabilities(mount))) return null;
  const asUser = file.uid === readers.uid;
  const path = own.path;
  const before = facts.groups.find(({ gid }) => gid === file.gid)?.name ?? String(file.gid);
  const user = readers.user === '' ? String(readers.uid) : readers.user;
  const steps: Step[] = [
    ...(group.create ? [{ run: { argv: ['groupadd', '--system', group.name] }, back: { argv: ['groupdel', group.name] } } satisfies Step] : []),
    ...(group.join ? [{ run: { argv: ['usermod', '-aG', group.name, user] }, back: { argv: ['gpasswd', '-d', user, group.name] } } satisfies Step] : []),
    ...(before === group.name ? [] : [{ run: { argv: ['chgrp', group.name, path] }, back: { argv: ['chgrp', before, path] }, asUser: asUser && !group.join } satisfies Step]),
    ...(file.mode === GROUP_ONLY ? [] : [{ run: { argv: ['chmod', GROUP_ONLY.toString(8), path] }, back: { argv: ['chmod', file.mode.toString(8), path] }, asUser } satisfies Step]),
    // Last: a file that changes its owner or group loses its capabilities.
    { run: { argv: ['setcap', WANTED_CAPABILITIES, path] }, back: capabilities === null || capabilities === '' ? { argv: ['setcap', '-r', path] } : { argv: ['setcap', capabilities, path] } },
  ];
  return {
    id: CAPABILITY_FIX,
    explanation: group.join ? sentences(say('permit.capability.fix', { group: group.name }), say('permit.nextLogin')) : say('permit.capability.fix', { group: group.name }),
    steps,
  };
}
