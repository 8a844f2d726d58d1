// A frame without the addresses and, by choice, the payload that it had: found through its detail tree, which knows where they stand.
import type { FrameBytes } from '../dissect/dissector';
import { TSHARK_OPTIONS, type DissectOptions } from '../dissect/frame-context';
import { saidOfChecksum } from '../dissect/internet-checksum';
import type { TreeNode } from '../dissect/tree-node';
import type { FrameView } from '../session/frame-view';
import type { AddressCipher } from './address-cipher';

export type PayloadRule = 'keep' | 'mask' | 'cut';

export interface AnonymiseCounts {
  frames: number;
  /** Places in packets where an address stood. */
  places: number;
  checksums: number;
  /** Checksums that were right and could not be made right again. */
  checksumsLeft: number;
  payloadBytes: number;
  framesCut: number;
  /** Addresses in data over several frames, which are left as they are. */
  reassembled: number;
  /** Frames with bytes that no protocol knows. */
  undecoded: number;
}

export const NO_COUNTS: Readonly<AnonymiseCounts> = { frames: 0, places: 0, checksums: 0, checksumsLeft: 0, payloadBytes: 0, framesCut: 0, reassembled: 0, undecoded: 0 };

const OPTIONS: DissectOptions = { ...TSHARK_OPTIONS, verifyChecksums: true };
const OUTSIDE = new Set(['eth.trailer', 'eth.padding']);
/** How much of a transport is header: what its line stands for, or so many bytes. */
const TRANSPORTS: ReadonlyMap<string, number> = new Map([['tcp', 0], ['udp', 8], ['udplite', 8], ['dccp', 0], ['sctp', 12]]);
const PASSES = 4;
/** Shaped like an address, and none: masks, and the number that DHCP begins with. */
const NO_ADDRESS = /mask$|^dhcp\.cookie$/;
/** Hardware addresses of any length, as protocols name them. */
const HARDWARE = /linkaddr$|link_layer_addr$|\.hw$|hw_addr$|\.mac$/;

export class FrameAnonymiser {
  readonly counts: AnonymiseCounts = { ...NO_COUNTS };

  constructor(private readonly view: FrameView, private readonly cipher: AddressCipher, private readonly payload: PayloadRule) {}

  /** The bytes that are left of the frame. */
  bytes(frame: number, source: FrameBytes): Uint8Array {
    const { counts } = this;
    counts.frames++;
    const bytes = source.bytes.slice(source.at, source.at + source.caplen);
    const nodes = this.nodes(frame, source, bytes);
    const right = checksumsAt(nodes, bytes).filter(({ isGood }) => isGood).map(({ at }) => at);
    this.replaceAddresses(nodes, bytes);
    const from = this.payload === 'keep' ? bytes.length : this.maskPayload(nodes, bytes);
    if (right.length > 0) this.repair(frame, source, bytes, right);
    counts.reassembled += nodes.filter((node) => node.source !== 0 && kindOf(node) !== null).length;
    if (nodes.some(({ field, source: from }) => from === 0 && field?.name === 'data.data')) counts.undecoded++;
    if (this.payload !== 'cut' || from >= bytes.length) return bytes;
    counts.framesCut++;
    return bytes.subarray(0, from);
  }

  private nodes(frame: number, source: FrameBytes, bytes: Uint8Array): readonly TreeNode[] {
    return this.view.tree(frame, { ...source, bytes, at: 0 }, OPTIONS).slice();
  }

  private replaceAddresses(nodes: readonly TreeNode[], bytes: Uint8Array): void {
    const done = new Set<number>();
    for (const node of nodes) {
      const kind = node.source === 0 ? kindOf(node) : null;
      if (kind === null || node.start + node.length > bytes.length || done.has(node.start)) continue;
      const address = bytes.slice(node.start, node.start + node.length);
      bytes.set(this.cipher[kind](address), node.start);
      done.add(node.start);
      this.counts.places++;
    }
  }

  /** @returns where the payload begins */
  private maskPayload(nodes: readonly TreeNode[], bytes: Uint8Array): number {
    const begin = Math.min(bytes.length, payloadStart(nodes));
    this.counts.payloadBytes += bytes.length - begin;
    bytes.fill(0, begin);
    // What stands outside the packet proper, behind a header that is no transport's.
    for (const { field, source, start, length } of nodes) if (source === 0 && start >= 0 && field !== null && OUTSIDE.has(field.name)) bytes.fill(0, start, Math.min(bytes.length, start + length));
    return begin;
  }

  /** Inner checksums are part of outer ones: until nothing changes any more. */
  private repair(frame: number, source: FrameBytes, bytes: Uint8Array, right: readonly number[]): void {
    const repaired = new Set<number>();
    for (let pass = 0; pass < PASSES; pass++) {
      const wrong = checksumsAt(this.nodes(frame, source, bytes), bytes).filter(({ at, isGood }) => !isGood && right.includes(at));
      if (wrong.length === 0) break;
      for (const { at, expected } of wrong) {
        bytes[at] = expected >> 8;
        bytes[at + 1] = expected & 255;
        repaired.add(at);
      }
    }
    const known = new Set(checksumsAt(this.nodes(frame, source, bytes), bytes).filter(({ isGood }) => isGood).map(({ at }) => at));
    this.counts.checksums += repaired.size;
    this.counts.checksumsLeft += right.filter((at) => !known.has(at)).length;
  }
}

/** Which kind of address a line stands for; null = none that has bytes of its own. */
function kindOf({ field, start, length, generated }: TreeNode): 'ipv4' | 'ipv6' | 'ether' | null {
  if (field === null || start < 0 || generated || field.mask !== 0 || NO_ADDRESS.test(field.name)) return null;
  if (field.type === 'ipv4' && length === 4) return 'ipv4';
  if (field.type === 'ipv6' && length === 16) return 'ipv6';
  if (field.type === 'ether' && length === 6) return 'ether';
  return field.type === 'bytes' && length === 6 && HARDWARE.test(field.name) ? 'ether' : null;
}

interface ChecksumAt {
  readonly at: number;
  readonly isGood: boolean;
  readonly expected: number;
}

function checksumsAt(nodes: readonly TreeNode[], bytes: Uint8Array): ChecksumAt[] {
  const found: ChecksumAt[] = [];
  for (const { source, start, length, append } of nodes) {
    const said = source === 0 && start >= 0 && length === 2 && start + 2 <= bytes.length ? saidOfChecksum(append) : null;
    if (said) found.push({ at: start, ...said });
  }
  return found;
}

/** Behind the innermost transport's header; where there is none, what no protocol knows. */
function payloadStart(nodes: readonly TreeNode[]): number {
  let begin = Number.POSITIVE_INFINITY;
  for (const { field, source, start, length } of nodes) {
    const header = source === 0 && start >= 0 && field?.type === 'protocol' ? TRANSPORTS.get(field.name) : undefined;
    if (header !== undefined) begin = start + (header === 0 ? length : header);
    else if (source === 0 && field?.name === 'data.data') begin = Math.min(begin, start);
  }
  return begin;
}
