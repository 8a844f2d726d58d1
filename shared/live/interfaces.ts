// What the system says of its interfaces, their traffic, and which one reaches a host.
import type { Problem } from '../problem';

export type InterfaceKind = 'ethernet' | 'wireless' | 'loopback' | 'bridge' | 'tunnel' | 'virtual' | 'bluetooth' | 'usb' | 'any' | 'other';

export interface InterfaceInfo {
  readonly name: string;
  /** '' = the namespace that Netloupe runs in. */
  readonly netns: string;
  readonly kind: InterfaceKind;
  /** libpcap's or the system's words for it; '' = none. */
  readonly description: string;
  /** IPv4 first, then IPv6; with prefix length: `192.168.1.42/24`. */
  readonly addresses: readonly string[];
  readonly mac: string;
  readonly mtu: number;
  readonly up: boolean;
  /** Carrier: something is at the other end. */
  readonly running: boolean;
  readonly loopback: boolean;
  readonly wireless: boolean;
  readonly multicast: boolean;
  /** How many ask for promiscuous mode (`ip -d link`); 0 = it is off. `any` cannot be. */
  readonly promiscuity: number;
  /** Hidden in the list unless asked for: down, without traffic, or not a network device. */
  readonly hidden: boolean;
  /** DLT names that a capture can have; the first is the device's own. Empty = not known without the permission to open it. */
  readonly linktypes: readonly string[];
  /** VLAN number; -1 = none. */
  readonly vlan: number;
}

/** A link type or a kind of time stamp, by libpcap's name and words. */
export interface NamedChoice {
  readonly name: string;
  readonly description: string;
}

/** What one device can be asked for. */
export interface DeviceAbilities {
  /** The device's own first. Empty: `problem` says why. */
  readonly linktypes: readonly NamedChoice[];
  /** Empty without a problem: the device has only its own. */
  readonly timestampTypes: readonly NamedChoice[];
  /** It has monitor mode; null = not known, `problem` says why. */
  readonly monitor: boolean | null;
  /** Why something is not known; null = all is. */
  readonly problem: Problem | null;
}

export interface NamespaceInfo {
  /** What CaptureOptions' netns takes. */
  readonly netns: string;
  /** Name people know: `ip netns` name, or the container's. */
  readonly name: string;
  readonly kind: 'netns' | 'container' | 'process';
  /** A process that lives in it; 0 = none. */
  readonly pid: number;
  readonly interfaces: readonly InterfaceInfo[];
}

export interface InterfaceList {
  readonly interfaces: readonly InterfaceInfo[];
  readonly namespaces: readonly NamespaceInfo[];
  /** `libpcap 1.10.3 …`; '' where the capture program is not built. */
  readonly libpcap: string;
}

/** Counters of a device since the system started; they only ever grow. */
export interface InterfaceTraffic {
  readonly name: string;
  readonly netns: string;
  readonly packets: number;
  readonly bytes: number;
}

/** One reading of all counters. */
export interface TrafficReading {
  readonly atMs: number;
  readonly interfaces: readonly InterfaceTraffic[];
}

/** How the kernel would send to a host: what `ip route get` says. */
export interface Route {
  readonly host: string;
  readonly address: string;
  readonly device: string;
  /** '' = the host is on the device's own link. */
  readonly gateway: string;
  readonly source: string;
  readonly table: string;
  /** `ip route get`'s own line. */
  readonly line: string;
}
