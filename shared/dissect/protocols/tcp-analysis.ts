// What the analysis of its stream says of a TCP segment: Wireshark's tcp.analysis fields (user guide 7.5), in the tree and in Info.
import type { Severity } from '../tree-node';
import { framenum, none, relativeTime, uint32, uint8, type Field } from '../field';
import type { Layer } from '../layer';
import type { TimeNs } from '../../frame/time';
import { Finding, Part, type SegmentAnalysis } from '../segment-analysis';

export const TCP_ANALYSIS_FIELDS = {
  completeness: uint8('Conversation completeness', { doc: '1 SYN, 2 SYN-ACK, 4 ACK, 8 data, 16 FIN, 32 RST: what the capture has of the connection' }),
  analysis: none('SEQ/ACK analysis', { doc: 'Something is known from other segments of the stream' }),
  'connection.fin_active': none('This frame initiates the connection closing'),
  'connection.fin_passive': none('This frame undergoes the connection closing'),
  'analysis.flags': none('TCP Analysis Flags', { doc: 'Something is unusual about this segment' }),
  'analysis.acks_frame': framenum('This is an ACK to the segment in frame'),
  'analysis.ack_rtt': relativeTime('The RTT to ACK the segment was', { doc: 'Time since the segment that is acknowledged' }),
  'analysis.initial_rtt': relativeTime('iRTT', { doc: 'From the SYN to the ACK that ends the handshake' }),
  'analysis.bytes_in_flight': uint32('Bytes in flight', { doc: 'Octets sent and not yet acknowledged' }),
  'analysis.push_bytes_sent': uint32('Bytes sent since last PSH flag'),
  'analysis.retransmission': none('This frame is a (suspected) retransmission'),
  'analysis.fast_retransmission': none('This frame is a (suspected) fast retransmission', { doc: 'Sent again after duplicate ACKs, before a timeout' }),
  'analysis.spurious_retransmission': none('This frame is a (suspected) spurious retransmission', { doc: 'Sent again although it was acknowledged' }),
  'analysis.rto': relativeTime('The RTO for this segment was'),
  'analysis.rto_frame': framenum('RTO based on delta from frame'),
  'analysis.out_of_order': none('This frame is a (suspected) out-of-order segment'),
  'analysis.reused_ports': none('A new tcp session is started with the same ports as an earlier session in this trace'),
  'analysis.lost_segment': none('Previous segment(s) not captured (common at capture start)'),
  'analysis.ack_lost_segment': none("ACKed segment that wasn't captured (common at capture start)"),
  'analysis.duplicate_ack': none('Duplicate ACK'),
  'analysis.duplicate_ack_num': uint32('Duplicate ACK #'),
  'analysis.duplicate_ack_frame': framenum('Duplicate to the ACK in frame'),
  'analysis.zero_window_probe': none('TCP Zero Window Probe'),
  'analysis.zero_window': none('TCP Zero Window segment', { doc: 'The sender of this segment has no room for data' }),
  'analysis.zero_window_probe_ack': none('ACK to a TCP Zero Window Probe'),
  'analysis.keep_alive': none('TCP keep-alive segment'),
  'analysis.keep_alive_ack': none('ACK to a TCP keep-alive segment'),
  'analysis.window_update': none('TCP window update', { doc: 'Only the window changed' }),
  'analysis.window_full': none('TCP window specified by the receiver is now completely full'),
  'analysis.tfo_ack': none('TCP SYN-ACK accepting TFO data'),
  'analysis.tfo_ignored': none('TCP SYN-ACK ignoring TFO data'),
} as const;

type F = typeof TCP_ANALYSIS_FIELDS;
type FindingField = Exclude<{ [K in keyof F]: F[K] extends Field<undefined> ? K : never }[keyof F], undefined>;

/** In the order in which tshark tells them: bit, field, severity, what stands in Info. */
const FINDINGS: readonly (readonly [number, FindingField, Severity, string])[] = [
  [Finding.ReusedPorts, 'analysis.reused_ports', 'note', 'TCP Port numbers reused'],
  [Finding.Retransmission, 'analysis.retransmission', 'note', 'TCP Retransmission'],
  [Finding.FastRetransmission, 'analysis.fast_retransmission', 'note', 'TCP Fast Retransmission'],
  [Finding.SpuriousRetransmission, 'analysis.spurious_retransmission', 'note', 'TCP Spurious Retransmission'],
  [Finding.OutOfOrder, 'analysis.out_of_order', 'warn', 'TCP Out-Of-Order'],
  [Finding.LostSegment, 'analysis.lost_segment', 'warn', 'TCP Previous segment not captured'],
  [Finding.AckLostSegment, 'analysis.ack_lost_segment', 'warn', 'TCP ACKed unseen segment'],
  [Finding.WindowUpdate, 'analysis.window_update', 'chat', 'TCP Window Update'],
  [Finding.WindowFull, 'analysis.window_full', 'warn', 'TCP Window Full'],
  [Finding.KeepAlive, 'analysis.keep_alive', 'note', 'TCP Keep-Alive'],
  [Finding.KeepAliveAck, 'analysis.keep_alive_ack', 'note', 'TCP Keep-Alive ACK'],
  [Finding.DuplicateAck, 'analysis.duplicate_ack', 'note', ''],
  [Finding.ZeroWindowProbe, 'analysis.zero_window_probe', 'note', 'TCP ZeroWindowProbe'],
  [Finding.ZeroWindow, 'analysis.zero_window', 'warn', 'TCP ZeroWindow'],
  [Finding.ZeroWindowProbeAck, 'analysis.zero_window_probe_ack', 'note', 'TCP ZeroWindowProbeAck'],
];

