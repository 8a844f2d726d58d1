// Secrets out of what leaves the program: which bytes of a frame are passwords and tokens (fields declared `secret`), and asterisks for them.
import { utf8Bytes } from '../bytes/text';
import type { FrameBytes } from '../dissect/dissector';
import { TSHARK_OPTIONS, type SegmentPart } from '../dissect/frame-context';
import type { Registry } from '../dissect/registry';
import type { TreeNode } from '../dissect/tree-node';
import type { FrameView } from '../session/frame-view';

const ASTERISK = 0x2a;

export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The frame as it is where it holds no secret; otherwise a copy in which each octet of each secret is an asterisk.
 * PDUs that it completes are masked where the session keeps them, for whoever prints the frame next.
 */
export function maskedFrame(frame: number, source: FrameBytes, view: FrameView, registry: Registry): FrameBytes {
  const secret = Uint8Array.from(registry.fields, (field) => (field.secret ? 1 : 0));
  const parts = view.partsOf(frame)?.filter(({ kind }) => kind !== 'plain') ?? [];
  if (parts.length === 0 && view.match(frame, source, secret, TSHARK_OPTIONS, false).length === 0) return source;
  const bytes = source.bytes.slice(source.at, source.at + source.caplen);
  const nodes = view.tree(frame, source, TSHARK_OPTIONS);
  for (const { start, end } of [...secretRanges(nodes, bytes), ...unreadRanges(nodes, parts)]) bytes.fill(ASTERISK, start, end);
  const made = parts.flatMap((part) => (part.kind === 'whole' && part.bytes !== null ? [part.bytes] : []));
  for (const [i, { bytes: pdu }] of view.dissector.layer.sources.entries()) {
    if (made.includes(pdu)) for (const { start, end } of secretRanges(nodes, pdu, i + 1)) pdu.fill(ASTERISK, start, end);
  }
  return { ...source, bytes, at: 0 };
}

/** Data that nobody looks into by itself (part of a PDU over several segments, data sent again): any octet of it may be of a secret. */
function unreadRanges(nodes: readonly TreeNode[], parts: readonly SegmentPart[]): ByteRange[] {
  const payload = nodes.findLast(({ field, source }) => field?.name === 'tcp.payload' && source === 0)?.start ?? -1;
  return payload < 0 ? [] : parts.map(({ at, length }) => ({ start: payload + at, end: payload + at + length }));
}

/** Where the secrets of a frame stand in its bytes, or in those that were made of several frames'. Other lines that were made (decompressed, decoded) follow from the bytes and have no place of their own. */
export function secretRanges(nodes: readonly TreeNode[], bytes: Uint8Array, source = 0): ByteRange[] {
  const ranges: ByteRange[] = [];
  for (const node of nodes) {
    if (node.field?.secret !== true || node.source !== source || node.start < 0 || node.length <= 0) continue;
    const range = { start: node.start, end: Math.min(node.start + node.length, bytes.length) };
    ranges.push(typeof node.value === 'string' ? valueRange(bytes, range, utf8Bytes(node.value)) : range);
  }
  return ranges;
}

/** Where the value stands in its line (`Cookie: id=1`); the whole line without its end where it cannot be found. */
function valueRange(bytes: Uint8Array, { start, end }: ByteRange, value: Uint8Array): ByteRange {
  for (let at = end - value.length; at >= start; at--) {
    if (value.every((octet, i) => bytes[at + i] === octet)) return { start: at, end: at + value.length };
  }
  let stop = end;
  while (stop > start && (bytes[stop - 1] === 0x0a || bytes[stop - 1] === 0x0d)) stop--;
  return { start, end: stop };
}
