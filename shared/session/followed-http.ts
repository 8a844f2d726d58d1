// The HTTP messages of a TCP stream, followed: heads and bodies where the frame stands that completes them, bodies without chunks and compression. Octets are made when they are looked at.
import { Follow } from '../stream/follow';
import type { FollowedStream } from './followed-stream';
import { httpParts, type HttpPart, type Unpack } from './http-parts';
import type { Session } from './session';

/** Frames of the stream that are looked at in one step. */
const STEP_FRAMES = 16;
const NOTHING = new Uint8Array(0);

export class FollowedHttp {
  /** A head or a body each; never a gap. */
  readonly runs = new Follow();
  private looked = 0;
  private kept: { readonly frame: number; readonly parts: readonly HttpPart[] } = { frame: 0, parts: [] };
  private readonly http: number;

  constructor(private readonly session: Session, private readonly stream: FollowedStream, private readonly unpack: Unpack) {
    this.http = session.registry.indexOf('http');
  }

  /** Looks at some of the frames that there are. False: at all of them. @throws ProblemError the file changed */
  step(): boolean {
    const { stream } = this;
    const hasMore = stream.step();
    const end = Math.min(stream.frameCount, this.looked + STEP_FRAMES);
    for (; this.looked < end; this.looked++) this.look(stream.frameAt(this.looked));
    return hasMore || this.looked < stream.frameCount;
  }

  /** The octets of a head or body. @throws ProblemError the file changed */
  octets(run: number): Uint8Array {
    return this.partsOf(this.runs.frame(run))[this.runs.layer(run)]?.octets ?? NOTHING;
  }

  private look(frame: number): void {
    const { store, paths, notes } = this.session;
    if (notes.ignored.has(frame) || paths.stepsOf(store.path(frame))?.includes(this.http) !== true) return;
    for (const [i, { octets }] of this.partsOf(frame).entries()) this.runs.addDatagram(frame, store.stream(frame) & 1, octets.length, i);
  }

  private partsOf(frame: number): readonly HttpPart[] {
    // Copies: the frame's own bytes are good only until the next frame is read.
    if (this.kept.frame !== frame) this.kept = { frame, parts: httpParts(this.session, frame, this.unpack).map((part) => ({ ...part, octets: part.octets.slice() })) };
    return this.kept.parts;
  }
}
