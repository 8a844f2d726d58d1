// Linux: the facts about permission to capture on this host, and what each of them means.
import type { Finding } from '../../shared/live/doctor';
import { say, sentences, type Phrase } from '../../shared/live/phrase';
import type { HostReaders } from './host-readers';
import {
  allowsCapture, fileCapabilities, groupsOf, hasCapability, inUserNamespace, isPrivateGroup, keepsCapabilities, mountOf, processRights, type Group, type Mount, type ProcessRights,
} from './linux-privileges';
import type { FileFacts } from './host-readers';

export type Backend = 'own' | 'dumpcap' | 'tcpdump';

/** What a program said when it was asked to open the loopback device. */
export interface Proof {
  readonly backend: Backend;
  readonly path: string;
  readonly able: boolean;
  /** Its words, where it was not able. */
  readonly words: Phrase;
}

export interface LinuxFacts {
  readonly proofs: readonly Proof[];
  readonly file: FileFacts | null;
  /** Of our program; null = cannot be told. */
  readonly capabilities: string | null;
  readonly rights: ProcessRights | null;
  readonly userNamespace: boolean;
  readonly mount: Mount | null;
  readonly groups: readonly Group[];
  /** The group that may run our program after the fix, and what must be done to have it. */
  readonly group: { readonly name: string; readonly create: boolean; readonly join: boolean };
}

/** The capability to be given: the smallest with which a capture works, promiscuous mode included. */
export const WANTED_CAPABILITIES = 'cap_net_raw=ep';
const OWN_GROUP = 'netloupe';

export async function linuxFacts(readers: HostReaders): Promise<LinuxFacts> {
  const { program } = readers;
  const [proofs, file, capabilities, status, uidMap, mounts, etcGroup, etcPasswd] = await Promise.all([
    askAll(readers), program === null ? null : readers.file(program), program === null ? null : fileCapabilities(readers, program), readers.read('/proc/self/status'),
    readers.read('/proc/self/uid_map'), readers.read('/proc/self/mountinfo'), readers.read('/etc/group'), readers.read('/etc/passwd'),
  ]);
  const groups = groupsOf(etcGroup);
  return {
    proofs, file, capabilities, groups, rights: processRights(status), userNamespace: inUserNamespace(uidMap),
    mount: program === null ? null : mountOf(program, mounts), group: groupToUse(readers, groups, etcPasswd),
  };
}

/** Each program that could capture is asked to open the loopback device: no fact proves as much. */
async function askAll(readers: HostReaders): Promise<Proof[]> {
  const asked: [Backend, string | null, string[]][] = [
    ['own', readers.program, ['device', '-i', 'lo']], ['dumpcap', readers.find('dumpcap'), ['-L', '-i', 'lo']], ['tcpdump', readers.find('tcpdump'), ['-L', '-i', 'lo']],
  ];
  const there = asked.flatMap(([backend, path, args]) => (path === null ? [] : [{ backend, path, args }]));
  return Promise.all(
    there.map(async ({ backend, path, args }) => {
      const { status, stdout, stderr } = await readers.run(path, args);
      const problem = /"code":"(\w+)"/.exec(stdout)?.[1];
      // A device that is not there is looked for with a socket: whoever gets that far may capture.
      const able = backend === 'own' ? (problem === undefined ? stdout.includes('"linktypes"') : problem !== 'permission') : status === 0;
      const words = /"text":"([^"]*)"/.exec(stdout)?.[1] ?? (stderr === '' ? say('permit.notStarted') : stderr.split('\n')[0]!);
      return { backend, path, able, words: able ? '' : words };
    }),
  );
}

/** Groups the user already has count at once; a new one only after the next login. */
function groupToUse({ gid, groups: mine, user }: HostReaders, groups: readonly Group[], etcPasswd: string | null): LinuxFacts['group'] {
  const has = (group: Group): boolean => group.gid === gid || mine.includes(group.gid);
  const named = groups.find((group) => [OWN_GROUP, 'wireshark'].includes(group.name) && has(group));
  const own = groups.find((group) => group.gid === gid && isPrivateGroup(group, user, etcPasswd));
  const ready = named ?? own;
  if (ready) return { name: ready.name, create: false, join: false };
  return { name: OWN_GROUP, create: !groups.some(({ name }) => name === OWN_GROUP), join: true };
}

function finding(id: string, level: Finding['level'], title: Phrase, value: Phrase, wanted: Phrase, meaning: Phrase): Finding {
  return { id, level, title, value, wanted, meaning, fix: null };
}

/** All but the fix. `level` of what is missing is error only while it stops the program that Netloupe would use. */
export function linuxFindings(facts: LinuxFacts, readers: HostReaders): Finding[] {
  const own = facts.proofs.find(({ backend }) => backend === 'own');
  return [
    ownFinding(own, facts.proofs, readers),
    ...(own ? [capabilityFinding(facts, own, readers), groupFinding(facts, readers), mountFinding(facts, own)] : []),
    ...processFindings(facts, readers),
    ...facts.proofs.filter(({ backend }) => backend !== 'own').map(otherFinding),
    ...['dumpcap', 'tcpdump'].filter((name) => !facts.proofs.some(({ backend }) => backend === name)).map((name) => finding(name, 'note', name, say('permit.notInstalled'), '', say('permit.other.spare'))),
  ].filter((one) => one !== null);
}

