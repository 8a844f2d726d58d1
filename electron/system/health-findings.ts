// What the facts about the way of a packet mean, and what could be changed.
import { DEFAULT_BUFFER_BYTES, MAX_SNAPLEN } from '../../shared/live/capture-options';
import type { Finding } from '../../shared/live/doctor';
import { say, sentences, type Phrase } from '../../shared/live/phrase';
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
const HOUR_SECONDS = 3_600;
const DAY_MINUTES = 1_440;

function step(run: Command, back: Command): Step {
  return { run, back };
}
const sysctl = (name: string, value: number): Command => ({ argv: ['sysctl', '-w', `${name}=${value}`] });
const draft = (id: string, level: Finding['level'], title: Phrase, value: Phrase, wanted: Phrase, meaning: Phrase, plan: Draft['plan'] = null): Draft => ({ id, level, title, value, wanted, meaning, plan });
const mib = (bytes: number): string => (bytes < 10_737_418_240 ? `${(bytes / 1_048_576).toFixed(1)} MiB` : `${(bytes / 1_073_741_824).toFixed(1)} GiB`);

export function deviceFindings(device: DeviceFacts, host: HostHealth): Draft[] {
  return [ringFinding(device), lossFinding(device), offloadFinding(device), interruptFinding(device, host), steeringFinding(device, host), droppedFinding(device), queueFinding(device), bufferFinding(device), snaplenFinding(device)].filter((one) => one !== null);
}

function ringFinding({ name, ring, physical, counters, losses }: DeviceFacts): Draft {
  const id = `ring:${name}`;
  const title = say('health.ring', { name });
  if (ring === null) return draft(id, 'note', title, say('health.notTold'), '', physical ? say('health.ring.noEthtool') : say('health.ring.virtual'));
  const { now, most } = ring;
  const lost = (counters['rx_missed_errors'] ?? 0) + (counters['rx_fifo_errors'] ?? 0) + losses.length > 0;
  if (now >= most) return draft(id, 'ok', title, `${now}`, '', say('health.ring.most'));
  return draft(id, lost ? 'warn' : 'note', title, `${now}`, say('health.upTo', { most }), lost ? say('health.ring.lost') : say('health.ring.fine'), {
    explanation: say('health.ring.fix', { now, most }),
    steps: [step({ argv: ['ethtool', '-G', name, 'rx', String(most)] }, { argv: ['ethtool', '-G', name, 'rx', String(now)] })],
  });
}

function lossFinding({ name, losses, physical }: DeviceFacts): Draft | null {
  if (!physical) return null;
  const title = say('health.card', { name });
  if (losses.length === 0) return draft(`card:${name}`, 'ok', title, say('health.card.none'), '', say('health.card.fine'));
  return draft(`card:${name}`, 'warn', title, losses.map((one) => `${one.name} ${one.value}`).join(', '), '0', say('health.card.lost'));
}

function offloadFinding({ name, offloads }: DeviceFacts): Draft | null {
  if (offloads.length === 0) return null;
  const value = offloads.map((one) => `${one.name} ${one.on ? 'on' : 'off'}`).join(', ');
  const joined = offloads.filter((one) => one.on && !one.fixed);
  return draft(`offload:${name}`, 'note', say('health.offload', { name }), value, '', say('health.offload.meaning'), joined.length === 0 ? null : {
    explanation: say('health.offload.fix'),
    steps: joined.map((one) => step({ argv: ['ethtool', '-K', name, one.name, 'off'] }, { argv: ['ethtool', '-K', name, one.name, 'on'] })),
  });
}

function interruptFinding({ name, interrupts, physical }: DeviceFacts, { cpus }: HostHealth): Draft | null {
  const title = say('health.irq', { name });
  if (interrupts.length === 0) return physical ? draft(`irq:${name}`, 'note', title, say('health.notTold'), '', say('health.irq.none')) : null;
  const active = interrupts.filter(({ perCpu }) => perCpu.some((count) => count > 0));
  const used = new Set(active.flatMap(({ perCpu }) => perCpu.flatMap((count, cpu) => (count > 0 ? [cpu] : []))));
  const value = interrupts.map(({ number, affinity, perCpu }) => `${number}: CPU ${affinity === '' ? '?' : affinity} (${perCpu.join('/')})`).join(', ');
  const alone = cpus > 1 && active.length > 1 && used.size === 1;
  return alone ? draft(`irq:${name}`, 'warn', title, value, say('health.irq.spread'), say('health.irq.alone')) : draft(`irq:${name}`, 'ok', title, value, '', say('health.irq.fine'));
}

