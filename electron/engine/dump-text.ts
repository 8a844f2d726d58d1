// The displayed frames as tcpdump prints them: gone through once in slices, then any line of it by its number.
import { zoneMinutes } from './zone';
import type { DumpLook, DumpRow } from '../../shared/ipc/dump-calls';
import { NearBytes } from '../../shared/session/near-bytes';
import type { Session } from '../../shared/session/session';
import { DumpState } from '../../shared/tcpdump/dump-state';
import { packetText } from '../../shared/tcpdump/text-line';
import { PLAIN_OPTIONS, type TextOptions } from '../../shared/tcpdump/text-options';
import { interfaceName } from '../system/interface-index';

/** Values that are kept of connections, one for each that begins; further ones are not remembered. */
const MOST_KEPT = 1 << 20;

/** Remembers from which packet on a value holds, so that a packet in the middle is printed as in order. */
class RewindableState extends DumpState {
  private readonly kept = new Map<string, { readonly from: number; readonly value: unknown }[]>();
  private count = 0;
  recording = true;

  override recall(protocol: string, key: string): unknown {
    return this.kept.get(`${protocol} ${key}`)?.findLast(({ from }) => from < this.number)?.value;
  }

  override remember(protocol: string, key: string, value: unknown): void {
    if (!this.recording || this.count >= MOST_KEPT) return;
    const name = `${protocol} ${key}`;
    const values = this.kept.get(name) ?? [];
    values.push({ from: this.number, value });
    this.kept.set(name, values);
    this.count++;
  }
}

export class DumpText {
  private readonly state = new RewindableState();
  private readonly options: TextOptions;
  private readonly displayed: Session['displayed'];
  private readonly near: NearBytes;
  /** Lines up to and with each displayed frame. */
  private readonly ends: number[] = [];

  constructor(private readonly session: Session, readonly look: DumpLook) {
    this.displayed = session.displayed;
    this.near = new NearBytes(session.file.source);
    this.options = {
      ...PLAIN_OPTIONS, verbose: look.verbose, link: look.link, absolute: look.absolute, hex: look.hex ? 'X' : '', zoneMinutes, interfaceName,
    };
  }

  /** False when another filter is applied. */
  isOf(session: Session, look: DumpLook): boolean {
    return session === this.session && session.displayed === this.displayed && JSON.stringify(look) === JSON.stringify(this.look);
  }

  get lines(): number {
    return this.ends.at(-1) ?? 0;
  }

  get isComplete(): boolean {
    return this.ends.length >= this.displayed.count;
  }

  /** Goes on for some milliseconds. @returns whether there is more */
  step(ms: number): boolean {
    const until = performance.now() + ms;
    this.state.recording = true;
    while (!this.isComplete && performance.now() < until) {
      this.ends.push(this.lines + this.frameLines(this.ends.length).length);
    }
    return !this.isComplete;
  }

  /** Lines from `first` on. */
  rows(first: number, count: number): DumpRow[] {
    const rows: DumpRow[] = [];
    const end = Math.min(first + count, this.lines);
    this.state.recording = false;
    for (let index = this.indexOf(first); rows.length < end - first && index < this.ends.length; index++) {
      const start = this.ends[index - 1] ?? 0;
      const frame = this.displayed.numberAt(index);
      for (const [i, text] of this.frameLines(index).entries()) {
        if (start + i >= first && start + i < end) rows.push({ frame, isFirst: i === 0, text });
      }
    }
    return rows;
  }

  /** Text of the displayed frames, one after the other. */
  *texts(): Generator<string> {
    this.state.recording = true;
    while (!this.isComplete) this.step(10);
    for (let index = 0; index < this.ends.length; index++) {
      this.state.recording = false;
      yield `${this.frameLines(index).join('\n')}\n`;
    }
  }

  /** The displayed frame in whose text a line stands. */
  private indexOf(line: number): number {
    let [low, high] = [0, this.ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ends[middle]! > line) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private frameLines(index: number): string[] {
    const { store } = this.session;
    const frame = this.displayed.numberAt(index);
    const caplen = store.caplen(frame);
    const at = this.near.at(store.position(frame), caplen);
    const bytes = at < 0 ? new Uint8Array(0) : this.near.bytes.subarray(at, at + caplen);
    const source = this.session.reader.scanner.interfaces[store.interfaceIndex(frame)];
    if (source === undefined || source.indexInSection < 0) return ['[netloupe: no packet of an interface]'];
    this.state.number = index;
    const packet = {
      linktype: source.linktype, seconds: store.seconds(frame), nanos: Math.max(0, store.nanos(frame)), length: store.len(frame), bytes,
    };
    return packetText(packet, this.options, this.state).text.split('\n');
  }
}
