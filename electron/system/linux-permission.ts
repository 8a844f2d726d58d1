// Linux: the facts about permission to capture on this host, and what each of them means.
import type { Finding } from '../../shared/live/doctor';
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
  readonly words: string;
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
      const able = backend === 'own' ? stdout.includes('"linktypes"') || (problem !== undefined && problem !== 'permission') : status === 0;
      const words = /"text":"([^"]*)"/.exec(stdout)?.[1] ?? (stderr === '' ? 'it could not be started' : stderr.split('\n')[0]!);
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

function finding(id: string, level: Finding['level'], title: string, value: string, wanted: string, meaning: string): Finding {
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
    ...['dumpcap', 'tcpdump'].filter((name) => !facts.proofs.some(({ backend }) => backend === name)).map((name) => finding(name, 'note', name, 'not installed', '', 'Only needed where Netloupe’s own capture program is not built.')),
  ].filter((one) => one !== null);
}

function ownFinding(own: Proof | undefined, proofs: readonly Proof[], readers: HostReaders): Finding {
  const title = 'Netloupe’s capture program';
  if (!own) return finding('program', proofs.some(({ able }) => able) ? 'note' : 'error', title, 'not built', 'built', 'npm run build makes it; it takes a C compiler and libpcap’s headers (Debian: gcc libc6-dev libpcap-dev). Without it dumpcap or tcpdump is used, with fewer counts and no ring files.');
  if (own.able) return finding('program', 'ok', title, `${own.path} opened the loopback device`, '', readers.uid === 0 ? 'You are root: it may capture anyway. Netloupe needs no root; the capability on this program is enough.' : 'Captures can be made.');
  return finding('program', 'error', title, `${own.path}: ${own.words}`, 'may open devices', 'The program was asked to open the loopback device, and the system refused.');
}

function capabilityFinding({ capabilities }: LinuxFacts, own: Proof, { uid }: HostReaders): Finding {
  const title = 'CAP_NET_RAW on the capture program';
  const spare = capabilities !== null && /cap_net_admin/.test(capabilities) ? ' CAP_NET_ADMIN is only needed for monitor mode and time stamps set up in the card; promiscuous mode does without it.' : '';
  const has = capabilities !== null && allowsCapture(capabilities);
  if (capabilities === null) return finding('capability', 'note', title, 'cannot be told', WANTED_CAPABILITIES, 'getcap is not installed (Debian: libcap2-bin), or it may not read the file.');
  if (has) return finding('capability', own.able ? 'ok' : 'note', title, capabilities, WANTED_CAPABILITIES, `The file has it.${spare}${own.able ? '' : ' It does not take effect; what stands below says why.'}`);
  const meaning = 'Opening a packet socket takes CAP_NET_RAW. It is enough by itself: libpcap sets promiscuous mode on its own socket, which takes no CAP_NET_ADMIN; that is only for monitor mode and time stamps set up in the card.';
  return finding('capability', own.able || uid === 0 ? 'note' : 'error', title, capabilities === '' ? 'none' : capabilities, WANTED_CAPABILITIES, meaning);
}

function groupFinding({ file, groups, group }: LinuxFacts, { user, uid }: HostReaders): Finding | null {
  if (file === null) return null;
  const owner = groups.find(({ gid }) => gid === file.gid);
  const name = owner?.name ?? String(file.gid);
  const value = `group ${name}, mode ${file.mode.toString(8)}`;
  if (file.executable) return finding('group', (file.mode & 0o001) !== 0 && uid !== 0 ? 'note' : 'ok', 'Who may run the capture program', value, (file.mode & 0o001) !== 0 ? '' : `group ${group.name}, mode 750`, (file.mode & 0o001) !== 0 ? 'Everybody may run it. That does no harm while it has no capability.' : 'You may run it; others outside the group may not.');
  const later = owner?.members.includes(user) === true;
  return finding('group', 'error', 'Who may run the capture program', value, `you in group ${name}`, later ? `You are in group ${name}, but this session began before: log out and in again.` : `Its group may run it, and you are not in it. An administrator types: sudo usermod -aG ${name} ${user === '' ? 'USER' : user}; it counts after the next login.`);
}

function mountFinding({ mount }: LinuxFacts, own: Proof): Finding | null {
  if (mount === null) return null;
  const title = 'File system of the capture program';
  const value = `${mount.type} on ${mount.point}`;
  const level = own.able ? 'note' : 'error';
  const elsewhere = 'Put a copy on another file system and name it in NETLOUPE_CAPTURE: sudo install -m 755 PROGRAM /usr/local/bin/netloupe-capture.';
  if (mount.options.includes('nosuid')) return finding('mount', level, title, `${value}, nosuid`, 'without nosuid', `With nosuid the kernel ignores the capabilities of files there. ${elsewhere}`);
  if (!keepsCapabilities(mount)) return finding('mount', level, title, value, 'ext4, xfs, btrfs …', `That file system keeps no capabilities: setcap fails or is without effect. ${elsewhere}`);
  return finding('mount', 'ok', title, value, '', 'It keeps capabilities, and they count.');
}

function processFindings({ rights, userNamespace, proofs }: LinuxFacts, { uid }: HostReaders): (Finding | null)[] {
  const bad = proofs.some(({ able }) => able) ? 'note' : 'error';
  if (rights === null) return [finding('process', 'note', 'Rights of this process', 'cannot be told', '', '/proc/self/status is not readable.')];
  const effective = hasCapability(rights.effective, 'CAP_NET_RAW');
  return [
    finding('user', 'ok', 'This user', `user id ${uid}${effective ? ', has CAP_NET_RAW' : ', has no CAP_NET_RAW'}`, '', uid === 0 ? 'Better an ordinary user: the window then runs in its sandbox.' : 'As it should be: the window needs no right, only the capture program does.'),
    hasCapability(rights.bounding, 'CAP_NET_RAW') ? null : finding('bounding', bad, 'CAP_NET_RAW in the bounding set', 'not in it', 'in it', 'Whatever starts here can never have CAP_NET_RAW, not even root, and a file that has it is refused. That is a container or a service without the capability: start it with docker run --cap-add=NET_RAW, in Kubernetes with securityContext.capabilities.add NET_RAW, in systemd with CapabilityBoundingSet. Nothing inside can change it.'),
    rights.noNewPrivileges ? finding('noNewPrivs', bad, 'no_new_privs', 'set', 'not set', 'The kernel ignores capabilities of files for this process and all that it starts (a sandbox, docker’s no-new-privileges, a systemd unit with NoNewPrivileges, a snap). Start Netloupe from an ordinary terminal.') : null,
    userNamespace ? finding('userNamespace', 'note', 'User namespace', 'one of its own', '', 'Root here is not the machine’s root (a rootless container, or unshare -r): only interfaces of network namespaces made inside can be captured from.') : null,
  ];
}

function otherFinding({ backend, path, able, words }: Proof): Finding {
  return finding(backend, able ? 'ok' : 'note', backend, able ? `${path} opened the loopback device` : `${path}: ${words}`, '', able ? 'It may capture, and is used where Netloupe’s own program is not built.' : 'It is installed, but may not capture for this user.');
}
