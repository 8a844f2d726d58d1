// What ICMP and ICMPv6 share: pairing requests with replies, times that pings carry.
import { timeBetween, type TimeNs } from '../../frame/time';
import { AddressKind } from '../frame-facts';
import type { Field } from '../field';
import type { Layer } from '../layer';

const DAY = 86_400;
const DAY_MS = 86_400_000;

/** The same for a request and its reply: identifier and sequence number, and the two addresses in either order. */
export function exchangeKey(p: Layer, identAndSequence: number, kind: number): number {
  const { addressKind, sourceAt, destinationAt, addressBytes: b } = p.facts;
  const size = addressKind === AddressKind.Ipv4 ? 4 : addressKind === AddressKind.Ipv6 ? 16 : 0;
  let mixed = kind;
  for (let i = 0; i < size; i++) mixed = Math.imul(mixed, 31) + (b[sourceAt + i]! ^ b[destinationAt + i]!);
  return (Math.imul(mixed, 0x9e3779b1) ^ identAndSequence) >>> 0;
}

/** Fields in which ICMP and ICMPv6 say what belongs to what. */
interface ExchangeFields {
  readonly resp_in: Field<number>;
  readonly resp_to: Field<number>;
  readonly resptime: Field<number>;
  readonly no_resp: Field<undefined>;
  readonly resp_not_found: Field<undefined>;
}

/** An echo and its reply: which frame has the other half, and how long it took. @param lacking what is said of a request that has no reply */
export function pair(p: Layer, f: ExchangeFields, isRequest: boolean, key: number, lacking: string): void {
  const peer = p.transaction(isRequest ? 'latest request' : 'response', key);
  if (peer) {
    p.appendInfo(() => ` (${isRequest ? 'reply' : 'request'} in ${peer.frame})`);
    p.generated(isRequest ? f.resp_in : f.resp_to, peer.frame);
    if (isRequest || !p.emits || !p.context.time || !peer.time) return;
    const milliseconds = responseMilliseconds(peer.time, p.context.time);
    p.generated(f.resptime, milliseconds);
    if (p.inTree) p.last.valueText = `${milliseconds.toFixed(3)} ms`;
  } else if (isRequest && p.context.finished && p.quoted === 0) {
    const group = groupOf(p);
    if (group !== '') {
      p.appendInfo(() => ` (${group})`);
      return;
    }
    p.appendInfo(() => ' (no response found!)');
    p.generated(f.no_resp, undefined);
    p.expert(f.resp_not_found, 'warn', 'Sequence', lacking);
  }
}

/** A request to a group is answered from other addresses: what kind of group, '' = it went to one host. */
function groupOf(p: Layer): string {
  const { addressKind, destinationAt: at, addressBytes: b } = p.facts;
  if (addressKind === AddressKind.Ipv6) return b[at] === 0xff ? 'multicast' : '';
  if (addressKind !== AddressKind.Ipv4) return '';
  if (b[at]! >>> 4 === 0xe) return 'multicast';
  return b[at] === 255 && b[at + 1] === 255 && b[at + 2] === 255 && b[at + 3] === 255 ? 'broadcast' : '';
}

function responseMilliseconds(request: TimeNs, response: TimeNs): number {
  const span = timeBetween(request, response);
  return (span.seconds * 1e9 + span.nanos) / 1e6;
}

/** Seconds and microseconds in either byte order: whichever is nearer to the frame's own time, and less than a day off. */
export function guessedTime(p: Layer, at: number, time: TimeNs): TimeNs | null {
  const big = candidate(p.view.uint32(at), p.view.uint32(at + 4));
  const little = candidate(p.view.uint32le(at), p.view.uint32le(at + 4));
  const far = (t: TimeNs | null): number => (t === null ? Infinity : Math.abs(t.seconds - time.seconds));
  const best = far(little) < far(big) ? little : big;
  return best !== null && far(best) < DAY ? best : null;
}

function candidate(seconds: number, micros: number): TimeNs | null {
  return micros < 1_000_000 ? { seconds, nanos: micros * 1000 } : null;
}

/** `10 hours, 0.002 seconds`: milliseconds since midnight, in the byte order that fits the frame's time. */
export function timeOfDayText(p: Layer, at: number): string {
  const big = p.view.uint32(at);
  const little = p.view.uint32le(at);
  const time = p.context.time;
  const now = time ? (time.seconds % DAY) * 1000 + Math.floor(time.nanos / 1e6) : 0;
  const swap = little < DAY_MS && (big >= DAY_MS || (time !== null && Math.abs(little - now) < Math.abs(big - now)));
  return spanText(swap ? little : big);
}

function spanText(milliseconds: number): string {
  if (milliseconds === 0) return '0 seconds';
  const parts: string[] = [];
  const part = (n: number, unit: string): void => {
    if (n > 0) parts.push(`${n} ${unit}${n === 1 ? '' : 's'}`);
  };
  part(Math.floor(milliseconds / DAY_MS), 'day');
  part(Math.floor(milliseconds / 3_600_000) % 24, 'hour');
  part(Math.floor(milliseconds / 60_000) % 60, 'minute');
  const rest = milliseconds % 60_000;
  if (rest > 0) parts.push(rest % 1000 === 0 ? `${rest / 1000} second${rest === 1000 ? '' : 's'}` : `${(rest / 1000).toFixed(3)} seconds`);
  return parts.join(', ');
}
