// Linux: what /proc, /sys, ethtool and tc say about the way of a packet from the network card to the file. Values as they stand there.
import type { HostReaders } from './host-readers';

export interface Softnet {
  /** Summed over CPUs: packets that found the backlog full; times that the kernel stopped with work left. */
  readonly dropped: number;
  readonly squeezed: number;
  readonly cpus: number;
}

export function softnet(text: string | null): Softnet | null {
  if (text === null || text === '') return null;
  const rows = text.split('\n').map((line) => line.trim().split(/\s+/).map((word) => parseInt(word, 16)));
  const sum = (column: number): number => rows.reduce((total, row) => total + (row[column] ?? 0), 0);
  return { dropped: sum(1), squeezed: sum(2), cpus: rows.length };
}

export interface Ring {
  readonly now: number;
  readonly most: number;
}

/** `ethtool -g`: the receive ring; null where the driver has none to tell of. */
export function receiveRing(text: string): Ring | null {
  const [most, now] = [...text.matchAll(/^RX:\s+(\d+)$/gm)].map(([, number]) => Number(number));
  return most === undefined || now === undefined ? null : { most, now };
}

/** `ethtool -S`: counters of the card whose names say loss, those that are not 0. */
export function lossCounters(text: string): { readonly name: string; readonly value: number }[] {
  return [...text.matchAll(/^\s+(\S*(?:drop|miss|no_buf|fifo|overrun|discard|out_of_buffer)\S*): (\d+)$/gim)].flatMap(([, name = '', value]) => (Number(value) === 0 ? [] : [{ name, value: Number(value) }]));
}

const OFFLOADS: Readonly<Record<string, string>> = {
  'generic-receive-offload': 'gro', 'large-receive-offload': 'lro', 'tcp-segmentation-offload': 'tso', 'generic-segmentation-offload': 'gso',
};

/** `ethtool -k`: by ethtool's short names, those that join or split packets; `fixed` ones cannot be set. */
export function offloads(text: string): { readonly name: string; readonly on: boolean; readonly fixed: boolean }[] {
  return [...text.matchAll(/^([a-z-]+): (on|off)( \[fixed\])?/gm)].flatMap(([, long = '', state, fixed]) => (OFFLOADS[long] === undefined ? [] : [{ name: OFFLOADS[long], on: state === 'on', fixed: fixed !== undefined }]));
}

export interface Interrupt {
  readonly number: string;
  readonly name: string;
  readonly perCpu: readonly number[];
}

/** Rows of /proc/interrupts that are among these numbers, or whose name has the device's. */
export function interruptsOf(text: string, device: string, numbers: readonly string[]): Interrupt[] {
  const [head = '', ...rows] = text.split('\n');
  const cpus = head.trim().split(/\s+/).length;
  return rows.flatMap((row) => {
    const [label = '', ...words] = row.trim().split(/\s+/);
    const number = label.replace(':', '');
    const name = words.slice(cpus).join(' ');
    const last = words.at(-1) ?? '';
    const ours = /^\d+$/.test(number) && (numbers.includes(number) || last === device || last.startsWith(`${device}-`));
    return ours ? [{ number, name, perCpu: words.slice(0, cpus).map(Number) }] : [];
  });
}

export interface CpuTime {
  readonly cpu: string;
  readonly total: number;
  readonly softirq: number;
}

/** Ticks by CPU since the machine started. */
export function cpuTimes(stat: string | null): CpuTime[] {
  return [...(stat ?? '').matchAll(/^(cpu\d+) (.+)$/gm)].map(([, cpu = '', numbers = '']) => {
    // The last two, guest times, are in user time already.
    const ticks = numbers.trim().split(/\s+/).map(Number).slice(0, 8);
    return { cpu, total: ticks.reduce((sum, one) => sum + one, 0), softirq: ticks[6] ?? 0 };
  });
}

/** Share of its time, 0 … 1, that each CPU was in softirq between two readings. */
export function softirqShares(before: readonly CpuTime[], after: readonly CpuTime[]): { readonly cpu: string; readonly share: number }[] {
  return after.flatMap(({ cpu, total, softirq }) => {
    const then = before.find((one) => one.cpu === cpu);
    const ticks = total - (then?.total ?? total);
    return then === undefined || ticks <= 0 ? [] : [{ cpu, share: (softirq - then.softirq) / ticks }];
  });
}

/** NET_RX by CPU, of /proc/softirqs. */
export function receiveSoftirqs(text: string | null): number[] {
  const row = /^\s*NET_RX:(.*)$/m.exec(text ?? '')?.[1];
  return row === undefined ? [] : row.trim().split(/\s+/).map(Number);
}

