// `netloupe import`: the hex dumps of a text as a capture, with text2pcap's options.
import { readFileSync } from 'node:fs';
import { ipv4Number, ipv6Bytes } from '../../shared/frame/address';
import { linktype } from '../../shared/frame/linktype';
import { NO_HEADERS, type DummyHeaders, type DummyTransport } from '../../shared/hex-import/dummy-headers';
import { packetPattern, type DigitBase, type PacketPattern } from '../../shared/hex-import/matched-packets';
import { hexCapture, hexCaptureFile, PLAIN_IMPORT, troubleText, type HexImport } from '../../shared/hex-import/hex-capture';
import { problem, ProblemError } from '../../shared/problem';
import { systemProblem } from '../capture/file-source';
import { isSameFile } from '../capture/same-file';
import { writeWhole } from '../capture/write-whole';
import { zoneMinutes } from '../engine/zone';
import { linktypeTyped, whole } from './edit-options';
import { FAILED } from './exit-status';
import { helpText, parseOptions, UsageError, type OptionSpec, type Parsed } from './options';
import { Output } from './output';
import { writeTarget, type WriteTarget } from './write-frames';
import { createGzip } from 'node:zlib';

const USAGE = 'netloupe import [options] TEXT OUT: write the hex dumps of a text as a capture; - for standard input and output, gzip where OUT ends in .gz\n\nReads tcpdump -x -X -xx -XX, xxd, hexdump, od, tshark -x and Wireshark\'s text, plain hex digits, and arrays of C, Go and Python.';

export const IMPORT_OPTIONS = {
  fileType: { names: ['-F'], argument: 'pcapng|pcap|nsecpcap', help: 'form of the file (default pcapng)' },
  offsets: { names: ['-o'], argument: 'hex|oct|dec|none', help: 'how offsets are written (default: found out); none: all bytes are one packet' },
  time: { names: ['-t'], argument: 'FORM', help: 'times in the text in front of packets: ISO, or strptime\'s letters with %f for a fraction (default: found out)' },
  ascii: { names: ['-a'], argument: '', help: 'the text has a column of characters beside the bytes (always found out)' },
  pattern: { names: ['-r'], argument: 'REGEX', help: "each match is a packet: groups (?<data>…) and, where they are, (?<time>…) as -t says, (?<dir>…) one of I < O >, (?<seqno>…)" },
  base: { names: ['-b'], argument: '2|8|16|64', help: 'with -r: how the data is written (default 16)' },
  direction: { names: ['-D'], argument: '', help: 'the text in front of a packet begins with I or O: received or sent' },
  linktype: { names: ['-l', '-E'], argument: 'TYPE', help: 'link type, a number or a name (default: found out; Ethernet with -e, -i, -u, -T)' },
  most: { names: ['-m'], argument: 'N', help: 'most bytes of a packet (default 262144)' },
  name: { names: ['-N'], argument: 'NAME', help: 'name of the interface' },
  ether: { names: ['-e'], argument: 'TYPE', help: 'put an Ethernet header of this type (hexadecimal) in front' },
  ip: { names: ['-i'], argument: 'PROTOCOL', help: 'put an IP header in front, and Ethernet where that is the link type' },
  ipv4: { names: ['-4'], argument: 'SRC,DST', help: 'addresses of the IPv4 header' },
  ipv6: { names: ['-6'], argument: 'SRC,DST', help: 'addresses of an IPv6 header' },
  udp: { names: ['-u'], argument: 'SRC,DST', help: 'put a UDP header in front' },
  tcp: { names: ['-T'], argument: 'SRC,DST', help: 'put a TCP header in front' },
  sctp: { names: ['-s'], argument: 'SRC,DST,TAG', help: 'put an SCTP header in front' },
  sctpData: { names: ['-S'], argument: 'SRC,DST,PPI', help: 'put an SCTP header and that of a DATA chunk in front' },
  dissector: { names: ['-P'], argument: 'NAME', help: "put Wireshark's header of exported PDUs in front, with the name of a dissector" },
  quiet: { names: ['-q'], argument: '', help: 'say only what is wrong' },
  help: { names: ['-h', '--help'], argument: '', help: 'print this help' },
} as const satisfies Record<string, OptionSpec>;

type Options = Parsed<typeof IMPORT_OPTIONS>;

/** @returns exit status: 0, FAILED where there is no packet in the text or it cannot be read or written */
export async function importCommand(args: readonly string[]): Promise<number> {
  const options = parseOptions(IMPORT_OPTIONS, args);
  if (options.help.length > 0) {
    process.stdout.write(helpText(USAGE, IMPORT_OPTIONS));
    return 0;
  }
  const [from, to, ...more] = options.rest;
  if (from === undefined || to === undefined || more.length > 0) throw new UsageError('which text, and what is written? netloupe import TEXT OUT');
  if (from !== '-' && to !== '-' && isSameFile(from, to)) throw new UsageError(`${to} is the text that is read: write to another file`);
  const target = writeTarget(to, options.fileType.at(-1))!;
  try {
    const capture = hexCapture(textOf(from), hexImport(options));
    for (const trouble of capture.troubles) say(troubleText(trouble));
    if (capture.packets.length === 0) {
      say('there are no packets in the text');
      return FAILED;
    }
    await write(hexCaptureFile(capture, target.format.startsWith('pcapng') ? 'pcapng' : 'pcap', target.nanosecondTimes), target);
    if (options.quiet.length === 0) say(`${capture.packets.length} packets of ${capture.packets.length} potential packets, link type ${linktype(capture.linktype).name}`);
    return capture.troubles.length > 0 ? FAILED : 0;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    say(`${error.problem.message} (${error.problem.code})`);
    return FAILED;
  }
}

