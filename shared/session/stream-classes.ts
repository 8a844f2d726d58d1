// The class of every stream (see ProtocolPresence.classOf), kept up to date while frames come.
import type { FrameStore } from './frame-store';
import { PathVerdicts } from './path-verdicts';
import { ProtocolPresence } from './protocol-presence';
import type { Session } from './session';

/** Questions whose verdicts are kept: more than the filters and colour rules have that somebody goes back and forth between. */
const MOST_KEPT = 256;

export class StreamClasses {
  /** By stream, the first of no stream. */
  numbers: Uint8Array = new Uint8Array(1024);
  private known = 0;
  private proved = 0;
  private readonly kept = new Map<string, PathVerdicts>();

  constructor(readonly presence: ProtocolPresence, private readonly store: FrameStore) {}

  /** How many classes there are. */
  get count(): number {
    return this.presence.classCount;
  }

  /** What was found out for one filter holds for the next that asks the same. @param question names it */
  verdicts(question: string, verdictOf: PathVerdicts['verdictOf']): PathVerdicts {
    let verdicts = this.kept.get(question);
    if (verdicts !== undefined) return verdicts;
    if (this.kept.size === MOST_KEPT) this.kept.clear();
    this.kept.set(question, (verdicts = new PathVerdicts(verdictOf)));
    return verdicts;
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
