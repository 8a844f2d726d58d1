// Which container a process lives in, as its control group or its container's host name tells.
import { readFile, readlink } from 'node:fs/promises';
import { runProgram } from './system-command';

const MAX_NAME = 64;
const SHORT_ID = 12;

/** docker, podman (libpod), containerd and CRI-O, as systemd's scopes and as plain folders. */
const BY_ID = /\/(?:(docker|libpod|cri-containerd|crio|containerd|nerdctl)[-/])([0-9a-f]{64})(?:\.scope)?(?:\/|$)/m;
/** Kubernetes' groups with the driver cgroupfs, and others that end in nothing but the id. */
const BARE_ID = /\/(?:kubepods|pod)[^\n]*\/([0-9a-f]{64})(?:\/|$)/m;
const LXC = /\/lxc(?:\.payload[./]|\/)([^/\n]+)/m;
const MACHINE = /\/machine\.slice\/(?:machine-)([^/\n]+)\.scope/m;

const ENGINES: Readonly<Record<string, string>> = { libpod: 'podman', 'cri-containerd': 'containerd', crio: 'cri-o' };

export interface ContainerId {
  /** docker, podman, containerd, cri-o, lxc, nspawn. */
  readonly engine: string;
  /** 64 hexadecimal digits, or the name where the engine has names in its groups. */
  readonly id: string;
}

/** @param cgroup the text of /proc/PID/cgroup; null = of no container that is known */
export function containerOfCgroup(cgroup: string): ContainerId | null {
  const byId = BY_ID.exec(cgroup);
  if (byId) return { engine: ENGINES[byId[1]!] ?? byId[1]!, id: byId[2]! };
  const bare = BARE_ID.exec(cgroup);
  if (bare) return { engine: 'containerd', id: bare[1]! };
  const lxc = LXC.exec(cgroup);
  if (lxc) return { engine: 'lxc', id: lxc[1]! };
  const machine = MACHINE.exec(cgroup);
  return machine ? { engine: 'nspawn', id: machine[1]!.replaceAll('\\x2d', '-') } : null;
}

/** The name that people know: the engine's, where its list may be read, or the short id. */
export async function containerName({ engine, id }: ContainerId): Promise<string> {
  const known = engine === 'docker' ? await dockerName(id) : engine === 'podman' ? await podmanName(id) : '';
  return plainName(known) || (/^[0-9a-f]{64}$/.test(id) ? `${engine} ${id.slice(0, SHORT_ID)}` : plainName(id));
}

/** The host name of a process that has one of its own; '' = it has ours, or it may not be asked. */
export async function ownHostname(pid: number): Promise<string> {
  const [theirs, ours] = await Promise.all([pid, 'self'].map((p) => readlink(`/proc/${p}/ns/uts`).catch(() => '')));
  if (theirs === '' || theirs === ours) return '';
  const { status, stdout } = await runProgram('nsenter', [`--uts=/proc/${pid}/ns/uts`, '--', 'uname', '-n'], 1_000);
  return status === 0 ? plainName(stdout) : '';
}

/** What somebody else chose, fit for one line: no control or invisible characters, no endless names. */
export function plainName(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, '').trim().slice(0, MAX_NAME);
}

async function dockerName(id: string): Promise<string> {
  const config = await readJson(`/var/lib/docker/containers/${id}/config.v2.json`);
  const name = typeof config === 'object' && config !== null && 'Name' in config ? config.Name : '';
  return typeof name === 'string' ? name.replace(/^\//, '') : '';
}

async function podmanName(id: string): Promise<string> {
  const list = await readJson('/var/lib/containers/storage/overlay-containers/containers.json');
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  const mine = items.find((c) => typeof c === 'object' && c !== null && 'id' in c && c.id === id) as { readonly names?: unknown } | undefined;
  const first: unknown = Array.isArray(mine?.names) ? mine.names[0] : '';
  return typeof first === 'string' ? first : '';
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}
