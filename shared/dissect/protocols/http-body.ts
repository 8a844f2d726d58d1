// The body of an HTTP message: how long it is, chunks, compression, and who looks at what it holds.
import { inflate } from '../../bytes/inflate';
import { latin1Text, utf8Text } from '../../bytes/text';
import { visible } from '../field-text';
import type { Layer } from '../layer';
import { MediaKind } from '../tables';
import type { HttpFields } from './http-fields';
import type { HttpMessage } from './http-headers';
import { endsLine, HttpKind, lineEnd, startsWith, textEnd } from './http-line';
import { mediaKind } from './media-kind';

/** Bytes that a compressed body may grow to. */
const INFLATE_LIMIT = 4 * 1024 * 1024;
/** Known, but not unpacked here: following and exporting do it. */
const BROTLI = 'br';
const PACKINGS = /^(x-)?(gzip|deflate)$/;

/** What follows the head; and where the next message begins. */
export function httpBody(p: Layer, f: HttpFields, m: HttpMessage, stream: boolean): void {
  const start = p.at;
  const length = bodyLength(p, m);
  if (length === 0) {
    if (stream && p.left > 0) p.again();
    return;
  }
  const isCoded = m.encoding !== '' && m.encoding !== 'identity';
  // Of a plain body that the snaplen cut, what is there goes to its own dissector.
  if (m.chunked || isCoded || p.captured <= 0) p.view.need(start, Math.min(length, p.left));
  if (m.chunked) return chunked(p, f, m, stream);
  const there = Math.min(length, p.left);
  if (packsNothing(p, m, there)) {
    p.label(`Content-encoded entity body (${m.encoding}): ${there} bytes`, start, there);
    p.at = start + there;
    if (stream && p.left > 0) p.again();
    return;
  }
  if (isCoded && m.encoding !== BROTLI && !unpacks(p, m, there)) return packed(p, f, m, there, stream && length < p.left);
  if (p.emits && isCoded) {
    const made = unpack(p, f, m, p.view.bytes.subarray(start, start + there), start);
    if (made) return inMade(p, f, m, 'Uncompressed entity body', made, start + there, stream && length <= p.left);
    p.label(`Content-encoded entity body (${m.encoding}): ${there} bytes, not taken apart`, start, there);
  } else {
    const shown = Math.min(there, p.captured);
    p.put(f['.http.file_data'], p.inTree || p.wants(f['.http.file_data']) ? shownData(p.view.bytes, start, shown) : '', start, shown);
    if (p.inTree) p.last.valueText = `${shown} byte${shown === 1 ? '' : 's'}`;
  }
  if (length > p.left) p.label('The body goes on in later segments', start + there, 0);
  handOn(p, f, m, Math.min(length, p.left));
  if (stream && length < p.left) p.again(start + length);
}

/** Something comes out of the body at the cursor. */
function unpacks(p: Layer, m: HttpMessage, length: number): boolean {
  return PACKINGS.test(m.encoding) && inflate(p.view.bytes.subarray(p.at, p.at + length), 1) !== null;
}

/** A body that does not unpack. */
function packed(p: Layer, f: HttpFields, m: HttpMessage, length: number, goesOn: boolean): void {
  p.label(`Content-encoded entity body (${m.encoding}): ${length} bytes`, p.at, length);
  if (p.inTree || asksForBody(p, f)) p.expert(f['.http.decompression_failed'], 'warn', 'Undecoded', 'Decompression failed');
  p.open();
  p.nested('media', MediaKind.Unknown, p.at, length);
  p.close();
  if (goesOn) p.again(p.at + length);
}

/** Octets of the body, by its head; more than there are means that it goes on, or ends with the connection. */
function bodyLength(p: Layer, m: HttpMessage): number {
  if (m.kind === HttpKind.Other) return p.left;
  if (m.chunked) return p.left;
  if (m.length >= 0 && !m.coded) return p.left === 0 ? 0 : m.length;
  if (m.kind === HttpKind.Response) return (m.status >= 100 && m.status < 200) || m.status === 204 || m.status === 304 ? 0 : p.left;
  return m.kind === HttpKind.Request ? 0 : p.left;
}

/** To whoever knows the media type; without one the bytes stand below HTTP itself. */
function handOn(p: Layer, f: HttpFields, m: HttpMessage, length: number): void {
  const isCut = p.captured < length;
  if (m.mediaType === '' || m.kind === HttpKind.Other) p.nested('media', MediaKind.Unknown, p.at, length);
  else {
    p.handed = m.mediaType;
    const kind = kindFor(p, f, m, p.view.bytes, p.at, p.view.capturedEnd);
    if (isCut) besideHead(p, kind, length);
    else p.next('media', kind, length);
  }
  if (isCut) p.view.need(p.at, length);
}

