// The class of every stream (see ProtocolPresence.classOf), kept up to date while frames come.
import type { FrameStore } from './frame-store';
import { ProtocolPresence } from './protocol-presence';
import type { Session } from './session';

export class StreamClasses {
  /** By stream, the first of no stream. */
  numbers: Uint8Array = new Uint8Array(1024);
  private known = 0;
  private proved = 0;

  constructor(readonly presence: ProtocolPresence, private readonly store: FrameStore) {}

  /** How many classes there are. */
  get count(): number {
    return this.presence.classCount;
  }

  /** To be called when frames may have come. */
  refresh(): void {
    const { streams } = this.store;
    if (streams.proved !== this.proved) this.known = 0;
    this.proved = streams.proved;
    if (streams.count >= this.numbers.length) {
      const bigger = new Uint8Array(2 * streams.count);
      bigger.set(this.numbers);
      this.numbers = bigger;
    }
    for (; this.known < streams.count; this.known++) this.numbers[this.known + 1] = this.presence.classOf(this.known);
  }
}

const known = new WeakMap<Session, StreamClasses>();

/** Those of an open capture: all its filters have the same. */
export function streamClassesOf(session: Session): StreamClasses {
  let classes = known.get(session);
  if (classes === undefined) known.set(session, (classes = new StreamClasses(new ProtocolPresence(session.registry, session), session.store)));
  return classes;
}
