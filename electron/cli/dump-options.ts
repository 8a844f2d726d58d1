// The options of `netloupe dump`, as tcpdump spells them, made into what the text, the filter and the capture take.
import { hostLines, NO_HOST_NAMES, portNames } from '../../shared/frame/host-names';
import { PLAIN_OPTIONS, type HexForm, type PayloadType, type TextOptions, type TimeForm } from '../../shared/tcpdump/text-options';
import { readHostNames } from '../capture/read-host-names';
import { zoneMinutes } from '../engine/zone';
import { interfaceName } from '../system/interface-index';
import { UsageError, type OptionSpec, type Parsed, type ParsedWords } from './options';

export const DUMP_OPTIONS = {
  read: { names: ['-r'], argument: 'FILE', help: 'read packets from FILE: pcap, pcapng, gzip; a pipe; - for standard input' },
  interface: { names: ['-i', '--interface'], argument: 'IF', help: 'capture live from an interface: a name, any, or a number of -D' },
  listInterfaces: { names: ['-D', '--list-interfaces'], argument: '', help: 'list the interfaces and end' },
  write: { names: ['-w'], argument: 'FILE', help: 'write the packets to FILE (pcap) instead of printing them; - for standard output' },
  count: { names: ['-c'], argument: 'N', help: 'end after N packets' },
  countOnly: { names: ['--count'], argument: '', help: 'with -r: print only how many packets there are' },
  filterFile: { names: ['-F'], argument: 'FILE', help: 'take the capture filter from FILE' },
  program: { names: ['-d'], argument: '', help: 'print the compiled capture filter and end; -dd as C, -ddd as numbers', many: true },
  linktype: { names: ['-y', '--linktype'], argument: 'NAME', help: 'link type of -d and of a live capture' },
  snaplen: { names: ['-s', '--snapshot-length'], argument: 'BYTES', help: 'bytes kept of each packet of a live capture (default 262144)' },
  numeric: { names: ['-n'], argument: '', help: 'no names for addresses and ports (also -nn)', many: true },
  shortNames: { names: ['-N'], argument: '', help: 'names of hosts without their domain' },
  foreign: { names: ['-f'], argument: '', help: 'accepted: addresses of other networks are never looked up' },
  verbose: { names: ['-v'], argument: '', help: 'more of each packet; -vv and -vvv still more', many: true },
  quiet: { names: ['-q'], argument: '', help: 'less of each packet', many: true },
  link: { names: ['-e'], argument: '', help: 'the link-layer header too', many: true },
  absolute: { names: ['-S', '--absolute-tcp-sequence-numbers'], argument: '', help: 'TCP sequence numbers as they are sent', many: true },
  noChecksums: { names: ['-K', '--dont-verify-checksums'], argument: '', help: 'checksums of IP, TCP and UDP are not verified', many: true },
  time: { names: ['-t'], argument: '', help: 'no time; -tt seconds since 1970, -ttt since the packet before, -tttt with the date, -ttttt since the first packet', many: true },
  precision: { names: ['--time-stamp-precision'], argument: 'micro|nano', help: 'digits of the time' },
  micro: { names: ['--micro'], argument: '', help: 'six digits of the time (the default)' },
  nano: { names: ['--nano'], argument: '', help: 'nine digits of the time' },
  hex: { names: ['-x'], argument: '', help: 'the bytes in hex; -xx with the link-layer header', many: true },
  hexText: { names: ['-X'], argument: '', help: 'the bytes in hex and as characters; -XX with the link-layer header', many: true },
  text: { names: ['-A'], argument: '', help: 'the bytes as characters; -AA with the link-layer header', many: true },
  number: { names: ['-#', '--number'], argument: '', help: "the packet's number in front" },
  type: { names: ['-T'], argument: 'TYPE', help: 'take the payload for TYPE: domain, tftp, rtp, rtcp, snmp, vxlan, resp …' },
  dottedAs: { names: ['-b'], argument: '', help: 'AS numbers with a dot', many: true },
  mesh: { names: ['-H'], argument: '', help: "mesh headers of 802.11s' draft" },
  rawHandles: { names: ['-u'], argument: '', help: 'NFS handles as they are' },
  undocumented: { names: ['-a'], argument: '', help: 'accepted; undocumented in tcpdump, it changes nothing', many: true },
  lineBuffered: { names: ['-l'], argument: '', help: 'write each line at once', many: true },
  packetBuffered: { names: ['-U', '--packet-buffered'], argument: '', help: 'with -w: write each packet at once' },
  print: { names: ['--print'], argument: '', help: 'with -w: print the packets too' },
  buffer: { names: ['-B', '--buffer-size'], argument: 'KiB', help: 'kernel buffer of a live capture' },
  noPromiscuous: { names: ['-p', '--no-promiscuous-mode'], argument: '', help: 'no promiscuous mode' },
  monitor: { names: ['-I', '--monitor-mode'], argument: '', help: 'monitor mode' },
  noOptimizer: { names: ['-O', '--no-optimize'], argument: '', help: 'accepted: the filter keeps the same packets' },
  immediate: { names: ['--immediate-mode'], argument: '', help: 'accepted: packets are printed as they come' },
  fileBytes: { names: ['-C'], argument: 'MB', help: 'with -w: go on in another file after so many million bytes' },
  fileSeconds: { names: ['-G'], argument: 'SECONDS', help: "with -w: go on in another file after so many seconds; FILE is a strftime(3) pattern" },
  fileCount: { names: ['-W'], argument: 'N', help: 'with -C: write round N files; with -G: end after N files' },
  fileList: { names: ['-V'], argument: 'FILE', help: 'read the captures that FILE names, one a line; - for standard input' },
  afterFile: { names: ['-z'], argument: 'COMMAND', help: 'with -C or -G: run COMMAND FILE for each file that is complete' },
  timestampType: { names: ['-j', '--time-stamp-type'], argument: 'TYPE', help: 'kind of time stamp of a live capture, one of -J' },
  listTimestampTypes: { names: ['-J', '--list-time-stamp-types'], argument: '', help: 'list the kinds of time stamp of the interface and end' },
  listLinktypes: { names: ['-L', '--list-data-link-types'], argument: '', help: 'list the link types of the interface and end' },
  user: { names: ['-Z', '--relinquish-privileges'], argument: 'USER', help: 'not here: only the capture program has privileges, and it drops them itself' },
  direction: { names: ['-Q', '--direction'], argument: 'in|out|inout', help: 'not here, but inout: cooked captures (-i any) take the filters inbound and outbound' },
  espSecret: { names: ['-E'], argument: 'SPI@ADDRESS ALGORITHM:SECRET', help: 'not here: ESP is not decrypted' },
  md5Secret: { names: ['-M'], argument: 'SECRET', help: 'not here: signatures of TCP segments (RFC 2385) are not verified' },
  mib: { names: ['-m'], argument: 'MODULE', help: 'not here: object identifiers stay numbers' },
  version: { names: ['--version'], argument: '', help: 'print the version and end' },
  help: { names: ['-h', '--help'], argument: '', help: 'print this help' },
} as const satisfies Record<string, OptionSpec>;