function ownFinding(own: Proof | undefined, proofs: readonly Proof[], readers: HostReaders): Finding {
  const title = say('permit.program');
  if (!own) return finding('program', proofs.some(({ able }) => able) ? 'note' : 'error', title, say('permit.program.notBuilt'), say('permit.program.built'), say('permit.program.build'));
  const { path, words } = own;
  if (own.able) return finding('program', 'ok', title, say('permit.opened', { path }), '', readers.uid === 0 ? say('permit.program.root') : say('permit.program.able'));
  return finding('program', 'error', title, say('permit.answered', { path, words }), say('permit.program.mayOpen'), say('permit.program.refused'));
}

function capabilityFinding({ capabilities }: LinuxFacts, own: Proof, { uid }: HostReaders): Finding {
  const title = say('permit.capability');
  const spare = capabilities !== null && /cap_net_admin/.test(capabilities) ? [say('permit.capability.spare')] : [];
  const has = capabilities !== null && allowsCapture(capabilities);
  if (capabilities === null) return finding('capability', 'note', title, say('permit.cannotTell'), WANTED_CAPABILITIES, say('permit.capability.noGetcap'));
  if (has) return finding('capability', own.able ? 'ok' : 'note', title, capabilities, WANTED_CAPABILITIES, sentences(say('permit.capability.has'), ...spare, ...(own.able ? [] : [say('permit.capability.noEffect')])));
  return finding('capability', own.able || uid === 0 ? 'note' : 'error', title, capabilities === '' ? say('permit.none') : capabilities, WANTED_CAPABILITIES, say('permit.capability.needed'));
}

function groupFinding({ file, groups, group, capabilities }: LinuxFacts, { user, uid }: HostReaders): Finding | null {
  if (file === null) return null;
  const owner = groups.find(({ gid }) => gid === file.gid);
  const name = owner?.name ?? String(file.gid);
  const title = say('permit.group');
  const value = say('permit.group.now', { group: name, mode: file.mode.toString(8) });
  const wanted = say('permit.group.now', { group: group.name, mode: '750' });
  const everybody = (file.mode & 0o001) !== 0;
  if (everybody && capabilities !== null && allowsCapture(capabilities)) return finding('group', 'note', title, value, wanted, say('permit.group.everybodyCan'));
  if (file.executable) return everybody ? finding('group', uid === 0 ? 'ok' : 'note', title, value, '', say('permit.group.everybody')) : finding('group', 'ok', title, value, wanted, say('permit.group.you'));
  const later = owner?.members.includes(user) === true;
  return finding('group', 'error', title, value, say('permit.group.youIn', { group: name }), later ? say('permit.group.later', { group: name }) : say('permit.group.join', { group: name, user: user === '' ? 'USER' : user }));
}

function mountFinding({ mount }: LinuxFacts, own: Proof): Finding | null {
  if (mount === null) return null;
  const title = say('permit.mount');
  const place = { type: mount.type, point: mount.point };
  const level = own.able ? 'note' : 'error';
  const elsewhere = say('permit.mount.elsewhere');
  if (mount.options.includes('nosuid')) return finding('mount', level, title, say('permit.mount.nowNosuid', place), say('permit.mount.withoutNosuid'), sentences(say('permit.mount.nosuid'), elsewhere));
  if (!keepsCapabilities(mount)) return finding('mount', level, title, say('permit.mount.now', place), 'ext4, xfs, btrfs …', sentences(say('permit.mount.keepsNone'), elsewhere));
  return finding('mount', 'ok', title, say('permit.mount.now', place), '', say('permit.mount.keeps'));
}

function processFindings({ rights, userNamespace, proofs }: LinuxFacts, { uid }: HostReaders): (Finding | null)[] {
  const bad = proofs.some(({ able }) => able) ? 'note' : 'error';
  if (rights === null) return [finding('process', 'note', say('permit.process'), say('permit.cannotTell'), '', say('permit.process.unreadable'))];
  const effective = hasCapability(rights.effective, 'CAP_NET_RAW');
  return [
    finding('user', 'ok', say('permit.user'), effective ? say('permit.user.has', { uid }) : say('permit.user.hasNot', { uid }), '', uid === 0 ? say('permit.user.root') : say('permit.user.ordinary')),
    hasCapability(rights.bounding, 'CAP_NET_RAW') ? null : finding('bounding', bad, say('permit.bounding'), say('permit.bounding.not'), say('permit.bounding.in'), say('permit.bounding.meaning')),
    rights.noNewPrivileges ? finding('noNewPrivs', bad, 'no_new_privs', say('permit.noNewPrivs.set'), say('permit.noNewPrivs.notSet'), say('permit.noNewPrivs.meaning')) : null,
    userNamespace ? finding('userNamespace', 'note', say('permit.userNamespace'), say('permit.userNamespace.own'), '', say('permit.userNamespace.meaning')) : null,
  ];
}

function otherFinding({ backend, path, able, words }: Proof): Finding {
  return able ? finding(backend, 'ok', backend, say('permit.opened', { path }), '', say('permit.other.able')) : finding(backend, 'note', backend, say('permit.answered', { path, words }), '', say('permit.other.refused'));
}
