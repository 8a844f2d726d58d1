// The network namespaces of this host besides our own: those that `ip netns` names, and those that processes live in.
import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import type { NamespaceInfo } from '../../shared/live/interfaces';
import { containerName, containerOfCgroup, ownHostname, plainName } from './container-name';
import { inParallel } from './system-command';

const NAMED_FOLDER = '/run/netns';
const AT_ONCE = 32;
const MAX_NAMESPACES = 256;

export interface FoundNamespace extends Omit<NamespaceInfo, 'interfaces'> {
  /** What tells one namespace from another. */
  readonly inode: number;
  /** As nsenter and the capture program take it. */
  readonly path: string;
}

/** Named namespaces are files where `ip netns` puts them. */
export function netnsPath(netns: string): string {
  return netns === '' || netns.includes('/') ? netns : `${NAMED_FOLDER}/${netns}`;
}

/** What the contract takes as the name of a namespace; another is spoken of by a process that lives in it. */
const NETNS = /^[A-Za-z0-9_.@:-]{1,255}$/;

/** @returns those that our user may see: of root's, and of other users' processes, an ordinary user learns only what `ip netns` names */
export async function findNamespaces(): Promise<readonly FoundNamespace[]> {
  if (process.platform !== 'linux') return [];
  const [own, named, pids] = await Promise.all([inodeOf('/proc/self/ns/net'), namedNamespaces(), processes()]);
  pids.delete(own);
  const found = named.filter((one) => one.inode !== own).map(({ name, inode }) => namedNamespace(name, inode, pids.get(inode) ?? 0));
  const names = new Set(found.map(({ inode }) => inode));
  const others = [...pids].filter(([inode]) => !names.has(inode)).slice(0, MAX_NAMESPACES);
  const unnamed = await inParallel(others, AT_ONCE, ([inode, pid]) => processNamespace(inode, pid));
  return [...found, ...unnamed.sort((a, b) => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name) || a.pid - b.pid)];
}

/** Its number in the kernel; 0 = it is gone, or we may not know. */
export async function inodeOf(path: string): Promise<number> {
  return stat(path).then(({ ino }) => ino, () => 0);
}

async function namedNamespaces(): Promise<{ name: string; inode: number }[]> {
  const names = (await readdir(NAMED_FOLDER).catch(() => [])).sort();
  // A file that nothing is mounted on is left over from one that is gone.
  const kernel = await stat('/proc/self/ns/net').then(({ dev }) => dev, () => -1);
  const all = await inParallel(names, AT_ONCE, async (name) => {
    const stats = await stat(`${NAMED_FOLDER}/${name}`).catch(() => null);
    return stats?.dev === kernel ? { name, inode: stats.ino } : null;
  });
  return all.filter((one) => one !== null).slice(0, MAX_NAMESPACES);
}

/** Of each network namespace the process of the lowest number that lives in it. */
async function processes(): Promise<Map<number, number>> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number).sort((a, b) => a - b);
  const links = await inParallel(pids, AT_ONCE, (pid) => readlink(`/proc/${pid}/ns/net`).catch(() => ''));
  const first = new Map<number, number>();
  for (const [i, link] of links.entries()) {
    const inode = Number(/^net:\[(\d+)\]$/.exec(link)?.[1] ?? 0);
    if (inode !== 0 && !first.has(inode)) first.set(inode, pids[i]!);
  }
  return first;
}

function namedNamespace(name: string, inode: number, pid: number): FoundNamespace {
  const path = netnsPath(name);
  const netns = NETNS.test(name) || pid === 0 ? name : processPath(pid);
  return { netns, name: plainName(name), kind: 'netns', pid, inode, path };
}

function processPath(pid: number): string {
  return `/proc/${pid}/ns/net`;
}

async function processNamespace(inode: number, pid: number): Promise<FoundNamespace> {
  const read = (file: string): Promise<string> => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  const container = containerOfCgroup(await read('cgroup'));
  const name = container === null ? await ownHostname(pid) : await containerName(container);
  const path = processPath(pid);
  const kind = name === '' ? 'process' : 'container';
  return { netns: path, name: name || plainName(await read('comm')) || `${pid}`, kind, pid, inode, path };
}

const CAP_SYS_ADMIN = 21n;

/** Entering a namespace takes CAP_SYS_ADMIN. */
export async function mayEnterNamespaces(): Promise<boolean> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  return ((effective >> CAP_SYS_ADMIN) & 1n) === 1n;
}