/** Octets of which HTTP says nothing, beside it. */
export function unknownBody(p: Layer): void {
  if (p.captured >= p.left) return p.next('media', MediaKind.Unknown);
  besideHead(p, MediaKind.Unknown, p.left);
  p.view.need(p.at, p.left);
}

/** What is there of a body that the snaplen cut: run before HTTP says that it was cut. */
function besideHead(p: Layer, kind: MediaKind, length: number): void {
  do p.close(); while (p.depth > 0 && p.last !== p.layerNode);
  p.nested('media', kind, p.at, length);
}

/** Pictures that are none, and XML that calls itself text, go elsewhere than their type says. */
function kindFor(p: Layer, f: HttpFields, m: HttpMessage, b: Uint8Array, at: number, end: number): MediaKind {
  const kind = mediaKind(m.mediaType);
  if (kind === MediaKind.Text && startsWith(b, at, end, '<?xml')) return MediaKind.Xml;
  const picture = PICTURES.get(kind);
  if (picture === undefined || startsWith(b, at, end, picture)) return kind;
  p.last = p.layerNode;
  p.expert(f['.http.subdissector_failed'], 'note', 'Malformed', 'HTTP body subdissector failed, trying heuristic subdissector');
  return MediaKind.Other;
}
const PICTURES: ReadonlyMap<MediaKind, string> = new Map<MediaKind, string>([[MediaKind.Gif, 'GIF8'], [MediaKind.Png, '\x89PNG'], [MediaKind.Jpeg, '\xff\xd8']]);

/** The same for bytes that were made. */
function inMade(p: Layer, f: HttpFields, m: HttpMessage, name: string, made: Uint8Array, end: number, more: boolean): void {
  const home = p.source;
  // Where nextIn() puts it.
  p.source = p.sources.length + 1;
  p.put(f['.http.file_data'], p.inTree || p.wants(f['.http.file_data']) ? shownData(made, 0, made.length) : '', 0, made.length);
  p.source = home;
  if (p.inTree) p.last.valueText = `${made.length} byte${made.length === 1 ? '' : 's'}`;
  p.handed = m.mediaType;
  p.nextIn(`${name} (${made.length} bytes)`, made, 'media', m.mediaType === '' || m.kind === HttpKind.Other ? MediaKind.Unknown : kindFor(p, f, m, made, 0, made.length));
  if (more && end < p.view.reportedEnd) p.again(end);
}

/** A filter compares it as ASCII text up to the first zero, as in Wireshark 4.0; other bytes are U+FFFD. */
function shownData(b: Uint8Array, at: number, length: number): string {
  const zero = b.subarray(at, at + length).indexOf(0);
  return latin1Text(b, at, zero < 0 ? length : zero).replace(/[\x80-\xff]/g, '\ufffd');
}

/** A body of a few octets that holds nothing at all: gzip of the empty text. */
function packsNothing(p: Layer, m: HttpMessage, length: number): boolean {
  return length <= 24 && PACKINGS.test(m.encoding) && inflate(p.view.slice(p.at, length), 1) === null;
}

/** Whether a match run wants the body, or something that is not of HTTP's head and so may stand in it: asked once for all frames of a run. */
function asksForBody(p: Layer, f: HttpFields): boolean {
  if (asked.wanted === p.wanted) return asked.body;
  const own = new Set(Object.values(f).map(({ id }) => id));
  const body = p.wants(f['.http.file_data']) || p.wants(f['.http.decompression_failed']) || p.wanted.some((wanted, id) => wanted === 1 && !own.has(id));
  asked = { wanted: p.wanted, body };
  return body;
}
let asked: { readonly wanted: Uint8Array | null; readonly body: boolean } = { wanted: null, body: false };

/** Undoes Content-Encoding; null where we cannot, or nobody asks. */
function unpack(p: Layer, f: HttpFields, m: HttpMessage, packed: Uint8Array, at: number): Uint8Array | null {
  if (!PACKINGS.test(m.encoding)) return null;
  if (!p.inTree && !asksForBody(p, f)) return null;
  const made = inflate(packed, INFLATE_LIMIT);
  if (made) p.label(`Content-encoded entity body (${m.encoding}): ${packed.length} bytes -> ${made.length} bytes`, at, packed.length);
  return made;
}

const DECHUNKED = 'De-chunked entity body';

interface Chunk {
  readonly size: number;
  readonly dataAt: number;
  /** Behind the line end that follows the data. */
  readonly end: number;
}

