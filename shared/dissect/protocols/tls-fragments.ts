// Handshake messages of TLS that go over several records (RFC 8446 section 5.1): fragments, and the bytes of the whole.
import type { BegunMessage } from '../frame-context';
import type { Layer } from '../layer';
import { HANDSHAKE_NAMES, type TlsFields } from './tls-fields';

/** IANA protocol number. */
const TCP = 6;
const HEADER = 4;
/** Longer ones are taken for encrypted bytes. */
const MOST_OCTETS = HEADER + 0xffff;
/** Nobody means to send a message in more records than this. */
const MOST_FRAGMENTS = 256;

const NOTHING_BEGUN: BegunMessage = { bytes: new Uint8Array(0), parts: [] };

/** Of the message at the cursor: how many octets of it the record has, which ends at `end`, and what came of it with the octets before. */
interface Fragment {
  readonly length: number;
  readonly isLast: boolean;
  readonly joined: BegunMessage;
}

/** What the records before left unfinished; null = nothing. */
export function begunMessage(p: Layer): BegunMessage | null {
  if (p.quoted > 0) return null;
  return p.pdus.begun === undefined ? (p.context.spanning?.before ?? null) : p.pdus.begun;
}

/** Whatever was begun is given up. */
export function forgetBegun(p: Layer): void {
  if (p.quoted === 0) p.pdus.begun = null;
}

/** What the record has of a message begun before; null = it cannot be one. */
export function nextFragment(p: Layer, begun: BegunMessage, end: number): Fragment | null {
  const had = begun.bytes.length;
  const here = end - p.at;
  const head = begun.bytes.slice(0, HEADER);
  const octet = (i: number): number => (i < had ? head[i]! : p.view.uint8(p.at + i - had));
  const isMeasured = had + here >= HEADER;
  const total = isMeasured ? HEADER + ((octet(1) << 16) | (octet(2) << 8) | octet(3)) : had + here + 1;
  if (total > MOST_OCTETS || begun.parts.length >= MOST_FRAGMENTS) return null;
  const length = Math.min(here, total - had);
  const bytes = new Uint8Array(had + length);
  bytes.set(begun.bytes);
  bytes.set(p.view.slice(p.at, length), had);
  return { length, isLast: had + length === total, joined: { bytes, parts: [...begun.parts, { frame: p.context.number, offset: had, length }] } };
}

/** The record ends within the message at the cursor: what there is of it waits for the next one. False: it is not waited for. */
export function beginMessage(p: Layer, f: TlsFields, end: number): boolean {
  if (p.quoted > 0 || p.fragment || p.facts.transport !== TCP || p.view.capturedEnd < end) return false;
  // What goes on in other frames is found out by going over them in order.
  if (p.indexing && !p.pdus.isAsking) {
    p.pdus.askLater();
    return false;
  }
  const fragment = nextFragment(p, NOTHING_BEGUN, end);
  if (fragment === null || fragment.isLast) return false;
  leave(p, f, fragment);
  return true;
}

/** The record holds nothing but a part of the message, which goes on. */
export function leave(p: Layer, f: TlsFields, { length, joined }: Fragment): void {
  p.label(`Handshake Protocol: ${HANDSHAKE_NAMES[joined.bytes[0]!] ?? 'Unknown'} (fragment)`, p.at, length);
  const { spanning } = p.context;
  const isFinishedHere = p.pdus.unfinished < (spanning?.finishedHere ?? 0);
  const completedIn = isFinishedHere ? p.context.number : (spanning?.completedIn ?? 0);
  if (completedIn > 0) p.put(f['handshake.reassembled_in'], completedIn, -1, 0);
  p.pdus.begun = joined;
  p.pdus.unfinished++;
  p.at += length;
}

/** The record has the last part of a message: `message` is called with the cursor at the beginning of the whole. */
export function finish(p: Layer, f: TlsFields, { length, joined: { bytes, parts } }: Fragment, message: () => void): void {
  p.label(`Handshake Protocol: ${HANDSHAKE_NAMES[bytes[0]!] ?? 'Unknown'} (last fragment)`, p.at, length);
  p.pdus.begun = null;
  p.pdus.finished ??= parts[0]!;
  const { at: outerAt, source } = p;
  const { bytes: outer, capturedEnd, reportedEnd } = p.view;
  p.source = p.sources.push({ name: `Reassembled TLS Handshake (${bytes.length} bytes)`, bytes });
  p.view.reset(bytes, bytes.length, bytes.length);
  p.at = 0;
  fragmentLines(p, f, bytes, parts);
  try {
    message();
  } finally {
    p.view.reset(outer, capturedEnd, reportedEnd);
    p.source = source;
    p.at = outerAt + length;
  }
}

function fragmentLines(p: Layer, f: TlsFields, bytes: Uint8Array, parts: BegunMessage['parts']): void {
  if (!p.emits) return;
  p.generated(f['handshake.fragments'], undefined, 0, bytes.length);
  if (p.inTree) {
    p.last.text = `${parts.length} Reassembled Handshake Fragments (${bytes.length} bytes):`;
    p.last.append = parts.map(({ frame, length }, i) => `${i === 0 ? '' : ','} #${frame}(${length})`).join('');
  }
  p.open();
  for (const { frame, offset, length } of parts) {
    p.generated(f['handshake.fragment'], frame, offset, length);
    if (p.inTree) p.last.text = `Frame: ${frame}, payload: ${offset}-${offset + length - 1} (${length} byte${length === 1 ? '' : 's'})`;
  }
  p.generated(f['handshake.fragment.count'], parts.length);
  p.close();
}
