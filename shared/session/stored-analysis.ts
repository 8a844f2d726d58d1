// What the analysis of TCP found out about one frame of an open capture, worked out when a dissector asks.
import { NO_TIME } from '../capture-file/frame-batch';
import type { SegmentAnalysis } from '../dissect/segment-analysis';
import { timeBetween, type TimeNs } from '../frame/time';
import type { TcpAnalysis } from '../stream/tcp-analysis';
import type { FrameStore } from './frame-store';

export class StoredAnalysis implements SegmentAnalysis {
  private readonly analysis: TcpAnalysis;

  /** @param finished all frames of the file are known, so that later ones may tell too */
  constructor(private readonly store: FrameStore, private readonly frame: number, private readonly finished: boolean) {
    this.analysis = store.tcpAnalysis;
    this.analysis.advance(frame);
  }

  get findings(): number {
    return this.analysis.findings(this.frame);
  }
  get duplicate(): number {
    return this.analysis.duplicate(this.frame)?.count ?? 0;
  }
  get duplicateOf(): number {
    return this.analysis.duplicate(this.frame)?.of ?? 0;
  }
  get acksFrame(): number {
    return this.analysis.acksFrame(this.frame);
  }
  get roundTrip(): TimeNs | null {
    return this.since(this.acksFrame, this.frame);
  }
  get bytesInFlight(): number {
    return this.analysis.bytesInFlight(this.frame);
  }
  get pushBytes(): number {
    return this.analysis.pushBytes(this.frame);
  }
  get repeatOf(): number {
    return this.analysis.repeatOf(this.frame);
  }
  get repeatAfter(): TimeNs | null {
    return this.since(this.repeatOf, this.frame);
  }
  get initialRoundTrip(): TimeNs | null {
    const { syn, ack } = this.analysis.handshake(this.stream);
    return ack > this.frame && !this.finished ? null : this.since(syn, ack);
  }
  get answersFastOpen(): boolean {
    return this.analysis.opensFast(this.store.flow(this.frame) ^ 1);
  }
  get closesFirst(): boolean {
    const flow = this.store.flow(this.frame);
    return this.analysis.closer(flow >> 1) === (flow & 1);
  }
  get completeness(): number {
    if (this.finished) this.analysis.advance(this.store.count);
    return this.analysis.completeness(this.stream, this.finished ? this.store.count : this.frame - 1);
  }

  private get stream(): number {
    return this.store.flow(this.frame) >> 1;
  }

  private since(earlier: number, frame: number): TimeNs | null {
    if (earlier === 0) return null;
    const [from, to] = [this.timeOf(earlier), this.timeOf(frame)];
    return from === null || to === null ? null : timeBetween(from, to);
  }

  private timeOf(frame: number): TimeNs | null {
    const nanos = this.store.nanos(frame);
    return nanos === NO_TIME ? null : { seconds: this.store.seconds(frame), nanos };
  }
}