/** The chunk whose size line starts at `at`; null where that line is no size or did not come yet. */
function chunkAt(p: Layer, at: number): Chunk | null {
  const b = p.view.bytes;
  const limit = Math.min(p.view.capturedEnd, at + 256);
  const dataAt = lineEnd(b, at, limit);
  if (dataAt === at || !endsLine(b, dataAt)) return null;
  let size = 0;
  let i = at;
  for (; i < dataAt; i++) {
    const digit = hexDigit(b[i]!);
    if (digit < 0) break;
    size = size * 16 + digit;
    if (size > 0x7fffffff) return null;
  }
  if (i === at) return null;
  const dataEnd = dataAt + size;
  const end = size === 0 ? dataAt : Math.min(p.view.capturedEnd, dataEnd + (b[dataEnd] === 0x0d ? 2 : 1));
  return { size, dataAt, end };
}

function hexDigit(c: number): number {
  if (c >= 0x30 && c <= 0x39) return c - 0x30;
  const letter = c | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 87 : -1;
}

function chunked(p: Layer, f: HttpFields, m: HttpMessage, stream: boolean): void {
  const start = p.at;
  const limit = Math.min(p.view.capturedEnd, p.view.reportedEnd);
  const chunks: Chunk[] = [];
  let at = start;
  let last = false;
  while (at < limit && !last) {
    const chunk = chunkAt(p, at);
    if (!chunk) break;
    chunks.push(chunk);
    last = chunk.size === 0;
    at = Math.min(chunk.end, limit);
  }
  let end = at;
  if (last) while (end < limit) {
    const next = lineEnd(p.view.bytes, end, limit);
    const empty = textEnd(p.view.bytes, end, next) === end;
    end = next;
    if (empty) break;
  }
  if (chunks.length === 0) return handOn(p, f, m, p.left);
  if (p.emits) showChunks(p, f, m, start, chunks, last, at, end);
  const whole = last || end >= limit ? end : limit;
  p.at = start;
  if (p.emits) {
    const joined = join(p.view.bytes, chunks, limit);
    const made = joined.length === 0 ? null : (unpackMade(p, f, m, joined) ?? joined);
    if (made) inMade(p, f, m, made === joined ? DECHUNKED : 'Uncompressed entity body', made, whole, false);
    else if (p.inTree) p.layerNode.length = whole - p.layerNode.start;
  } else if (chunks[0]!.size > 0 && chunks[0]!.dataAt < limit) {
    p.at = chunks[0]!.dataAt;
    handOn(p, f, m, Math.min(chunks[0]!.size, p.left));
  }
  if (stream && last && whole < p.view.reportedEnd) p.again(whole);
}

/** What the joined chunks unpack to; they are among the sources then. null: they are what they are. */
function unpackMade(p: Layer, f: HttpFields, m: HttpMessage, joined: Uint8Array): Uint8Array | null {
  if (m.encoding === '' || m.encoding === 'identity') return null;
  const home = p.source;
  p.source = p.sources.push({ name: `${DECHUNKED} (${joined.length} bytes)`, bytes: joined });
  const made = unpack(p, f, m, joined, 0);
  p.source = home;
  if (made === null) p.sources.pop();
  return made;
}

function join(b: Uint8Array, chunks: readonly Chunk[], limit: number): Uint8Array {
  const parts = chunks.map((c) => b.subarray(c.dataAt, Math.min(c.dataAt + c.size, limit)));
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function showChunks(p: Layer, f: HttpFields, m: HttpMessage, start: number, chunks: readonly Chunk[], last: boolean, lastEnd: number, end: number): void {
  const b = p.view.bytes;
  p.group(`HTTP chunked ${m.kind === HttpKind.Response ? 'response' : 'request'}`, start, end - start);
  let at = start;
  for (const { size, dataAt, end: chunkEnd } of chunks) {
    p.group(size === 0 ? 'End of chunked encoding' : `Data chunk (${size} octets)`, at, size === 0 ? end - at : chunkEnd - at);
    p.put(f['.http.chunk_size'], size, at, dataAt - at);
    if (p.inTree) p.last.valueText = `${size} octets`;
    if (size > 0) {
      const dataEnd = Math.min(dataAt + size, chunkEnd);
      p.put(f['.http.chunk_data'], b.subarray(dataAt, dataEnd), dataAt, dataEnd - dataAt);
      if (chunkEnd > dataEnd) p.put(f['.http.chunk_boundary'], b.subarray(dataEnd, chunkEnd), dataEnd, chunkEnd - dataEnd);
    }
    p.close();
    at = chunkEnd;
  }
  if (last) trailer(p, f, lastEnd, end);
  p.close();
}

/** Header lines behind the last chunk, and the blank line. */
function trailer(p: Layer, f: HttpFields, start: number, end: number): void {
  const b = p.view.bytes;
  for (let at = start; at < end; ) {
    const next = lineEnd(b, at, end);
    const line = utf8Text(b, at, next - at);
    if (textEnd(b, at, next) > at) p.put(f['.http.chunked_trailer_part'], line, at, next - at);
    else if (p.inTree) p.label(visible(line), at, next - at);
    at = next;
  }
}
