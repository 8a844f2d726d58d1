// Network devices as iproute2's `ip -j -d -s addr` tells them.
import * as v from 'valibot';
import type { NetworkDevice } from './network-device';
import { runProgram } from './system-command';

const NO_PACKETS = { packets: 0 };
const counters = v.optional(v.object({ packets: v.number() }), NO_PACKETS);

const DEVICE = v.object({
  ifindex: v.number(),
  ifname: v.string(),
  flags: v.optional(v.array(v.string()), []),
  mtu: v.optional(v.number(), 0),
  link: v.optional(v.string(), ''),
  link_type: v.optional(v.string(), ''),
  address: v.optional(v.string(), ''),
  ifalias: v.optional(v.string(), ''),
  promiscuity: v.optional(v.number(), 0),
  linkinfo: v.optional(v.object({ info_kind: v.optional(v.string(), ''), info_data: v.optional(v.record(v.string(), v.unknown()), {}) }), { info_kind: '', info_data: {} }),
  stats64: v.optional(v.object({ rx: counters, tx: counters }), { rx: NO_PACKETS, tx: NO_PACKETS }),
  addr_info: v.optional(v.array(v.object({ family: v.optional(v.string(), ''), local: v.optional(v.string(), ''), prefixlen: v.optional(v.number(), 0) })), []),
});

/**
 * @param path the namespace as nsenter takes it; '' = our own
 * @returns null where there is no such `ip`, or the namespace may not be entered
 */
export async function ipDevices(path = ''): Promise<NetworkDevice[] | null> {
  const words = ['ip', '-j', '-d', '-s', 'addr'];
  const [program = '', ...args] = path === '' ? words : ['nsenter', `--net=${path}`, '--', ...words];
  const { status, stdout } = await runProgram(program, args);
  return status === 0 ? devicesOfJson(stdout) : null;
}

/** @returns null for what is no list of devices; a device that says too little of itself is left out */
export function devicesOfJson(text: string): NetworkDevice[] | null {
  const list = parseIpJson(text);
  if (!Array.isArray(list)) return null;
  return list.flatMap((item: unknown) => {
    const checked = v.safeParse(DEVICE, item);
    return checked.success ? [deviceOf(checked.output)] : [];
  });
}

/**
 * What `ip -j` printed. It writes `\'`, which JSON does not have, and leaves control characters as they are; a device's name may have both.
 * @returns undefined for what is not JSON even so
 */
export function parseIpJson(text: string): unknown {
  const repaired = text
    .replace(/\\(.)/gsu, (escape, character: string) => (character === "'" ? "'" : escape))
    // eslint-disable-next-line no-control-regex -- these are exactly the characters meant; names have no white space
    .replace(/[\u0000-\u0008\u000e-\u001f]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  try {
    return JSON.parse(repaired);
  } catch {
    return undefined;
  }
}

function deviceOf(told: v.InferOutput<typeof DEVICE>): NetworkDevice {
  const has = (flag: string): boolean => told.flags.includes(flag);
  const { info_kind: kind, info_data: data } = told.linkinfo;
  const isTap = kind === 'tun' && data['type'] === 'tap';
  const { rx, tx } = told.stats64;
  const of = (family: string): string[] => told.addr_info.filter((a) => a.family === family && a.local !== '').map((a) => `${a.local}/${a.prefixlen}`);
  return {
    index: told.ifindex, name: told.ifname, linkType: told.link_type, virtualKind: isTap ? 'tap' : kind, wireless: false,
    // ip does not print RUNNING, but NO-CARRIER for a device that is up without it.
    up: has('UP'), running: has('UP') && !has('NO-CARRIER'), loopback: has('LOOPBACK'), multicast: has('MULTICAST'),
    mtu: told.mtu, mac: told.address, promiscuity: told.promiscuity, vlan: kind === 'vlan' && typeof data['id'] === 'number' ? data['id'] : -1,
    parent: told.link, alias: told.ifalias, addresses: [...of('inet'), ...of('inet6')], packets: rx.packets + tx.packets,
  };
}
