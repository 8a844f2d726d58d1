// What tcpdump's options mean for the text of a packet.

/** `-T`: what the payload is taken for, whatever the ports say. */
export type PayloadType =
  | 'aodv' | 'carp' | 'cnfp' | 'domain' | 'lmp' | 'pgm' | 'pgm_zmtp1' | 'ptp' | 'radius' | 'resp' | 'rpc' | 'rtcp' | 'rtp' | 'snmp' | 'someip' | 'tftp' | 'vat' | 'vxlan' | 'wb' | 'zmtp1';

/** -x, -xx, -X, -XX, -A, -AA, or none. */
export type HexForm = '' | 'x' | 'xx' | 'X' | 'XX' | 'A' | 'AA';

/** none: time of day; t: no time; tt: seconds since 1970; ttt: since the packet before; tttt: with the date; ttttt: since the first packet. */
export type TimeForm = '' | 't' | 'tt' | 'ttt' | 'tttt' | 'ttttt';

export interface TextOptions {
  /** -v, -vv, -vvv: 1, 2, 3. */
  readonly verbose: number;
  /** -n: no names for addresses and ports. */
  readonly numeric: boolean;
  /** -e: the link layer too. */
  readonly link: boolean;
  readonly quiet: boolean;
  /** -S: sequence numbers as they are sent. */
  readonly absolute: boolean;
  /** -K: checksums are not verified. */
  readonly noChecksums: boolean;
  /** -N: host names without their domain. */
  readonly shortNames: boolean;
  /** -b: numbers of autonomous systems with a dot. */
  readonly dottedAs: boolean;
  /** -u: NFS handles as they are. */
  readonly rawHandles: boolean;
  /** -H: frames of the 802.11s draft's mesh header. */
  readonly mesh: boolean;
  readonly type: PayloadType | null;
  readonly hex: HexForm;
  readonly time: TimeForm;
  /** Times with nine digits, not six. */
  readonly nanos: boolean;
  /** -#: the packet's number in front. */
  readonly number: boolean;
  /** Minutes that local time is ahead of UTC at a moment. */
  readonly zoneMinutes: (seconds: number) => number;
  /** Names of ports, '' where there is none; asked only without -n. */
  readonly portName: (transport: 'tcp' | 'udp' | 'sctp', port: number) => string;
  /** This machine's interfaces by index, `?` for none: cooked captures name them so. */
  readonly interfaceName: (index: number) => string;
  /** Names of addresses, '' where there is none; asked only without -n. */
  readonly hostName: (address: string) => string;
}

export const PLAIN_OPTIONS: TextOptions = {
  verbose: 0, numeric: true, link: false, quiet: false, absolute: false, noChecksums: false, shortNames: false, dottedAs: false, rawHandles: false,
  mesh: false, type: null, hex: '', time: '', nanos: false, number: false, zoneMinutes: () => 0, portName: () => '', interfaceName: () => '?', hostName: () => '',
};