function steeringFinding({ name, rps }: DeviceFacts, { cpus, shares }: HostHealth): Draft | null {
  const [first, second] = rps;
  if (!first) return null;
  const off = rps.every(({ mask }) => /^[0,]*$/.test(mask));
  const hot = shares.some(({ share }) => share > BUSY);
  const value = rps.map(({ mask }) => mask).join(', ');
  const title = say('health.rps', { name });
  if (!off || second || cpus < 2) return draft(`rps:${name}`, 'ok', title, value, '', !off ? say('health.rps.on') : second ? say('health.rps.shared') : say('health.rps.oneCpu'));
  const all = cpuMask(cpus);
  return draft(`rps:${name}`, hot ? 'warn' : 'note', title, value, hot ? all : '', hot ? say('health.rps.hot') : say('health.rps.cool'), {
    explanation: say('health.rps.fix'),
    steps: [step({ argv: ['tee', first.path], input: all }, { argv: ['tee', first.path], input: first.mask })],
  });
}

/** As rps_cpus writes it: words of 32 bits, joined by commas. */
export function cpuMask(cpus: number): string {
  const words: string[] = [];
  for (let left = cpus; left > 0; left -= 32) words.unshift((left >= 32 ? 0xffff_ffff : 2 ** left - 1).toString(16));
  return words.join(',');
}

const DROP_COUNTERS = ['rx_dropped', 'rx_missed_errors', 'rx_fifo_errors'];

function droppedFinding({ name, counters }: DeviceFacts): Draft {
  const title = say('health.dropped', { name });
  const told = DROP_COUNTERS.flatMap((counter) => (counters[counter] === undefined ? [] : [`${counter} ${counters[counter]}`])).join(', ');
  const value = told === '' ? say('health.notTold') : told;
  const missed = (counters['rx_missed_errors'] ?? 0) + (counters['rx_fifo_errors'] ?? 0) > 0;
  return missed ? draft(`dropped:${name}`, 'warn', title, value, say('health.dropped.noMissed'), say('health.dropped.missed')) : draft(`dropped:${name}`, 'ok', title, value, '', say('health.dropped.fine'));
}

function queueFinding({ name, queueDrops }: DeviceFacts): Draft {
  const title = say('health.qdisc', { name });
  if (queueDrops === null) return draft(`qdisc:${name}`, 'note', title, say('health.notTold'), '', say('health.qdisc.noTc'));
  return draft(`qdisc:${name}`, queueDrops === 0 ? 'ok' : 'note', title, String(queueDrops), '', queueDrops === 0 ? say('health.qdisc.fine') : say('health.qdisc.dropped'));
}

function bufferFinding({ name, bytesPerSecond, packetsPerSecond }: DeviceFacts): Draft {
  const need = bytesPerSecond + packetsPerSecond * SLOT_BYTES;
  const title = say('health.buffer', { name });
  const buffer = mib(DEFAULT_BUFFER_BYTES);
  if (need === 0) return draft(`buffer:${name}`, 'ok', title, say('health.buffer.idle', { buffer }), '', say('health.buffer.moment'));
  const seconds = DEFAULT_BUFFER_BYTES / need;
  const traffic = { buffer, packets: Math.round(packetsPerSecond), rate: mib(bytesPerSecond) };
  const value = seconds > HOUR_SECONDS ? say('health.buffer.long', traffic) : say('health.buffer.seconds', { ...traffic, seconds: seconds.toFixed(1) });
  return seconds < HOLD_SECONDS ? draft(`buffer:${name}`, 'warn', title, value, `${Math.ceil(need / 1_048_576)} MiB`, say('health.buffer.short')) : draft(`buffer:${name}`, 'ok', title, value, '', say('health.buffer.fine'));
}

function snaplenFinding({ name, mtu }: DeviceFacts): Draft {
  return draft(`snaplen:${name}`, 'ok', say('health.snaplen', { name }), say('health.snaplen.now', { snaplen: MAX_SNAPLEN, mtu }), '', say('health.snaplen.meaning'));
}

export function cpuFindings(host: HostHealth): Draft[] {
  const dropped = host.softnet?.dropped ?? 0;
  const squeezed = host.softnet?.squeezed ?? 0;
  return [softirqFinding(host), softnetFinding(host.softnet), backlogFinding(host.backlog, dropped), budgetFinding(host.budget, squeezed)];
}

