// Network Time Protocol, versions 1 to 4: time messages; control and private messages stand in files of their own.
import { ipv4BytesText } from '../../frame/address';
import type { TimeNs } from '../../frame/time';
import { visible } from '../field-text';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { NTP_EXAMPLES } from './ntp-examples';
import { asciiText } from './dns-name';
import { dissectControl } from './ntp-control';
import { pair } from './ntp-exchange';
import { NTP_FIELDS, type NtpFields } from './ntp-fields';
import { dissectPrivate } from './ntp-private';
import { LEAP, MODES, REFERENCES, VERSIONS } from './values/ntp-names';

const CONTROL = 6;
const PRIVATE = 7;
const CLIENT = 3;
const SERVER = 4;

/** 1970 minus 1900, and the length of an era, in seconds (RFC 5905 section 6). */
const EPOCH = 2_208_988_800;
const ERA = 0x1_0000_0000;

export const ntp = protocol({
  id: 'ntp', name: 'Network Time Protocol', column: 'NTP', spec: 'RFC 5905', tcpdump: 'print-ntp.c',
  over: { 'udp.port': [123], 'tcp.port': [123] },
  fields: NTP_FIELDS,
  dissect(p, f) {
    const flags = p.view.uint8(p.at);
    const mode = flags & 7;
    const version = VERSIONS[(flags >> 3) & 7] ?? '';
    const modeName = mode === CONTROL ? 'control' : mode === PRIVATE ? 'private' : (MODES[mode] ?? '');
    p.info(() => `${version}, ${modeName}`);
    p.title(() => ` (${version}, ${modeName})`);
    if (mode === PRIVATE) dissectPrivate(p, f);
    else {
      flagLines(p, f, flags);
      if (mode === CONTROL) dissectControl(p, f);
      else timeMessage(p, f, mode);
    }
  },
  examples: NTP_EXAMPLES,
});

function flagLines(p: Layer, f: NtpFields, flags: number): void {
  const start = p.at;
  p.read(f.flags);
  if (p.inTree) p.last.append = `, Leap Indicator: ${LEAP[flags >> 6]}, Version number: ${VERSIONS[(flags >> 3) & 7]}, Mode: ${MODES[flags & 7]}`;
  p.open();
  p.peek(f['flags.li'], start);
  p.peek(f['flags.vn'], start);
  p.peek(f['flags.mode'], start);
  p.close();
}

function timeMessage(p: Layer, f: NtpFields, mode: number): void {
  const start = p.at - 1;
  // The answer repeats when the request left: that is what makes them a pair.
  if ((mode === CLIENT || mode === SERVER) && p.captured >= 47) {
    pair(p, f, mode === SERVER ? 'response' : 'request', p.view.uint32(start + (mode === SERVER ? 28 : 44)));
  }
  const stratum = p.read(f.stratum);
  pollInterval(p, f);
  const precision = p.read(f.precision);
  if (p.inTree) p.last.valueText = `${(2 ** ((precision << 24) >> 24)).toFixed(6)} seconds`;
  fixedPoint(p, f.rootdelay);
  fixedPoint(p, f.rootdispersion);
  reference(p, f, stratum);
  timestamp(p, f.reftime);
  timestamp(p, f.org);
  timestamp(p, f.rec);
  timestamp(p, f.xmt);
  while (p.left >= 16 && isExtension(p)) extension(p, f);
  if (p.left === 0) return;
  p.take(f.keyid, 4);
  if (p.left > 0) p.take(f.mac, p.left);
}

function pollInterval(p: Layer, f: NtpFields): void {
  const poll = p.read(f.ppoll);
  if (p.inTree) p.last.valueText = poll >= 4 && poll <= 17 ? `${poll} (${2 ** poll} seconds)` : `invalid (${poll})`;
}

function fixedPoint(p: Layer, f: NtpFields['rootdelay']): void {
  const value = p.read(f);
  if (p.inTree) p.last.valueText = `${(value / 65536).toFixed(6)} seconds`;
}

function reference(p: Layer, f: NtpFields, stratum: number): void {
  const at = p.at;
  p.take(f.refid, 4);
  if (!p.inTree) return;
  p.last.valueText = stratum > 1 ? ipv4BytesText(p.view.bytes, at) : sourceName(p, at);
}

function sourceName(p: Layer, at: number): string {
  if (p.view.uint32(at) === 0) return 'NULL';
  const code = asciiText(p.view.bytes, at, 4);
  return REFERENCES.get(code) ?? `Unidentified reference source '${visible(code)}'`;
}

function timestamp(p: Layer, f: NtpFields['xmt']): void {
  const at = p.at;
  p.skip(8);
  if (p.emits) p.put(f, moment(p.view.uint32(at), p.view.uint32(at + 4)), at, 8);
}

/** Seconds below 2^31 are of the era that begins in 2036. */
export function moment(seconds: number, fraction: number): TimeNs {
  const nanos = Math.floor((fraction * 1_000_000_000) / ERA);
  if (seconds === 0 && nanos === 0) return { seconds: 0, nanos: 0 };
  return { seconds: seconds - EPOCH + (seconds < 0x8000_0000 ? ERA : 0), nanos };
}

/** RFC 7822: at least 16 octets, and no more than there are. What is not one is a key and a code. */
function isExtension(p: Layer): boolean {
  const length = p.view.uint16(p.at + 2);
  return length >= 16 && length <= p.left;
}

function extension(p: Layer, f: NtpFields): void {
  const length = p.view.uint16(p.at + 2);
  p.put(f.ext, undefined, p.at, length);
  p.open();
  p.read(f['ext.type']);
  p.read(f['ext.length']);
  p.take(f['ext.value'], length - 4);
  p.close();
}
