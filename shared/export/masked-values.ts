// Secrets out of what leaves the program: which bytes of a frame are passwords and tokens (fields declared `secret`), and asterisks for them.
import { utf8Bytes } from '../bytes/text';
import type { FrameBytes } from '../dissect/dissector';
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import type { Registry } from '../dissect/registry';
import type { TreeNode } from '../dissect/tree-node';
import type { FrameView } from '../session/frame-view';

const ASTERISK = 0x2a;

export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The frame as it is where it holds no secret; otherwise a copy in which each octet of each secret is an asterisk. */
export function maskedFrame(frame: number, source: FrameBytes, view: FrameView, registry: Registry): FrameBytes {
  const secret = Uint8Array.from(registry.fields, (field) => (field.secret ? 1 : 0));
  if (view.match(frame, source, secret, TSHARK_OPTIONS, false).length === 0) return source;
  const bytes = source.bytes.slice(source.at, source.at + source.caplen);
  for (const { start, end } of secretRanges(view.tree(frame, source, TSHARK_OPTIONS), bytes)) bytes.fill(ASTERISK, start, end);
  return { ...source, bytes, at: 0 };
}

/** Where the secrets of a frame stand. Lines that were made (decompressed, decoded) follow from the bytes and have no place of their own. */
export function secretRanges(nodes: readonly TreeNode[], bytes: Uint8Array): ByteRange[] {
  const ranges: ByteRange[] = [];
  for (const node of nodes) {
    if (node.field?.secret !== true || node.source !== 0 || node.start < 0 || node.length <= 0) continue;
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
