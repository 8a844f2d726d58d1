// Why packets may be lost: the way from the network card to the file, in that order; values now, what they should be, and how to change them.
import type { Finding, HealthReport } from '../../shared/live/doctor';
import { say } from '../../shared/live/phrase';
import type { FixPlan, Fixes } from './fixes';
import { cpuTimes, deviceFacts, receiveSoftirqs, softirqShares, softnet } from './health-facts';
import { cpuFindings, deviceFindings, diskFindings, type Draft, type HostHealth } from './health-findings';
import { hostReaders, type HostReaders } from './host-readers';
import { fixes } from './permission-doctor';

/** Between two readings of what is counted. */
const MEASURE_MS = 150;
const MOST_DEVICES = 8;

/** @param interfaces none = those that are up, but not the loopback device */
export async function healthReport(interfaces: readonly string[], readers: HostReaders = hostReaders(), proposals: Fixes = fixes): Promise<HealthReport> {
  if (readers.platform !== 'linux') return { findings: [{ id: 'system', level: 'note', title: say('health.title'), value: readers.platform, wanted: '', meaning: say('health.elsewhere'), fix: null }] };
  const names = interfaces.length > 0 ? interfaces : await upDevices(readers);
  const measured = readers.wait(MEASURE_MS);
  const [host, ...devices] = await Promise.all([hostHealth(readers, measured), ...names.map((name) => deviceFacts(readers, name, measured))]);
  const there = devices.filter((device) => device !== null);
  const drafts = [
    ...names.filter((_, i) => devices[i] === null).map((name): Draft => ({ id: `device:${name}`, level: 'note', title: name, value: say('health.gone'), wanted: '', meaning: say('health.goneMeans'), plan: null })),
    ...there.flatMap((device) => deviceFindings(device, host)), ...cpuFindings(host), ...diskFindings(there, host),
  ];
  return { findings: drafts.map((draft) => shown(draft, readers, proposals)) };
}

function shown({ plan, ...rest }: Draft, readers: HostReaders, proposals: Fixes): Finding {
  return { ...rest, fix: plan === null ? proposals.doneBefore(rest.id) : proposals.propose({ ...plan, id: rest.id } satisfies FixPlan, readers) };
}

async function upDevices(readers: HostReaders): Promise<string[]> {
  const names = (await readers.list('/sys/class/net')).filter((name) => name !== 'lo');
  const flags = await Promise.all(names.map((name) => readers.read(`/sys/class/net/${name}/flags`)));
  return names.filter((_, i) => (Number(flags[i] ?? 0) & 1) === 1).slice(0, MOST_DEVICES);
}

async function hostHealth(readers: HostReaders, measured: Promise<unknown>): Promise<HostHealth> {
  const number = async (path: string): Promise<number | null> => readers.read(path).then((text) => (text === null || text === '' ? null : Number(text)));
  const before = cpuTimes(await readers.read('/proc/stat'));
  const [net, receive, backlog, budget, dirty, dirtyBytes, background, space, writeRate] = await Promise.all([
    readers.read('/proc/net/softnet_stat'), readers.read('/proc/softirqs'), number('/proc/sys/net/core/netdev_max_backlog'), number('/proc/sys/net/core/netdev_budget'),
    number('/proc/sys/vm/dirty_ratio'), number('/proc/sys/vm/dirty_bytes'), number('/proc/sys/vm/dirty_background_ratio'), readers.space(readers.captures), readers.writeRate(readers.captures), measured,
  ]);
  const after = cpuTimes(await readers.read('/proc/stat'));
  return { cpus: after.length, shares: softirqShares(before, after), softnet: softnet(net), receive: receiveSoftirqs(receive), backlog, budget, dirty, dirtyBytes, background, space, writeRate, captures: readers.captures };
}
