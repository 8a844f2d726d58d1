// What the system's own counters of a device say since another program's capture began (ours counts by itself): what the capture
// filter refused is the difference.
import { readFileSync } from 'node:fs';
import type { InterfaceOptions } from '../../shared/live/capture-options';

export class DeviceCounters {
  private readonly before: readonly number[];

  constructor(private readonly interfaces: readonly InterfaceOptions[]) {
    this.before = interfaces.map(packetsOf);
  }

  /** Packets that the device saw since then; -1 where it cannot be known (another namespace, `any`, another system). */
  seen(index: number): number {
    const now = packetsOf(this.interfaces[index]!);
    const before = this.before[index]!;
    return now < 0 || before < 0 || now < before ? -1 : now - before;
  }
}

/** A loopback device counts what it sends as received too; a capture sees it once. */
function packetsOf({ name, netns }: InterfaceOptions): number {
  if (process.platform !== 'linux' || netns !== '' || name === 'any') return -1;
  const received = counter(name, 'rx_packets');
  return name === 'lo' || received < 0 ? received : received + counter(name, 'tx_packets');
}

function counter(device: string, name: string): number {
  try {
    return Number(readFileSync(`/sys/class/net/${device}/statistics/${name}`, 'utf8'));
  } catch {
    return -1;
  }
}
