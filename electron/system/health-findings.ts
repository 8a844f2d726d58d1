// What the facts about the way of a packet mean, and what could be changed.
import { DEFAULT_BUFFER_BYTES, MAX_SNAPLEN } from '../../shared/live/capture-options';
import type { Finding } from '../../shared/live/doctor';
import type { Command, FixPlan, Step } from './fixes';
import type { DeviceFacts, Softnet } from './health-facts';

/** A finding whose fix is still a plan. */
export type Draft = Omit<Finding, 'fix'> & { readonly plan: Omit<FixPlan, 'id'> | null };

export interface HostHealth {
  readonly cpus: number;
  readonly shares: readonly { readonly cpu: string; readonly share: number }[];
  readonly softnet: Softnet | null;
  /** NET_RX softirqs by CPU. */
  readonly receive: readonly number[];
  /** null = not to be seen in this network namespace. */
  readonly backlog: number | null;
  readonly budget: number | null;
  readonly dirty: number | null;
  readonly dirtyBytes: number | null;
  readonly background: number | null;
  readonly space: number | null;
  readonly writeRate: number | null;
  readonly captures: string;
}

/** What the ring holds beside a packet's bytes, about: its head and the rounding. */
const SLOT_BYTES = 80;
const BACKLOG = 5_000;
const BUDGET = 600;
const BUSY = 0.5;
const LITTLE_SPACE = 1_073_741_824;
/** A buffer should hold so many seconds. */
const HOLD_SECONDS = 1;