export type DumpWords = Parsed<typeof DUMP_OPTIONS> & ParsedWords;

const PAYLOAD_TYPES: ReadonlySet<string> = new Set<PayloadType>([
  'aodv', 'carp', 'cnfp', 'domain', 'lmp', 'pgm', 'pgm_zmtp1', 'ptp', 'radius', 'resp', 'rpc', 'rtcp', 'rtp', 'snmp', 'someip', 'tftp', 'vat', 'vxlan', 'wb', 'zmtp1',
]);

/** What the options say of the text. @throws UsageError */
export function textOptions(words: DumpWords): TextOptions {
  const numeric = words.numeric.length > 0;
  const lists = numeric ? NO_HOST_NAMES : readHostNames();
  const ports = numeric ? new Map<string, string>() : portNames(lists.services);
  const hosts = firstNames(lists.hosts);
  return {
    ...PLAIN_OPTIONS, numeric, verbose: words.verbose.length, link: words.link.length > 0, quiet: words.quiet.length > 0, absolute: words.absolute.length > 0,
    noChecksums: words.noChecksums.length > 0, shortNames: words.shortNames.length > 0, dottedAs: words.dottedAs.length > 0, mesh: words.mesh.length > 0,
    rawHandles: words.rawHandles.length > 0, number: words.number.length > 0, nanos: wantsNanos(words), hex: hexFormOf(words), time: 't'.repeat(Math.min(5, words.time.length)) as TimeForm,
    type: payloadType(words.type.at(-1)), zoneMinutes, interfaceName, portName: (transport, port) => ports.get(`${transport} ${port}`) ?? '', hostName: (address) => hosts.get(address) ?? '',
  };
}

/** Options that tcpdump has and we refuse rather than ignore, because the output would not be what was asked for. @throws UsageError */
export function refuseMissing(words: DumpWords): void {
  const { user, direction, espSecret, md5Secret, mib } = words;
  const refused = [
    [user.length > 0, '-Z is not needed: only netloupe-capture has privileges, and it drops them itself'],
    [direction.some((way) => way !== 'inout'), '-Q cannot be had; with -i any the filters inbound and outbound do what it does'],
    [espSecret.length > 0, '-E cannot be had: ESP is not decrypted'],
    [md5Secret.length > 0, '-M cannot be had: TCP signatures (RFC 2385) are not verified'],
    [mib.length > 0, '-m cannot be had: MIB modules are not read'],
  ] as const;
  for (const [isAsked, why] of refused) if (isAsked) throw new UsageError(why);
  if (words.afterFile.length > 0 && words.write.length === 0) throw new UsageError('-z takes -w with -C or -G');
}

/** No name server is asked: the hosts file alone tells names. */
function firstNames(hosts: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [address, name] of hostLines(hosts)) if (!found.has(address)) found.set(address, name);
  return found;
}

/** The last of --micro, --nano and --time-stamp-precision counts. @throws UsageError */
export function wantsNanos({ sequence }: DumpWords): boolean {
  let nanos = false;
  for (const { key, value } of sequence) {
    if (key === 'precision' && value !== 'nano' && value !== 'micro') throw new UsageError(`unable to parse time stamp precision ${value}: micro or nano`);
    if (key === 'micro' || (key === 'precision' && value === 'micro')) nanos = false;
    if (key === 'nano' || (key === 'precision' && value === 'nano')) nanos = true;
  }
  return nanos;
}

/** -X before -x before -A, as tcpdump has it. */
function hexFormOf({ hex, hexText, text }: DumpWords): HexForm {
  if (hexText.length > 0) return hexText.length > 1 ? 'XX' : 'X';
  if (hex.length > 0) return hex.length > 1 ? 'xx' : 'x';
  return text.length > 1 ? 'AA' : text.length > 0 ? 'A' : '';
}

/** @throws UsageError */
function payloadType(name: string | undefined): PayloadType | null {
  if (name === undefined) return null;
  if (!PAYLOAD_TYPES.has(name)) throw new UsageError(`unknown packet type ${name}`);
  return name as PayloadType;
}

/** A whole number from 1 on. @throws UsageError with tcpdump's words */
export function positive(text: string | undefined, what: string): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1) throw new UsageError(`invalid ${what} ${text}`);
  return value;
}
