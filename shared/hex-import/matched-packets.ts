// Packets out of a text by a regular expression, as text2pcap's -r has it: one match is one packet, named groups say what is what.
import type { TimeNs } from '../frame/time';
import type { HexTrouble } from './hex-packets';
import { titleTime, type ReadTime } from './title-time';

export type DigitBase = 2 | 8 | 16 | 64;

export interface PacketPattern {
  /** Global and of many lines; has a group `data`, and may have `time`, `dir` and `seqno`. */
  readonly expression: RegExp;
  readonly base: DigitBase;
}

export interface MatchedPacket {
  readonly line: number;
  readonly time: TimeNs | null;
  /** 0 said, but unknown; 1 in; 2 out; -1 not said. */
  readonly direction: number;
  /** -1 = not said. */
  readonly packetId: number;
  readonly bytes: Uint8Array;
}

/** In Perl's form of named groups too. @throws SyntaxError */
export function packetPattern(text: string, base: DigitBase): PacketPattern {
  return { expression: new RegExp(text.replaceAll('(?P<', '(?<'), 'gm'), base };
}

export function matchedPackets(text: string, { expression, base }: PacketPattern, time: ReadTime, mostBytes: number): { packets: MatchedPacket[]; troubles: HexTrouble[] } {
  const packets: MatchedPacket[] = [];
  const troubles: HexTrouble[] = [];
  let [line, counted] = [1, 0];
  for (const found of text.matchAll(expression)) {
    for (; counted < found.index; counted++) if (text.charCodeAt(counted) === 10) line++;
    const groups: Readonly<Record<string, string | undefined>> = found.groups ?? {};
    const all = bytesOf(groups['data'] ?? '', base);
    if (all.length === 0) continue;
    if (all.length > mostBytes) troubles.push({ kind: 'long', line, wanted: mostBytes, found: all.length });
    const { dir, seqno } = groups;
    packets.push({
      line, bytes: all.subarray(0, mostBytes), time: groups['time'] === undefined ? null : titleTime([groups['time']], time),
      direction: dir === undefined ? -1 : /^[iI<]/.test(dir) ? 1 : /^[oO>]/.test(dir) ? 2 : 0, packetId: seqno === undefined ? -1 : Number.parseInt(seqno, 10),
    });
  }
  return { packets, troubles };
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Digits from the first on, whatever stands between them; bits that fill no byte are left out. */
function bytesOf(text: string, base: DigitBase): Uint8Array {
  const width = Math.log2(base);
  const bytes = new Uint8Array((text.length * width) >> 3);
  let [bits, count, filled] = [0, 0, 0];
  for (const digit of text) {
    const value = base === 64 ? DIGITS.indexOf(digit) : Number.parseInt(digit, base);
    if (!(value >= 0)) continue;
    bits = ((bits << width) | value) & 0xffff;
    count += width;
    if (count < 8) continue;
    count -= 8;
    bytes[filled++] = bits >> count;
  }
  return bytes.subarray(0, filled);
}
