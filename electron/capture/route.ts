// Which interface reaches a host: the kernel's own answer, by all its tables and policy rules, as `ip route get` prints it.
import { lookup } from 'node:dns/promises';
import { isIP, isIPv6 } from 'node:net';
import * as v from 'valibot';
import type { Route } from '../../shared/live/interfaces';
import { problem, ProblemError } from '../../shared/problem';
import { parseIpJson } from './ip-link';
import { netnsPath } from './network-namespaces';
import { runProgram, type CommandResult } from './system-command';

const ROUTE = v.object({
  type: v.optional(v.string(), 'unicast'), dev: v.optional(v.string(), ''), gateway: v.optional(v.string(), ''),
  via: v.optional(v.object({ host: v.string() }), { host: '' }), prefsrc: v.optional(v.string(), ''), table: v.optional(v.string(), 'main'),
});

const LOOKUP_MS = 5_000;
const MAX_ADDRESSES = 8;

/**
 * Linux only: elsewhere the system's own command is named. Names are looked up in the namespace that Netloupe runs in.
 * @param host name or address, also `fe80::1%eth0` and `[::1]`
 * @param netns as in CaptureOptions; '' = our own
 * @throws ProblemError NL-CAP-11 where no route leads or there is no such name; NL-CAP-09 for the namespace
 */
export async function routeTo(host: string, netns: string): Promise<Route> {
  const name = host.trim().replace(/^\[(.*)\]$/, '$1');
  if (process.platform !== 'linux') throw noRoute(name, `Which interface reaches ${name} is asked of the Linux kernel. On macOS: route -n get HOST; on Windows: Find-NetRoute -RemoteIPAddress ADDRESS.`);
  let refused: ProblemError | null = null;
  for (const address of await addressesOf(name)) {
    const answer = await ask(name, address, netns);
    if (!(answer instanceof ProblemError)) return { ...answer, host: name };
    refused ??= answer;
  }
  throw refused ?? noRoute(name, `${name} has no address.`);
}

async function addressesOf(name: string): Promise<readonly string[]> {
  if (isIP(name) !== 0) return [name];
  // Nothing that could be a name has these; the system's resolver would stop at a NUL.
  // eslint-disable-next-line no-control-regex -- these are exactly the characters meant
  if (name === '' || /[\u0000-\u0020\u007f/\\]/.test(name)) throw noRoute(name, 'That is neither a host name nor an address.');
  const found = await withinTime(lookup(name, { all: true, verbatim: true }).catch((error: unknown) => lookupProblem(name, error)));
  if (found === null) throw noRoute(name, `No name server answers for ${name}.`);
  if (found instanceof ProblemError) throw found;
  return [...new Set(found.map(({ address }) => address))].slice(0, MAX_ADDRESSES);
}

async function withinTime<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<null>((resolve) => (timer = setTimeout(resolve, LOOKUP_MS, null)));
  return Promise.race([work, end]).finally(() => clearTimeout(timer));
}

function lookupProblem(name: string, error: unknown): ProblemError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EAI_AGAIN') return noRoute(name, `No name server answers for ${name}.`, code);
  return noRoute(name, `No host is called ${name}: it is in no hosts file and no name server knows it.`, code);
}

async function ask(name: string, address: string, netns: string): Promise<Omit<Route, 'host'> | ProblemError> {
  const get = ['route', 'get', ...words(address)];
  const [json, text] = await Promise.all([ip(['-j', ...get], netns), ip(get, netns)]);
  const list = json.status === 0 ? parseIpJson(json.stdout) : undefined;
  const checked = v.safeParse(ROUTE, Array.isArray(list) ? list[0] : undefined);
  if (!checked.success) return refusal(name, address, netns, json);
  const { type, dev, gateway, via, prefsrc, table } = checked.output;
  const dropped = DROPPING[type];
  if (dropped !== undefined) return noRoute(name, sentence(name, address, dropped), type);
  return { address, device: dev, gateway: gateway || via.host, source: prefsrc, table, line: (text.stdout.split('\n', 1)[0] ?? '').trim() };
}

/** The zone of an address is its outgoing device; a number is a device's index. The address itself begins with no `-`, being one. */
function words(address: string): string[] {
  const at = isIPv6(address) ? address.indexOf('%') : -1;
  if (at < 0) return [address];
  const zone = address.slice(at + 1);
  return [address.slice(0, at), 'oif', /^\d+$/.test(zone) ? `if${zone}` : zone];
}

function ip(args: readonly string[], netns: string): Promise<CommandResult> {
  return netns === '' ? runProgram('ip', args) : runProgram('nsenter', [`--net=${netnsPath(netns)}`, '--', 'ip', ...args]);
}

const NO_ENTRY = 'no entry of the routing tables fits it';
const DROPPING: Readonly<Record<string, string>> = {
  unreachable: 'a route or rule says that it is unreachable',
  prohibit: 'a route or rule prohibits it',
  blackhole: 'a route or rule discards what is sent there (blackhole)',
  throw: NO_ENTRY,
};

/** The kernel's error, as ip prints it, in other words. */
const KERNEL_WORDS: readonly (readonly [RegExp, string])[] = [
  [/Network is unreachable/, NO_ENTRY],
  [/No route to host/, DROPPING['unreachable']!],
  [/Permission denied/, DROPPING['prohibit']!],
  [/Invalid argument/, `${DROPPING['blackhole']!}, or nothing can be sent to such an address`],
  [/Cannot find device/, 'there is no interface of the name behind %'],
];

function refusal(name: string, address: string, netns: string, { status, stderr }: CommandResult): ProblemError {
  const said = stderr.split('\n', 1)[0] ?? '';
  if (said.startsWith('nsenter:')) {
    return new ProblemError(problem('NL-CAP-09', `The network namespace ${netns} cannot be entered: ${said.slice('nsenter:'.length).trim()}. It takes root (CAP_SYS_ADMIN).`, { netns, text: said }));
  }
  if (status < 0) return noRoute(name, 'The kernel is asked by the program ip (iproute2), which is not installed or does not answer. On Debian: apt-get install iproute2.', said);
  const known = KERNEL_WORDS.find(([pattern]) => pattern.test(said))?.[1];
  return noRoute(name, sentence(name, address, known ?? (said || `ip ended with status ${status} and no word`)), said);
}

function sentence(name: string, address: string, why: string): string {
  return `No route leads to ${name === address ? name : `${name} (${address})`}: ${why}.`;
}

function noRoute(host: string, message: string, cause = ''): ProblemError {
  return new ProblemError(problem('NL-CAP-11', message, { host, cause }));
}
