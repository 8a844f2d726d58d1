// What to capture and how. Words as in libpcap and dumpcap.

export interface InterfaceOptions {
  /** Device name as libpcap knows it: `eth0`, `any`. */
  readonly name: string;
  /** Network namespace by name (as `ip netns` knows it) or as a path under /proc; '' = the one that Netloupe runs in. */
  readonly netns: string;
  /** Capture filter; '' = everything. */
  readonly filter: string;
  /** Bytes kept of each packet, 1 … 262144. */
  readonly snaplen: number;
  readonly promiscuous: boolean;
  readonly monitor: boolean;
  /** Bytes of the kernel's buffer. */
  readonly bufferBytes: number;
  /** DLT name (`EN10MB`); '' = the device's own, for `any` LINUX_SLL2 where there is one. */
  readonly linktype: string;
  /** libpcap's name of a time stamp type (`host`, `adapter_unsynced`); '' = the device's own. */
  readonly timestampType: string;
  readonly timestampPrecision: 'nano' | 'micro';
}

/** A capture ends by itself at the first limit that is met; 0 = no such limit. */
export interface AutoStop {
  readonly packets: number;
  /** Bytes of the (last) capture file. */
  readonly bytes: number;
  readonly seconds: number;
  /** Files of a ring. */
  readonly files: number;
}

/** Goes on in another file at the first limit that is met; all 0 = one file. */
export interface RingFiles {
  readonly packets: number;
  readonly bytes: number;
  readonly seconds: number;
  /** Newest files kept; 0 = all. */
  readonly files: number;
}

export interface CaptureOptions {
  readonly interfaces: readonly InterfaceOptions[];
  readonly stop: AutoStop;
  readonly ring: RingFiles;
  /** File to write; '' = a file of Netloupe's own that is saved, or not, at the end. */
  readonly file: string;
  /** Command whose standard output is a capture (`ssh HOST tcpdump -U -w -`); '' = the interfaces of this host. */
  readonly command: string;
}

export const MAX_SNAPLEN = 262_144;
export const DEFAULT_BUFFER_BYTES = 32 * 1_048_576;

export function interfaceOptions(name: string, changes: Partial<InterfaceOptions> = {}): InterfaceOptions {
  return {
    name, netns: '', filter: '', snaplen: MAX_SNAPLEN, promiscuous: true, monitor: false, bufferBytes: DEFAULT_BUFFER_BYTES,
    linktype: '', timestampType: '', timestampPrecision: 'nano', ...changes,
  };
}

export function captureOptions(interfaces: readonly InterfaceOptions[], changes: Partial<CaptureOptions> = {}): CaptureOptions {
  return {
    interfaces, stop: { packets: 0, bytes: 0, seconds: 0, files: 0 }, ring: { packets: 0, bytes: 0, seconds: 0, files: 0 }, file: '', command: '',
    ...changes,
  };
}
