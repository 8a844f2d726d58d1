// Linux: what decides whether a program may open a packet socket, read from /proc and the file system. Facts only, no judgement.
import type { HostReaders } from './host-readers';

/** Numbers of linux/capability.h. */
export const CAPABILITY_BITS = { CAP_NET_ADMIN: 12, CAP_NET_RAW: 13 } as const;
export type Capability = keyof typeof CAPABILITY_BITS;

export interface ProcessRights {
  readonly effective: bigint;
  readonly permitted: bigint;
  readonly bounding: bigint;
  readonly noNewPrivileges: boolean;
}

export function hasCapability(set: bigint, capability: Capability): boolean {
  return ((set >> BigInt(CAPABILITY_BITS[capability])) & 1n) === 1n;
}

/** From /proc/self/status; null = not there (not Linux, no /proc). */
export function processRights(status: string | null): ProcessRights | null {
  if (status === null) return null;
  const of = (name: string): string => new RegExp(`^${name}:\\s*(\\w+)`, 'm').exec(status)?.[1] ?? '0';
  const set = (name: string): bigint => BigInt(`0x${of(name)}`);
  return { effective: set('CapEff'), permitted: set('CapPrm'), bounding: set('CapBnd'), noNewPrivileges: of('NoNewPrivs') === '1' };
}

/** In a user namespace of its own (rootless container, unshare -r), where root is not the machine's root. */
export function inUserNamespace(uidMap: string | null): boolean {
  return uidMap !== null && !/^\s*0\s+0\s+4294967295\s*$/.test(uidMap);
}

export interface Mount {
  readonly point: string;
  readonly type: string;
  readonly options: readonly string[];
}

/** The mount that holds a path: the longest mount point above it, the last where several are on one point. */
export function mountOf(path: string, mountinfo: string | null): Mount | null {
  let best: Mount | null = null;
  for (const line of (mountinfo ?? '').split('\n')) {
    const [left = '', right = ''] = line.split(' - ');
    const [, , , , rawPoint, options = ''] = left.split(' ');
    if (rawPoint === undefined) continue;
    const point = rawPoint.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
    const holds = point === '/' || path === point || path.startsWith(`${point}/`);
    if (holds && point.length >= (best?.point.length ?? 0)) best = { point, type: right.split(' ')[0] ?? '', options: options.split(',') };
  }
  return best;
}

/** File systems that keep no capabilities. */
const WITHOUT_CAPABILITIES = new Set(['vfat', 'exfat', 'msdos', 'ntfs', 'ntfs3', 'fuseblk', '9p', 'vboxsf', 'iso9660', 'nfs', 'nfs4', 'cifs', 'smb3', 'fuse.sshfs', 'drvfs']);

export function keepsCapabilities({ type }: Mount): boolean {
  return !WITHOUT_CAPABILITIES.has(type);
}

/** What getcap says of a file: `cap_net_raw=ep`; '' = none; null = cannot be told. */
export async function fileCapabilities(readers: HostReaders, path: string): Promise<string | null> {
  const getcap = readers.find('getcap');
  if (getcap === null) return null;
  const { status, stdout } = await readers.run(getcap, [path]);
  if (status !== 0) return null;
  // libcap before 2.41 writes `PATH = cap_net_raw+ep`.
  return stdout.trim().slice(path.length).replace(/^\s*=?\s*/, '').replace('+', '=');
}

/** A file's capabilities let it open packet sockets. */
export function allowsCapture(capabilities: string): boolean {
  return /\bcap_net_raw\b[^=]*=\w*e/.test(capabilities) && /\bcap_net_raw\b[^=]*=\w*p/.test(capabilities);
}

export interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

export function groupsOf(etcGroup: string | null): Group[] {
  return (etcGroup ?? '').split('\n').flatMap((line) => {
    const [name, , gid, members = ''] = line.split(':');
    return name === undefined || gid === undefined ? [] : [{ name, gid: Number(gid), members: members.split(',').filter((member) => member !== '') }];
  });
}

/** A group that nobody but the user is in: Debian and Fedora give each user one. */
export function isPrivateGroup(group: Group, user: string, etcPasswd: string | null): boolean {
  const primary = (etcPasswd ?? '').split('\n').filter((line) => line.split(':')[3] === String(group.gid)).map((line) => line.split(':')[0]);
  return group.gid !== 0 && user !== '' && primary.every((name) => name === user) && primary.length === 1 && group.members.every((name) => name === user);
}
