// What stands on the arrow of a segment, in words that are the same in every language.
import { Finding } from '../dissect/segment-analysis';
import type { SequenceRow } from './sequence';

const FLAG_NAMES: readonly (readonly [bit: number, name: string])[] = [
  [0x01, 'FIN'], [0x02, 'SYN'], [0x04, 'RST'], [0x08, 'PSH'], [0x10, 'ACK'], [0x20, 'URG'], [0x40, 'ECE'], [0x80, 'CWR'], [0x100, 'AE'],
];
const ACK = 0x10;
const SYN = 0x02;
const TAKES_NUMBER = 0x03;

/** `SYN, ACK`; a segment without any says so. */
export function flagNames(flags: number): string {
  const names = FLAG_NAMES.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
  return names.length === 0 ? '<None>' : names.join(', ');
}

/** Findings in the order in which they matter, by the names of the field's analysis. */
const FINDING_NAMES = [
  [Finding.FastRetransmission, 'fastRetransmission'], [Finding.SpuriousRetransmission, 'spuriousRetransmission'], [Finding.Retransmission, 'retransmission'],
  [Finding.OutOfOrder, 'outOfOrder'], [Finding.LostSegment, 'lostSegment'], [Finding.AckLostSegment, 'ackLostSegment'], [Finding.DuplicateAck, 'duplicateAck'],
  [Finding.ZeroWindowProbeAck, 'zeroWindowProbeAck'], [Finding.ZeroWindowProbe, 'zeroWindowProbe'], [Finding.ZeroWindow, 'zeroWindow'], [Finding.WindowFull, 'windowFull'],
  [Finding.KeepAliveAck, 'keepAliveAck'], [Finding.KeepAlive, 'keepAlive'], [Finding.ReusedPorts, 'reusedPorts'],
] as const;
export type FindingName = (typeof FINDING_NAMES)[number][1];

/** Not of a window update: that is none that asks for attention. */
export function findingNames(findings: number): FindingName[] {
  const names = FINDING_NAMES.filter(([bit]) => (findings & bit) !== 0).map(([, name]) => name);
  const isSpecial = names[0] === 'fastRetransmission' || names[0] === 'spuriousRetransmission';
  return isSpecial ? names.filter((name) => name !== 'retransmission') : names;
}

const WARNINGS = Finding.DuplicateAck | Finding.KeepAlive | Finding.KeepAliveAck | Finding.WindowFull | Finding.ZeroWindowProbe | Finding.ZeroWindowProbeAck | Finding.ReusedPorts | Finding.OutOfOrder;
const QUIET = Finding.WindowUpdate | Finding.Unremarkable;

/** Something slows the stream, but nothing was lost. */
export const isOnlyWarning = (findings: number): boolean => (findings & ~(WARNINGS | QUIET)) === 0;

export interface SegmentLabel {
  readonly flags: string;
  /** '' where it says nothing. */
  readonly sequence: string;
  readonly acknowledgment: string;
  readonly length: number;
  readonly window: string;
}

/** An ACK alone needs no sequence number; the window stands where it is news. */
export function segmentLabel(row: SequenceRow): SegmentLabel {
  const isPlainAck = row.length === 0 && (row.flags & TAKES_NUMBER) === 0;
  const isChange = row.windowBefore >= 0 && row.windowBefore !== row.window && (row.flags & SYN) === 0;
  return {
    flags: flagNames(row.flags),
    sequence: isPlainAck ? '' : `seq ${row.sequence}`,
    acknowledgment: (row.flags & ACK) === 0 ? '' : `ack ${row.acknowledgment}`,
    length: row.length,
    window: row.names.includes('window update') && isChange ? `win ${row.windowBefore} → ${row.window}` : row.length > 0 || (row.flags & 0x05) !== 0 ? '' : `win ${row.window}`,
  };
}

/** As one line, to be looked through and to be written as text. */
export function labelText(row: SequenceRow): string {
  const { flags, sequence, acknowledgment, length, window } = segmentLabel(row);
  return [flags, sequence, acknowledgment, length > 0 ? `len ${length}` : '', window].filter((part) => part !== '').join(' ');
}