function step(run: Command, back: Command): Step {
  return { run, back };
}
const sysctl = (name: string, value: number): Command => ({ argv: ['sysctl', '-w', `${name}=${value}`] });
const draft = (id: string, level: Finding['level'], title: string, value: string, wanted: string, meaning: string, plan: Draft['plan'] = null): Draft => ({ id, level, title, value, wanted, meaning, plan });
const mib = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MiB`;

export function deviceFindings(device: DeviceFacts, host: HostHealth): Draft[] {
  return [ringFinding(device), lossFinding(device), offloadFinding(device), interruptFinding(device, host), steeringFinding(device, host), droppedFinding(device), queueFinding(device), bufferFinding(device), snaplenFinding(device)].filter((one) => one !== null);
}

function ringFinding({ name, ring, physical, counters, losses }: DeviceFacts): Draft {
  const id = `ring:${name}`;
  const title = `${name}: receive ring of the card`;
  if (ring === null) return draft(id, 'note', title, 'not told', '', physical ? 'ethtool is not installed, or the driver does not tell its ring.' : 'A virtual device: it has no ring of its own.');
  const lost = (counters['rx_missed_errors'] ?? 0) + (counters['rx_fifo_errors'] ?? 0) + losses.length > 0;
  if (ring.now >= ring.most) return draft(id, 'ok', title, `${ring.now}`, '', 'As large as the card can.');
  return draft(id, lost ? 'warn' : 'note', title, `${ring.now}`, `up to ${ring.most}`, lost ? 'The card has lost packets before the kernel saw them; a larger ring bridges longer pauses.' : 'The card has lost nothing so far; a larger ring would bridge longer pauses, at the price of a little delay.', {
    explanation: `The card’s ring grows from ${ring.now} to ${ring.most} slots. Many drivers take the link down for a moment. Until the next restart.`,
    steps: [step({ argv: ['ethtool', '-G', name, 'rx', String(ring.most)] }, { argv: ['ethtool', '-G', name, 'rx', String(ring.now)] })],
  });
}

function lossFinding({ name, losses, physical }: DeviceFacts): Draft | null {
  if (!physical) return null;
  if (losses.length === 0) return draft(`card:${name}`, 'ok', `${name}: losses that the card counts`, 'none', '', 'ethtool -S names no counter of losses that is not 0, or the driver has none.');
  return draft(`card:${name}`, 'warn', `${name}: losses that the card counts`, losses.map((one) => `${one.name} ${one.value}`).join(', '), '0', 'Since the driver was loaded. No program on this machine can see those packets: a larger ring, and interrupts on a CPU that is idle, help.');
}

function offloadFinding({ name, offloads }: DeviceFacts): Draft | null {
  if (offloads.length === 0) return null;
  const value = offloads.map((one) => `${one.name} ${one.on ? 'on' : 'off'}`).join(', ');
  const joined = offloads.filter((one) => one.on && !one.fixed);
  return draft(`offload:${name}`, 'note', `${name}: offloads`, value, '', 'No loss: with GRO or LRO received segments are joined before they are captured, with TSO or GSO sent ones are captured before they are cut. Packets larger than the MTU, and checksums of sent packets that are not right yet, come from this.', joined.length === 0 ? null : {
    explanation: 'Packets are captured as they are on the wire; receiving and sending cost more CPU time, so packets are lost sooner at high rates. Until the next restart.',
    steps: joined.map((one) => step({ argv: ['ethtool', '-K', name, one.name, 'off'] }, { argv: ['ethtool', '-K', name, one.name, 'on'] })),
  });
}

function interruptFinding({ name, interrupts, physical }: DeviceFacts, { cpus }: HostHealth): Draft | null {
  if (interrupts.length === 0) return physical ? draft(`irq:${name}`, 'note', `${name}: interrupts`, 'not told', '', '/proc/interrupts names none of this device.') : null;
  const active = interrupts.filter(({ perCpu }) => perCpu.some((count) => count > 0));
  const used = new Set(active.flatMap(({ perCpu }) => perCpu.flatMap((count, cpu) => (count > 0 ? [cpu] : []))));
  const value = interrupts.map(({ number, affinity, perCpu }) => `${number} on CPU ${affinity === '' ? '?' : affinity} (${perCpu.join('/')})`).join(', ');
  const alone = cpus > 1 && active.length > 1 && used.size === 1;
  return draft(`irq:${name}`, alone ? 'warn' : 'ok', `${name}: interrupts and their CPUs`, value, alone ? 'spread over CPUs' : '', alone ? 'All queues interrupt the same CPU. irqbalance spreads them; by hand: echo CPU | sudo tee /proc/irq/NUMBER/smp_affinity_list.' : 'Interrupt, the CPUs that it may go to, and how often each CPU had it.');
}

function steeringFinding({ name, rps }: DeviceFacts, { cpus, shares }: HostHealth): Draft | null {
  if (rps.length === 0) return null;
  const [first] = rps;
  const off = rps.every(({ mask }) => /^[0,]*$/.test(mask));
  const hot = shares.some(({ share }) => share > BUSY);
  const value = rps.map(({ mask }) => mask).join(', ');
  const title = `${name}: RPS (rps_cpus)`;
  if (!off || rps.length > 1 || cpus < 2 || !first) return draft(`rps:${name}`, 'ok', title, value, '', off ? 'Off: the queues of the card share the work already.' : 'On: the kernel hands packets to these CPUs.');
  const all = cpuMask(cpus);
  return draft(`rps:${name}`, hot ? 'warn' : 'note', title, value, hot ? all : '', hot ? 'One queue, and one CPU is busy with it: RPS hands packets to the others.' : 'Off, and one queue. Useful only where one CPU is busy with receiving; otherwise it costs more than it gives.', {
    explanation: 'The kernel hands received packets to all CPUs by their addresses and ports. Costs an interrupt between CPUs for each batch. Until the next restart.',
    steps: [step({ argv: ['tee', first.path], input: all }, { argv: ['tee', first.path], input: first.mask })],
  });
}

/** As rps_cpus writes it: words of 32 bits, joined by commas. */
export function cpuMask(cpus: number): string {
  const words: string[] = [];
  for (let left = cpus; left > 0; left -= 32) words.unshift((left >= 32 ? 0xffff_ffff : 2 ** left - 1).toString(16));
  return words.join(',');
}

function droppedFinding({ name, counters }: DeviceFacts): Draft {
  const of = (counter: string): string => (counters[counter] === undefined ? 'not told' : String(counters[counter]));
  const value = `rx_dropped ${of('rx_dropped')}, rx_missed_errors ${of('rx_missed_errors')}, rx_fifo_errors ${of('rx_fifo_errors')}`;
  const missed = (counters['rx_missed_errors'] ?? 0) + (counters['rx_fifo_errors'] ?? 0) > 0;
  return draft(`dropped:${name}`, missed ? 'warn' : 'ok', `${name}: counters of the kernel`, value, missed ? '0 missed' : '', missed ? 'Missed packets and FIFO errors never reached the kernel.' : 'rx_dropped counts above all packets of protocols that nobody here wanted, after captures saw them; it is a loss only where it grows with missed packets.');
}

function queueFinding({ name, queueDrops }: DeviceFacts): Draft {
  const title = `${name}: drops of the sending queue (qdisc)`;
  if (queueDrops === null) return draft(`qdisc:${name}`, 'note', title, 'not told', '', 'tc is not installed, or the device has no queue.');
  return draft(`qdisc:${name}`, queueDrops === 0 ? 'ok' : 'note', title, String(queueDrops), '', queueDrops === 0 ? 'Nothing that was to be sent was dropped.' : 'These packets were to be sent and were not, before captures see sent packets: they are missing on the wire too.');
}

function bufferFinding({ name, bytesPerSecond, packetsPerSecond }: DeviceFacts): Draft {
  const rate = bytesPerSecond + packetsPerSecond * SLOT_BYTES;
  const title = `${name}: kernel buffer against the rate now`;
  if (rate === 0) return draft(`buffer:${name}`, 'ok', title, `${mib(DEFAULT_BUFFER_BYTES)}, no traffic just now`, '', 'Measured for a moment only; look again while there is traffic.');
  const seconds = DEFAULT_BUFFER_BYTES / rate;
  const short = seconds < HOLD_SECONDS;
  return draft(`buffer:${name}`, short ? 'warn' : 'ok', title, `${mib(DEFAULT_BUFFER_BYTES)} hold about ${seconds > 3_600 ? 'more than an hour' : `${seconds.toFixed(1)} s`} of ${Math.round(packetsPerSecond)} packets/s (${mib(bytesPerSecond)}/s)`, short ? `${Math.ceil(rate / 1_048_576)} MiB` : '', short ? 'If the capture program has to wait for the disk that long, packets are lost. Set a larger buffer in the capture options (-B).' : 'The ring (TPACKET_V3) bridges pauses of that length.');
}

function snaplenFinding({ name, mtu }: DeviceFacts): Draft {
  return draft(`snaplen:${name}`, 'ok', `${name}: snaplen against the MTU`, `snaplen ${MAX_SNAPLEN}, MTU ${mtu}`, '', 'A large snaplen costs nothing here: slots of the ring are as long as the packet. Where only headers are wanted, a small one (-s 128) makes buffer and disk hold more.');
}

export function cpuFindings({ shares, softnet, receive, backlog, budget }: HostHealth): Draft[] {
  const hot = shares.filter(({ share }) => share > BUSY);
  const counts = receive.length === 0 ? '' : `; NET_RX so far ${receive.join('/')}`;
  const value = shares.length === 0 ? 'not told' : shares.map(({ cpu, share }) => `${cpu} ${Math.round(share * 100)} %`).join(', ') + counts;
  const dropped = softnet?.dropped ?? 0;
  const squeezed = softnet?.squeezed ?? 0;
  return [
    draft('softirq', hot.length > 0 ? 'warn' : 'ok', 'Time in softirq, by CPU', value, hot.length > 0 ? `below ${BUSY * 100} %` : '', 'Where packets are received (ksoftirqd in top -H, when it is much). Measured for a moment; a CPU near 100 % loses packets in the card.'),
    softnet === null
      ? draft('softnet', 'note', 'softnet_stat', 'not told', '', '/proc/net/softnet_stat is not readable here.')
      : draft('softnet', dropped > 0 ? 'warn' : squeezed > 0 ? 'note' : 'ok', 'softnet_stat', `dropped ${dropped}, squeezed ${squeezed}`, dropped > 0 ? 'dropped 0' : '', 'Of the whole machine, since it started. Dropped: the backlog of a CPU was full. Squeezed: the kernel stopped receiving for a moment with work left, which is no loss by itself.'),
    backlogFinding(backlog, dropped),
    budgetFinding(budget, squeezed),
  ];
}

const BACKLOG_NOTE = 'It holds packets of RPS, loopback and veth only; those of a card with NAPI do not pass it. It belongs to the initial network namespace.';

function backlogFinding(backlog: number | null, dropped: number): Draft {
  if (backlog === null) return draft('backlog', 'note', 'netdev_max_backlog', 'not to be seen here', '', `${BACKLOG_NOTE} Inside another one, or in a container, it can be neither read nor set.`);
  if (dropped === 0 || backlog >= BACKLOG) return draft('backlog', 'ok', 'netdev_max_backlog', String(backlog), '', BACKLOG_NOTE);
  return draft('backlog', 'warn', 'netdev_max_backlog', String(backlog), String(BACKLOG), BACKLOG_NOTE, {
    explanation: `Each CPU may hold ${BACKLOG} packets waiting. Costs memory, and delay when it is full. Until the next restart.`,
    steps: [step(sysctl('net.core.netdev_max_backlog', BACKLOG), sysctl('net.core.netdev_max_backlog', backlog))],
  });
}

function budgetFinding(budget: number | null, squeezed: number): Draft {
  const meaning = 'Packets that one round of receiving may take. It counts where squeezed grows while packets are lost.';
  if (budget === null) return draft('budget', 'note', 'netdev_budget', 'not to be seen here', '', `${meaning} It belongs to the initial network namespace.`);
  if (squeezed === 0 || budget >= BUDGET) return draft('budget', 'ok', 'netdev_budget', String(budget), '', meaning);
  return draft('budget', 'note', 'netdev_budget', String(budget), String(BUDGET), meaning, {
    explanation: 'Longer rounds of receiving; other work waits longer meanwhile. Until the next restart.',
    steps: [step(sysctl('net.core.netdev_budget', BUDGET), sysctl('net.core.netdev_budget', budget))],
  });
}

export function diskFindings(devices: readonly DeviceFacts[], { captures, space, writeRate, dirty, dirtyBytes, background }: HostHealth): Draft[] {
  const rate = devices.reduce((sum, one) => sum + one.bytesPerSecond, 0);
  const lasts = space === null || rate === 0 ? '' : `; at the rate now for ${Math.floor(space / rate / 60)} minutes`;
  const slow = writeRate !== null && writeRate < rate;
  const limit = dirtyBytes !== null && dirtyBytes > 0 ? `vm.dirty_bytes ${dirtyBytes}` : dirty === null ? 'not told' : `vm.dirty_ratio ${dirty}`;
  return [
    draft('space', space !== null && space < LITTLE_SPACE ? 'warn' : 'ok', `Space where captures are written (${captures})`, space === null ? 'not told' : `${mib(space)} free${lasts}`, space !== null && space < LITTLE_SPACE ? '1 GiB' : '', 'A capture that fills the disk ends, and what was written stays readable. Ring files bound it.'),
    draft('disk', slow ? 'warn' : writeRate === null ? 'note' : 'ok', 'Speed of writing there', writeRate === null ? 'could not be tried' : `${mib(writeRate)}/s, each MiB forced to the disk`, slow ? `${mib(rate)}/s` : '', 'A short trial. Captures are written in chunks of a MiB or more without waiting for the disk, so short pauses do not count; what comes in for long must be slower than this. A faster disk or a smaller snaplen helps; scheduler, read-ahead and aio-max-nr do not.'),
    draft('dirty', 'note', 'What of memory may wait to be written', `${limit}, vm.dirty_background_ratio ${background ?? 'not told'}`, '', 'From the background share on the kernel writes to the disk; at dirty_ratio whoever writes is made to wait. A larger value makes no disk faster: it moves the wait to later and makes it longer. A smaller background share writes sooner and more evenly.'),
  ];
}