/** `tc -s qdisc show dev IF`: drops of all its queues; null = none said. */
export function queueDrops(text: string): number | null {
  const all = [...text.matchAll(/\(dropped (\d+),/g)].map(([, number]) => Number(number));
  return all.length === 0 ? null : all.reduce((sum, one) => sum + one, 0);
}

export interface DeviceFacts {
  readonly name: string;
  readonly physical: boolean;
  readonly mtu: number;
  /** In the time between two readings. */
  readonly bytesPerSecond: number;
  readonly packetsPerSecond: number;
  readonly counters: Readonly<Record<string, number>>;
  readonly ring: Ring | null;
  readonly losses: ReturnType<typeof lossCounters>;
  readonly offloads: ReturnType<typeof offloads>;
  readonly interrupts: readonly (Interrupt & { readonly affinity: string })[];
  /** By queue: its mask of CPUs. */
  readonly rps: readonly { readonly path: string; readonly mask: string }[];
  readonly queueDrops: number | null;
}

const COUNTERS = ['rx_dropped', 'rx_missed_errors', 'rx_fifo_errors', 'rx_errors', 'rx_bytes', 'rx_packets', 'tx_bytes', 'tx_packets'];

async function countersOf(readers: HostReaders, name: string): Promise<Record<string, number>> {
  const values = await Promise.all(COUNTERS.map((counter) => readers.read(`/sys/class/net/${name}/statistics/${counter}`)));
  return Object.fromEntries(COUNTERS.flatMap((counter, i) => (values[i] === null || values[i] === undefined ? [] : [[counter, Number(values[i])]])));
}

/** Null where this network namespace has no such device. */
export async function deviceFacts(readers: HostReaders, name: string, measured: Promise<unknown>): Promise<DeviceFacts | null> {
  const folder = `/sys/class/net/${name}`;
  const ask = async (program: string, ...args: string[]): Promise<string> => {
    const path = readers.find(program);
    const answer = path === null ? null : await readers.run(path, args);
    return answer?.status === 0 ? answer.stdout : '';
  };
  const mtu = await readers.read(`${folder}/mtu`);
  if (mtu === null) return null;
  const begun = readers.now();
  const before = await countersOf(readers, name);
  const [ring, losses, offload, queues, interrupts, rps, inDevice] = await Promise.all([
    ask('ethtool', '-g', name), ask('ethtool', '-S', name), ask('ethtool', '-k', name), ask('tc', '-s', 'qdisc', 'show', 'dev', name),
    interruptFacts(readers, name), receiveSteering(readers, folder), readers.list(`${folder}/device`), measured,
  ]);
  const seconds = (readers.now() - begun) / 1_000;
  const counters = await countersOf(readers, name);
  const gained = (counter: string): number => Math.max(0, (counters[counter] ?? 0) - (before[counter] ?? 0));
  const rate = (unit: string): number => (seconds > 0 ? (gained(`rx_${unit}`) + (name === 'lo' ? 0 : gained(`tx_${unit}`))) / seconds : 0);
  return {
    name, mtu: Number(mtu), physical: inDevice.length > 0, bytesPerSecond: rate('bytes'), packetsPerSecond: rate('packets'), counters, rps, interrupts,
    ring: receiveRing(ring), losses: lossCounters(losses), offloads: offloads(offload), queueDrops: queueDrops(queues),
  };
}

async function interruptFacts(readers: HostReaders, name: string): Promise<DeviceFacts['interrupts']> {
  // A virtio device's interrupts belong to the bus device above it.
  const [text, own, above] = await Promise.all([readers.read('/proc/interrupts'), readers.list(`/sys/class/net/${name}/device/msi_irqs`), readers.list(`/sys/class/net/${name}/device/../msi_irqs`)]);
  const all = interruptsOf(text ?? '', name, [...own, ...above]);
  return Promise.all(all.map(async (one) => ({ ...one, affinity: (await readers.read(`/proc/irq/${one.number}/smp_affinity_list`)) ?? '' })));
}

async function receiveSteering(readers: HostReaders, folder: string): Promise<DeviceFacts['rps']> {
  const queues = (await readers.list(`${folder}/queues`)).filter((queue) => queue.startsWith('rx-'));
  const masks = await Promise.all(queues.map((queue) => readers.read(`${folder}/queues/${queue}/rps_cpus`)));
  return queues.flatMap((queue, i) => (masks[i] === null || masks[i] === undefined ? [] : [{ path: `${folder}/queues/${queue}/rps_cpus`, mask: masks[i] }]));
}
