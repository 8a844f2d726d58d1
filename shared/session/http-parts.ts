// The heads and bodies of the HTTP messages that a frame completes: bodies without chunks and compression, as whoever asked for them got them.
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import type { TreeNode } from '../dissect/tree-node';
import type { Session } from './session';

export interface HttpPart {
  readonly kind: 'head' | 'body';
  readonly octets: Uint8Array;
  /** Of the message's head; '' = it says none. */
  readonly mediaType: string;
  /** Of a request: the host and the path that are asked for; of a response: ''. */
  readonly host: string;
  readonly path: string;
  readonly isRequest: boolean;
  /** Of a response: the frame of its request, 0 = not known. */
  readonly requestFrame: number;
  /** Of a body: the Content-Encoding that could not be undone, because it is not known or because too much would come of it; '' = none. */
  readonly encoding: string;
}

/** Undoes a Content-Encoding that the dissector left as it is; null = it cannot. */
export type Unpack = (encoding: string, octets: Uint8Array) => Uint8Array | null;

const MADE = /^(?:De-chunked|Uncompressed) entity body/u;
const PACKED = /^Content-encoded entity body \([^)]*\): \d+ bytes(?:, not taken apart)?$/u;

/** A frame's bytes, and those that were made of them. */
type Sources = readonly { readonly name: string; readonly bytes: Uint8Array }[];

/** @throws ProblemError the file changed */
export function httpParts(session: Session, frame: number, unpack: Unpack): HttpPart[] {
  const source = session.frame(frame);
  const nodes = session.view.tree(frame, source, TSHARK_OPTIONS);
  const sources: Sources = [{ name: '', bytes: source.bytes }, ...session.view.dissector.layer.sources];
  const made = sources.filter(({ name }) => MADE.test(name));
  const parts: HttpPart[] = [];
  for (const [at, node] of nodes.entries()) {
    if (node.field?.name !== 'http' || node.field.type !== 'protocol') continue;
    let end = at + 1;
    while (end < nodes.length && nodes[end]!.depth > node.depth) end++;
    const found = messageParts(node, nodes.slice(at + 1, end), sources, made, unpack);
    parts.push(...(found.length > 0 ? found : restOf(nodes[end], sources)));
  }
  return parts;
}

/** Octets without a head: those of a message whose beginning is not there. */
function restOf(node: TreeNode | undefined, sources: Sources): HttpPart[] {
  if (node?.field?.name !== 'data' || node.field.type !== 'protocol' || node.length <= 0) return [];
  return [{ kind: 'body', octets: octetsAt(node, sources), mediaType: '', host: '', path: '', isRequest: false, requestFrame: 0, encoding: '' }];
}

function octetsAt({ source, start, length }: TreeNode, sources: Sources): Uint8Array {
  return sources[source]!.bytes.subarray(start, start + length);
}

function messageParts(layer: TreeNode, nodes: readonly TreeNode[], sources: Sources, made: { readonly bytes: Uint8Array }[], unpack: Unpack): HttpPart[] {
  const valueOf = (name: string): string => {
    const value = nodes.find(({ field }) => field?.name === name)?.value;
    return typeof value === 'string' ? value : '';
  };
  const has = (name: string): boolean => nodes.some(({ field }) => field?.name === name);
  const isRequest = has('http.request.method');
  const facts = { mediaType: valueOf('http.content_type'), host: valueOf('http.host'), path: valueOf('http.request.uri'), isRequest, requestFrame: requestOf(nodes), encoding: '' };
  const parts: HttpPart[] = [];
  if (isRequest || has('http.response.code')) parts.push({ kind: 'head', octets: headOf(layer, sources), ...facts });
  const body = bodyOf(nodes, sources, made);
  if (body === null) return parts;
  const encoding = valueOf('http.content_encoding').trim().toLowerCase();
  const unpacked = body.isPacked ? unpack(encoding, body.octets) : body.octets;
  const octets = unpacked ?? body.octets;
  if (octets.length > 0) parts.push({ kind: 'body', octets, ...facts, encoding: unpacked === null ? encoding : '' });
  return parts;
}

function requestOf(nodes: readonly TreeNode[]): number {
  const value = nodes.find(({ field }) => field?.name === 'http.request_in')?.value;
  return typeof value === 'number' ? value : 0;
}

/** Up to and with the blank line, or as far as the capture has it. */
function headOf({ source, start, length: whole }: TreeNode, sources: Sources): Uint8Array {
  const { bytes } = sources[source]!;
  for (let at = start, line = start; at < bytes.length; at++) {
    if (bytes[at] !== 0x0a) continue;
    const length = at - line;
    if (length === 0 || (length === 1 && bytes[line] === 0x0d)) return bytes.subarray(start, at + 1);
    line = at + 1;
  }
  return bytes.subarray(start, start + whole);
}

function bodyOf(nodes: readonly TreeNode[], sources: Sources, made: { readonly bytes: Uint8Array }[]): { readonly octets: Uint8Array; readonly isPacked: boolean } | null {
  const data = nodes.find(({ field }) => field?.name === 'http.file_data');
  if (data !== undefined && data.start < 0) {
    const next = made.shift();
    return next === undefined ? null : { octets: next.bytes, isPacked: MADE.exec((next as { name?: string }).name ?? '')?.[0].startsWith('De-chunked') ?? false };
  }
  const packed = nodes.find(({ text }) => PACKED.test(text));
  const place = data ?? packed;
  if (place === undefined) return null;
  return { octets: octetsAt(place, sources), isPacked: data === undefined };
}