function say(text: string): void {
  process.stderr.write(`netloupe: ${text}\n`);
}

const MOST_TEXT = 268_435_456;

function textOf(path: string): string {
  try {
    const bytes = readFileSync(path === '-' ? 0 : path);
    if (bytes.length <= MOST_TEXT) return bytes.toString('utf8');
  } catch (error) {
    throw new ProblemError(systemProblem(error, path, 0));
  }
  throw new ProblemError(problem('NL-FILE-05', `${path} has more than ${MOST_TEXT} bytes.`, { file: path }));
}

async function write(parts: readonly Uint8Array[], { path, format }: WriteTarget): Promise<void> {
  if (path !== '-') return void (await writeWhole(path, once(Buffer.concat(parts)), { through: format.endsWith('.gz') ? [createGzip()] : [] }));
  const out = new Output(1);
  for (const part of parts) out.writeBytes(part);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

const RADIXES = { hex: 16, oct: 8, dec: 10, none: 'none' } as const;

function hexImport(options: Options): HexImport {
  const radix = options.offsets.at(-1);
  if (radix !== undefined && !(radix in RADIXES)) throw new UsageError(`-o ${radix}: hex, oct, dec or none`);
  const today = new Date();
  return {
    ...PLAIN_IMPORT,
    offsets: radix === undefined ? null : RADIXES[radix as keyof typeof RADIXES],
    time: { pattern: options.time.at(-1) ?? null, day: Date.UTC(today.getFullYear(), today.getMonth(), today.getDate()) / 1000, zoneMinutes },
    linktype: options.linktype.length === 0 ? null : linktypeTyped(options.linktype.at(-1)!),
    headers: dummyHeaders(options),
    mostBytes: options.most.length === 0 ? PLAIN_IMPORT.mostBytes : whole('-m', options.most.at(-1)!, 1),
    directions: options.direction.length > 0,
    interfaceName: options.name.at(-1) ?? '',
    pattern: pattern(options),
  };
}

const BASES: Readonly<Record<string, DigitBase>> = { 2: 2, 8: 8, 16: 16, 64: 64 };

function pattern(options: Options): PacketPattern | null {
  const text = options.pattern.at(-1);
  const base = BASES[options.base.at(-1) ?? '16'];
  if (base === undefined) throw new UsageError(`-b ${options.base.at(-1)!}: 2, 8, 16 or 64`);
  if (text === undefined) return null;
  if (!/\(\?P?<data>/.test(text)) throw new UsageError(`-r ${text}: a group (?<data>…) is missing`);
  try {
    return packetPattern(text, base);
  } catch (error) {
    throw new UsageError(`-r ${text}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function ports(name: string, text: string | undefined): { source: number; destination: number } | null {
  if (text === undefined) return null;
  const found = /^(\d{1,5}),(\d{1,5})$/.exec(text);
  if (!found || Number(found[1]) > 0xffff || Number(found[2]) > 0xffff) throw new UsageError(`${name} ${text}: two ports, such as 1000,69`);
  return { source: Number(found[1]), destination: Number(found[2]) };
}

/** Two ports, and a verification tag or a payload protocol. */
function sctp(options: Options): DummyTransport | null {
  const [name, text] = options.sctpData.length > 0 ? ['-S', options.sctpData.at(-1)!] : ['-s', options.sctp.at(-1)];
  if (text === undefined) return null;
  const [, pair, last] = /^(\d+,\d+),(\d{1,10})$/.exec(text) ?? [];
  if (pair === undefined || Number(last) > 0xffff_ffff) throw new UsageError(`${name} ${text}: two ports and a number, such as 30,40,34`);
  return { protocol: 'sctp', ...ports(name, pair)!, ...(name === '-S' ? { tag: 0, payloadProtocol: Number(last) } : { tag: Number(last), payloadProtocol: null }) };
}

/** @throws UsageError what is no number of eight bits */
function ipProtocol(text: string): number {
  const number = whole('-i', text, 0);
  if (number > 0xff) throw new UsageError(`-i ${text}: an IP protocol from 0 to 255`);
  return number;
}

function dummyHeaders(options: Options): DummyHeaders {
  const [udp, tcp] = [ports('-u', options.udp.at(-1)), ports('-T', options.tcp.at(-1))];
  const etherType = options.ether.at(-1) === undefined ? null : Number.parseInt(options.ether.at(-1)!, 16);
  if (etherType !== null && !(etherType >= 0 && etherType <= 0xffff)) throw new UsageError('-e: a type such as 0x806');
  const addresses = addressPair(options);
  const dissector = options.dissector.at(-1) ?? null;
  const transport = udp ? { protocol: 'udp' as const, ...udp } : tcp ? { protocol: 'tcp' as const, ...tcp } : sctp(options);
  if (dissector !== null && (transport !== null || addresses !== null || etherType !== null || options.ip.length > 0)) throw new UsageError('-P: no other headers');
  return {
    ...NO_HEADERS, etherType, addresses, ipProtocol: options.ip.length === 0 ? null : ipProtocol(options.ip.at(-1)!),
    transport, dissector,
  };
}

function addressPair(options: Options): DummyHeaders['addresses'] {
  const text = options.ipv6.at(-1) ?? options.ipv4.at(-1);
  if (text === undefined) return null;
  const isIpv6 = options.ipv6.length > 0;
  const [source, destination] = text.split(',').map((one) => (isIpv6 ? ipv6Bytes(one) : ipv4Bytes(one)));
  if (!source || !destination) throw new UsageError(`${isIpv6 ? '-6' : '-4'} ${text}: two addresses with a comma between`);
  return { source, destination };
}

function ipv4Bytes(text: string): Uint8Array | null {
  const value = ipv4Number(text);
  return value < 0 ? null : Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}