/** What stands in front of Info, whatever protocol writes behind it: `[TCP Retransmission] `. The last finding stands first. */
export function analysisInfo(p: Layer, a: SegmentAnalysis): void {
  if (!p.inRow || a.findings === 0) return;
  const words = FINDINGS.filter(([bit]) => (a.findings & bit) !== 0).map(([bit, , , text]) => `[${bit === Finding.DuplicateAck ? `TCP Dup ACK ${a.duplicateOf}#${a.duplicate}` : text}] `);
  p.info(() => words.reverse().join(''));
  p.fenceInfo();
}

export function completenessLine(p: Layer, f: F, a: SegmentAnalysis): void {
  p.generated(f.completeness, a.completeness);
  if (p.inTree) p.last.valueText = `${completenessText(a.completeness)} (${a.completeness})`;
}

/** As far as the parts follow each other from the SYN on. */
export function completenessText(parts: number): string {
  const ended = (parts & (Part.Fin | Part.Rst)) !== 0;
  const has = (wanted: number): boolean => (parts & wanted) === wanted;
  const shaken = Part.Syn | Part.SynAck | Part.Ack;
  if (has(shaken)) {
    if (ended) return (parts & Part.Data) !== 0 ? 'Complete, WITH_DATA' : 'Complete, NO_DATA';
    return (parts & Part.Data) !== 0 ? 'Incomplete, DATA' : 'Incomplete, ESTABLISHED';
  }
  if (parts === (Part.Syn | Part.SynAck)) return 'Incomplete, CLIENT_ESTABLISHED';
  return parts === Part.Syn ? 'Incomplete, SYN_SENT' : 'Incomplete';
}

/** Of a FIN: is it the first side's to say so? */
export function closingLine(p: Layer, f: F, { closesFirst }: SegmentAnalysis): void {
  if (closesFirst) p.expert(f['connection.fin_active'], 'note', 'Sequence', 'This frame initiates the connection closing');
  else p.expert(f['connection.fin_passive'], 'note', 'Sequence', 'This frame undergoes the connection closing');
}

/** Of a SYN-ACK: did it take the data that came with the SYN (RFC 7413)? `acknowledgment` counts from the first number of the other side. */
export function fastOpenLine(p: Layer, f: F, a: SegmentAnalysis, acknowledgment: number): void {
  if (acknowledgment > 1) p.expert(f['analysis.tfo_ack'], 'note', 'Sequence', f['analysis.tfo_ack'].label);
  else if (acknowledgment === 1 && a.answersFastOpen) p.expert(f['analysis.tfo_ignored'], 'note', 'Sequence', f['analysis.tfo_ignored'].label);
}

export function analysisLines(p: Layer, f: F, a: SegmentAnalysis): void {
  if (a.findings === 0 && a.acksFrame === 0 && a.bytesInFlight === 0) return;
  p.generated(f.analysis, undefined);
  p.open();
  if (a.acksFrame !== 0) {
    p.generated(f['analysis.acks_frame'], a.acksFrame);
    if (isSome(a.roundTrip)) p.generated(f['analysis.ack_rtt'], a.roundTrip);
  }
  if (isSome(a.initialRoundTrip)) p.generated(f['analysis.initial_rtt'], a.initialRoundTrip);
  if (a.bytesInFlight > 0) {
    p.generated(f['analysis.bytes_in_flight'], a.bytesInFlight);
    p.generated(f['analysis.push_bytes_sent'], a.pushBytes);
  }
  if ((a.findings & ~Finding.Unremarkable) !== 0) findingLines(p, f, a);
  p.close();
}

/** A time of nothing at all is not told. */
function isSome(time: TimeNs | null): time is TimeNs {
  return time !== null && (time.seconds !== 0 || time.nanos !== 0);
}

function findingLines(p: Layer, f: F, a: SegmentAnalysis): void {
  p.generated(f['analysis.flags'], undefined);
  p.open();
  for (const [bit, field, severity] of FINDINGS) {
    if ((a.findings & bit) === 0) continue;
    if (bit === Finding.DuplicateAck) duplicateLine(p, f);
    else p.expert(f[field], severity, 'Sequence', f[field].label);
    if ((bit & (Finding.FastRetransmission | Finding.SpuriousRetransmission)) !== 0) p.expert(f['analysis.retransmission'], 'note', 'Sequence', f['analysis.retransmission'].label);
    if (bit === Finding.Retransmission && isSome(a.repeatAfter)) {
      p.generated(f['analysis.rto'], a.repeatAfter);
      p.generated(f['analysis.rto_frame'], a.repeatOf);
    }
  }
  p.close();
  if ((a.findings & Finding.DuplicateAck) !== 0) duplicateLines(p, f, a);
}

function duplicateLine(p: Layer, f: F): void {
  p.generated(f['analysis.duplicate_ack'], undefined);
  if (p.inTree) p.last.text = 'This is a TCP duplicate ack';
}

function duplicateLines(p: Layer, f: F, a: SegmentAnalysis): void {
  p.generated(f['analysis.duplicate_ack_num'], a.duplicate);
  p.generated(f['analysis.duplicate_ack_frame'], a.duplicateOf);
  p.open();
  p.expert(f['analysis.duplicate_ack'], 'note', 'Sequence', `Duplicate ACK (#${a.duplicate})`);
  p.close();
}
