// The class of every stream (see ProtocolPresence.classOf), kept up to date while frames come.
import type { FrameStore } from './frame-store';
import type { ProtocolPresence } from './protocol-presence';

export class StreamClasses {
  numbers: Uint8Array = new Uint8Array(1024);
  private known = 0;
  private proved = 0;

  constructor(private readonly presence: ProtocolPresence, private readonly store: FrameStore) {}

  /** How many classes there are. */
  get count(): number {
    return this.presence.classCount;
  }

  /** To be called when frames may have come. */
  refresh(): void {
    const { streams } = this.store;
    if (streams.proved !== this.proved) this.known = 0;
    this.proved = streams.proved;
    if (streams.count > this.numbers.length) {
      const bigger = new Uint8Array(2 * streams.count);
      bigger.set(this.numbers);
      this.numbers = bigger;
    }
    for (; this.known < streams.count; this.known++) this.numbers[this.known] = this.presence.classOf(this.known);
  }
}
