// A flow graph of many frames: who sends to whom, between as many lifelines as there are addresses.
import type { DissectOptions } from '../dissect/frame-context';
import { addressText } from './conversation-ends';
import { planColumns, type ColumnPlan } from './frame-view';
import { GrowingArray } from '../stream/growing-array';
import type { Session } from './session';

/** More lifelines than these cannot be told apart: what goes to others is not drawn. */
const MOST_NODES = 100;
/** More rows nobody reads as a drawing. */
const MOST_ROWS = 200_000;
const NO_NODE = 0xffff;
const WORDS = 3;
const PLAIN: DissectOptions = { relativeSequence: true, verifyChecksums: false, flagStyle: 'wireshark', names: null };

export interface FlowPlace {
  readonly frame: number;
  readonly from: number;
  readonly to: number;
}

export class FlowGraph {
  readonly nodes: string[] = [];
  /** Frames without addresses, or with such as have no lifeline. */
  left = 0;
  private readonly places = new Map<string, number>();
  /** [frame, from, to] */
  private readonly rows = new GrowingArray(new Uint32Array(WORDS * 256));
  /** Of a conversation: (from << 16) | to for its direction 0, + 1; 0 = not looked at. */
  private readonly known = new Map<number, number>();
  private readonly plan: ColumnPlan;

  constructor(private readonly session: Session) {
    this.plan = planColumns(session.registry, ['source', 'destination']);
  }

  get count(): number {
    return this.rows.length / WORDS;
  }

  row(at: number): FlowPlace {
    const { data } = this.rows;
    return { frame: data[at * WORDS]!, from: data[at * WORDS + 1]!, to: data[at * WORDS + 2]! };
  }

  add(frame: number): void {
    const [from, to] = this.count >= MOST_ROWS ? [NO_NODE, NO_NODE] : this.endsOf(frame);
    if (from === NO_NODE || to === NO_NODE) {
      this.left++;
      return;
    }
    for (const word of [frame, from, to]) this.rows.push(word);
  }

  private endsOf(frame: number): readonly [number, number] {
    const { store, conversations } = this.session;
    const flow = store.stream(frame);
    if (flow < 0) return this.columnsOf(frame);
    const conversation = store.streams.conversation(flow >> 1);
    let ends = this.known.get(conversation);
    if (ends === undefined) {
      ends = this.nodeOf(addressText(conversations, conversation, 0)) * 0x1_0000 + this.nodeOf(addressText(conversations, conversation, 1));
      this.known.set(conversation, ends);
    }
    const [first, second] = [Math.floor(ends / 0x1_0000), ends & 0xffff];
    return (flow & 1) === 0 ? [first, second] : [second, first];
  }

  /** As the columns of the list say, where there is no IP. */
  private columnsOf(frame: number): readonly [number, number] {
    const { view } = this.session;
    const [source = '', destination = ''] = view.cells(frame, this.session.frame(frame), this.plan, { format: 'relative', digits: -1, zoneMinutes: () => 0 }, PLAIN);
    if (source === '' || destination === '') return [NO_NODE, NO_NODE];
    return [this.nodeOf(source), this.nodeOf(destination)];
  }

  private nodeOf(address: string): number {
    const known = this.places.get(address);
    if (known !== undefined) return known;
    if (this.nodes.length >= MOST_NODES) return NO_NODE;
    this.places.set(address, this.nodes.length);
    return this.nodes.push(address) - 1;
  }
}
