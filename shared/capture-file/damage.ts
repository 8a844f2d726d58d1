// What is wrong with a capture file at one place, and the sentence that says so.
import { problem, type Problem, type ProblemCode } from '../problem';

/** Kinds of damage. Plain data with numbers, so that a thread that does not know the frame number can report it. */
export type DamageKind =
  | 'cut-header' // the file ends inside a record header: promised = its size
  | 'cut-data' // … inside a frame's bytes: promised = what its header says
  | 'cut-block' // … inside a pcapng block: promised = its length
  | 'caplen' // a frame larger than can be: promised = caplen, limit
  | 'block-small' // block length below what its type needs: promised = the length, limit = the least
  | 'block-large' // block length above the maximum: promised, limit
  | 'block-trailer' // the length repeated behind a block differs: promised = in front, present = behind
  | 'caplen-in-block' // more packet bytes than the block has room for: promised = caplen, present = room
  | 'interface' // a packet block names an interface that was not described: promised = index, present = how many there are
  | 'options' // an option runs over the end of its block: promised = its length, present = room
  | 'byte-order' // a section header without byte-order magic
  | 'version' // a later section of another major version: promised = major, present = minor
  | 'too-many' // more interfaces or sections than are believed: limit
  | 'compressed'; // the compressed data ends or cannot be decompressed; `reason` says more

export interface Damage {
  readonly kind: DamageKind;
  /** Where the damaged record or block begins in the (decompressed) file. */
  readonly offset: number;
  /** Frames read before it by the scanner that found it. */
  readonly frames: number;
  readonly promised: number;
  readonly present: number;
  readonly limit: number;
  /** pcapng: type of the block; -1 otherwise. */
  readonly blockType: number;
  readonly reason?: string;
}

const CUT: ReadonlySet<DamageKind> = new Set(['cut-header', 'cut-data', 'cut-block']);

/** True where more bytes could have made it whole. */
export function isCut(damage: Damage): boolean {
  return CUT.has(damage.kind);
}

/**
 * @param file name for the sentence, without folder
 * @param framesBefore frames before those that the scanner itself counted (0 unless it began in the middle)
 */
export function damageProblem(damage: Damage, file: string, framesBefore = 0): Problem {
  const complete = framesBefore + damage.frames;
  const code = codeOf(damage);
  const { kind, offset, promised, present, limit, blockType } = damage;
  const message = `${file} ${sentence(damage, complete + 1)} ${completeFrames(complete)}`;
  return problem(code, message, { file, kind, frame: complete + 1, offset, promised, present, limit, blockType, complete });
}

function codeOf(damage: Damage): ProblemCode {
  if (damage.kind === 'compressed') return 'NL-FILE-10';
  if (damage.kind === 'version') return 'NL-FILE-06';
  return isCut(damage) ? 'NL-FILE-07' : 'NL-FILE-08';
}

function completeFrames(complete: number): string {
  if (complete === 0) return 'No frame before it could be read.';
  if (complete === 1) return 'Frame 1 is complete.';
  return `Frames 1 to ${complete} are complete.`;
}

function sentence(d: Damage, frame: number): string {
  const { offset, promised, present, limit } = d;
  const block = `the ${blockName(d.blockType)} at byte ${offset}`;
  switch (d.kind) {
    case 'cut-header':
      return `ends inside the header of frame ${frame} at byte ${offset}: it needs ${promised} bytes, the file holds ${present}.`;
    case 'cut-data':
      return `ends inside frame ${frame}. Its header at byte ${offset} promises ${bytes(promised)}, the file holds ${present}.`;
    case 'cut-block':
      return `ends inside ${block}: it needs ${bytes(promised)}, the file holds ${present}.`;
    case 'caplen':
      return `is damaged at frame ${frame}. Its header at byte ${offset} promises ${bytes(promised)}, but a frame has at most ${limit}.`;
    case 'block-small':
      return `is damaged: ${block} gives its length as ${bytes(promised)}, but it has at least ${limit}.`;
    case 'block-large':
      return `is damaged: ${block} gives its length as ${bytes(promised)}, but a block has at most ${limit}.`;
    case 'block-trailer':
      return `is damaged: ${block} gives its length as ${promised} in front and as ${present} behind.`;
    case 'caplen-in-block':
      return `is damaged at frame ${frame}: ${block} promises ${bytes(promised)} of packet, but has room for ${present}.`;
    case 'interface':
      return `is damaged at frame ${frame}: ${block} names interface ${promised}, but ${interfaceCount(present)} described before it.`;
    case 'options':
      return `is damaged: ${block} has an option of ${bytes(promised)}, but room for ${present}.`;
    case 'byte-order':
      return `is damaged: ${block} does not say its byte order.`;
    case 'version':
      return `goes on with a section of version ${promised}.${present} at byte ${offset}, which is not supported.`;
    case 'too-many':
      return `is damaged: ${block} is one of more than ${limit} of its kind.`;
    case 'compressed':
      return `cannot be decompressed beyond byte ${offset} of its content: ${d.reason ?? 'the data is damaged'}.`;
  }
}

function bytes(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`;
}

function interfaceCount(count: number): string {
  if (count === 0) return 'no interface is';
  return count === 1 ? 'only interface 0 is' : `only interfaces 0 to ${count - 1} are`;
}

const BLOCK_NAMES: Readonly<Record<number, string>> = {
  0x0a0d0d0a: 'Section Header Block', 1: 'Interface Description Block', 2: 'Packet Block', 3: 'Simple Packet Block',
  4: 'Name Resolution Block', 5: 'Interface Statistics Block', 6: 'Enhanced Packet Block', 9: 'systemd Journal Export Block',
  10: 'Decryption Secrets Block', 0xbad: 'Custom Block', 0x40000bad: 'Custom Block',
};

/** Name of a pcapng block type for people; -1: the file ends before it says which. */
export function blockName(type: number): string {
  if (type < 0) return 'block';
  return BLOCK_NAMES[type] ?? `block of unknown type 0x${type.toString(16).padStart(8, '0')}`;
}
