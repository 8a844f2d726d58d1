// A TCP or UDP stream of an open capture, followed: which frames brought the octets of its two ends, in their order. The octets stay in the file.
import { SEGMENT_LENGTH_UNKNOWN } from '../dissect/frame-facts';
import { Follow, type FollowedSegment } from '../stream/follow';
import { PayloadReader } from './payload-reader';
import type { Session } from './session';
import { TransportLayers, type TransportLayer } from './transport-layers';

const SYN_ACK = 0x12;
const NOTHING = new Uint8Array(0);
/** Frames of a stream that are looked at in one step. */
const STEP_FRAMES = 4096;

/**
 * As sensible; or as Wireshark 4.0 has it: of a frame in which the stream carries others, the innermost addresses tell the side, and what every layer carries counts.
 * In its second pass a SYN's late answer counts for segments before it too.
 */
export type FollowManner = 'own' | 'first pass' | 'second pass';

export class FollowedStream {
  readonly runs = new Follow();
  readonly isTcp: boolean;
  /** The frames of the stream that are known, in file order, and how many of them were looked at. */
  private frames = new Uint32Array(0);
  private looked = 0;
  private lastFrame = 0;
  private first = -1;
  private firstSender: string | null = null;
  /** Bit of a direction: it answered a SYN. */
  private answered = 0;
  private readonly reader: PayloadReader;
  private readonly layers: TransportLayers;
  private readonly segment: FollowedSegment = { frame: 0, direction: 0, flags: 0, sequence: 0, acknowledgment: 0, length: 0, captured: 0 };

  /**
   * @param stream index of the stream in the store
   * @param manner where Wireshark's passes say different things of the same stream, and where it mixes up what stands in tunnels: like which of them
   */
  constructor(private readonly session: Session, readonly stream: number, private readonly manner: FollowManner = 'own') {
    this.isTcp = session.store.isTcp(stream);
    this.reader = new PayloadReader(session);
    this.layers = new TransportLayers(session);
  }

  /** Direction of the stream's first frame that counts, -1 = none did so far. */
  get firstDirection(): number {
    return this.first;
  }

  /** Those that were looked at. */
  get frameCount(): number {
    return this.looked;
  }
  frameAt(index: number): number {
    return this.frames[index]!;
  }

  /** Looks at some of the frames that there are. False: at all of them. */
  step(): boolean {
    if (this.looked === this.frames.length) this.find();
    const end = Math.min(this.frames.length, this.looked + STEP_FRAMES);
    while (this.looked < end) {
      const frame = this.frames[this.looked++]!;
      if (!this.session.notes.ignored.has(frame)) this.look(frame);
    }
    return this.looked < this.frames.length;
  }

  /** The octets of a run as far as the file has them; good until the next call. Gaps have none. */
  octets(run: number): Uint8Array {
    return this.runs.isGap(run) ? NOTHING : this.octetsOf(this.runs.frame(run), this.runs.skip(run), this.runs.length(run), this.runs.layer(run));
  }
  private octetsOf(frame: number, skip: number, length: number, layer: number): Uint8Array {
    const octets = layer > 0 ? this.layers.of(frame)[layer - 1]?.payload : this.isInnermost(frame) ? this.reader.of(frame) : this.layerOf(frame)?.payload;
    return (octets ?? NOTHING).subarray(skip, skip + length);
  }

  /** Frames of the stream behind those that are known. */
  private find(): void {
    const { store } = this.session;
    const found = store.layered.framesOf(this.stream, this.lastFrame);
    const layered = new Set(found);
    for (let frame = store.streams.lastFrame(this.stream); frame > this.lastFrame; frame = store.previousInStream(frame)) if (!layered.has(frame)) found.push(frame);
    if (found.length === 0) return;
    const all = new Uint32Array(this.frames.length + found.length);
    all.set(this.frames);
    all.set(Uint32Array.from(found).sort(), this.frames.length);
    this.frames = all;
    this.lastFrame = all.at(-1)!;
  }

  private look(frame: number): void {
    const { store } = this.session;
    const layers = this.isLayered(frame) ? this.layers.of(frame) : null;
    const layer = this.isInnermost(frame) ? null : layers?.find(({ stream }) => stream === this.stream);
    if (layer === undefined) return;
    const direction = layers !== null && this.manner !== 'own' ? this.innermostDirection(frame, layers) : layer === null ? store.stream(frame) & 1 : this.directionOf(layer.address, layer.port);
    if (this.isTcp) return this.lookAtSegment(frame, direction, layer);
    if (layers === null || this.manner === 'own') return this.addDatagram(frame, direction, (layer?.payload ?? this.reader.of(frame)).length, 0);
    for (const [i, { isTcp, payload }] of layers.entries()) if (!isTcp) this.addDatagram(frame, direction, payload.length, i + 1);
  }

  private addDatagram(frame: number, direction: number, length: number, layer: number): void {
    if (length === 0) return;
    if (this.first < 0) this.first = direction;
    this.runs.addDatagram(frame, direction, length, layer);
  }

  private lookAtSegment(frame: number, direction: number, layer: TransportLayer | null): void {
    const { store } = this.session;
    const s = this.segment;
    if (((layer?.flags ?? store.flags(frame)) & SEGMENT_LENGTH_UNKNOWN) !== 0) return;
    if (this.first < 0) this.first = direction;
    s.frame = frame;
    s.direction = direction;
    s.flags = layer?.flags ?? store.flags(frame);
    if ((s.flags & SYN_ACK) === SYN_ACK) this.answered |= 1 << direction;
    // Relative numbers: an answer to the SYN that replaces an earlier one begins anew.
    s.sequence = ((layer?.sequence ?? store.sequence(frame)) - this.base(direction, frame)) >>> 0;
    s.acknowledgment = ((layer?.acknowledgment ?? store.acknowledgment(frame)) - this.base(1 - direction, frame)) >>> 0;
    s.length = layer?.length ?? store.payload(frame);
    s.captured = layer !== null ? layer.payload.length : s.length === 0 || store.caplen(frame) === store.len(frame) ? s.length : this.reader.of(frame).length;
    this.runs.addSegment(s);
  }

  private base(direction: number, frame: number): number {
    const isEarly = this.manner === 'second pass' && (this.answered & (1 << direction)) === 0;
    return this.session.store.streams.base(this.stream, direction, isEarly ? undefined : frame);
  }

  private isInnermost(frame: number): boolean {
    return this.session.store.stream(frame) >> 1 === this.stream;
  }

  /** Of several transports in one frame, this stream's. */
  private layerOf(frame: number): TransportLayer | undefined {
    return this.layers.of(frame).find(({ stream }) => stream === this.stream);
  }

  private isLayered(frame: number): boolean {
    return this.session.store.layered.of(frame).length > 0;
  }

  private directionOf(address: string, port: number): number {
    const { conversations, store } = this.session;
    const [end] = conversations.endpointTexts(store.streams.conversation(this.stream));
    return end.port === port && end.host === address ? 0 : 1;
  }

  /** Whoever the innermost addresses of the first frame name is the client, any other the server. */
  private innermostDirection(frame: number, layers: readonly TransportLayer[]): number {
    const { conversations, store } = this.session;
    const own = store.stream(frame);
    const conversation = store.streams.conversation(own >> 1);
    const sender = `${conversations.familyOf(conversation)} ${conversations.addressKey(conversation, own & 1)} ${layers.at(-1)!.port}`;
    this.firstSender ??= sender;
    return sender === this.firstSender ? 0 : 1;
  }
}