function softirqFinding({ shares, receive }: HostHealth): Draft {
  const hot = shares.some(({ share }) => share > BUSY);
  const list = shares.map(({ cpu, share }) => `${cpu} ${Math.round(share * 100)} %`).join(', ');
  const value = shares.length === 0 ? say('health.notTold') : receive.length === 0 ? list : say('health.softirq.received', { shares: list, counts: receive.join('/') });
  return draft('softirq', hot ? 'warn' : 'ok', say('health.softirq'), value, hot ? say('health.below', { percent: BUSY * 100 }) : '', say('health.softirq.meaning'));
}

function softnetFinding(counts: Softnet | null): Draft {
  if (counts === null) return draft('softnet', 'note', 'softnet_stat', say('health.notTold'), '', say('health.softnet.unreadable'));
  const { dropped, squeezed } = counts;
  const level = dropped > 0 ? 'warn' : squeezed > 0 ? 'note' : 'ok';
  return draft('softnet', level, 'softnet_stat', say('health.softnet.now', { dropped, squeezed }), dropped > 0 ? say('health.softnet.wanted') : '', say('health.softnet.meaning'));
}

function backlogFinding(backlog: number | null, dropped: number): Draft {
  const meaning = say('health.backlog.meaning');
  if (backlog === null) return draft('backlog', 'note', 'netdev_max_backlog', say('health.notHere'), '', sentences(meaning, say('health.backlog.hidden')));
  if (dropped === 0 || backlog >= BACKLOG) return draft('backlog', 'ok', 'netdev_max_backlog', String(backlog), '', meaning);
  return draft('backlog', 'warn', 'netdev_max_backlog', String(backlog), String(BACKLOG), meaning, {
    explanation: say('health.backlog.fix', { packets: BACKLOG }),
    steps: [step(sysctl('net.core.netdev_max_backlog', BACKLOG), sysctl('net.core.netdev_max_backlog', backlog))],
  });
}

function budgetFinding(budget: number | null, squeezed: number): Draft {
  const meaning = say('health.budget.meaning');
  if (budget === null) return draft('budget', 'note', 'netdev_budget', say('health.notHere'), '', sentences(meaning, say('health.budget.hidden')));
  if (squeezed === 0 || budget >= BUDGET) return draft('budget', 'ok', 'netdev_budget', String(budget), '', meaning);
  return draft('budget', 'note', 'netdev_budget', String(budget), String(BUDGET), meaning, {
    explanation: say('health.budget.fix'),
    steps: [step(sysctl('net.core.netdev_budget', BUDGET), sysctl('net.core.netdev_budget', budget))],
  });
}

export function diskFindings(devices: readonly DeviceFacts[], host: HostHealth): Draft[] {
  const rate = devices.reduce((sum, one) => sum + one.bytesPerSecond, 0);
  return [spaceFinding(host, rate), writingFinding(host, rate), dirtyFinding(host)];
}

function spaceFinding({ captures, space }: HostHealth, rate: number): Draft {
  const little = space !== null && space < LITTLE_SPACE;
  const size = space === null ? '' : mib(space);
  const minutes = space === null || rate === 0 ? 0 : Math.floor(space / rate / 60);
  const lasting = minutes > DAY_MINUTES ? say('health.space.long', { size }) : say('health.space.lasts', { size, minutes });
  const value = space === null ? say('health.notTold') : rate === 0 ? say('health.space.free', { size }) : lasting;
  return draft('space', little ? 'warn' : 'ok', say('health.space', { folder: captures }), value, little ? '1 GiB' : '', say('health.space.meaning'));
}

function writingFinding({ writeRate }: HostHealth, rate: number): Draft {
  const title = say('health.disk');
  const meaning = say('health.disk.meaning');
  if (writeRate === null) return draft('disk', 'note', title, say('health.disk.untried'), '', meaning);
  const slow = writeRate < rate;
  return draft('disk', slow ? 'warn' : 'ok', title, say('health.disk.rate', { rate: mib(writeRate) }), slow ? `${mib(rate)}/s` : '', meaning);
}

function dirtyFinding({ dirty, dirtyBytes, background }: HostHealth): Draft {
  const limit = dirtyBytes !== null && dirtyBytes > 0 ? [`vm.dirty_bytes ${dirtyBytes}`] : dirty === null ? [] : [`vm.dirty_ratio ${dirty}`];
  const told = [...limit, ...(background === null ? [] : [`vm.dirty_background_ratio ${background}`])].join(', ');
  return draft('dirty', 'note', say('health.dirty'), told === '' ? say('health.notTold') : told, '', say('health.dirty.meaning'));
}
