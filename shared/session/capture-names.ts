// What a capture itself says of addresses: its name records, and the DNS answers among its frames.
import type { NameRecord } from '../capture-file/capture-scanner';
import type { FrameBytes } from '../dissect/dissector';
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import type { Names } from '../dissect/names';
import type { Registry } from '../dissect/registry';
import type { FrameStore } from './frame-store';
import type { FrameView } from './frame-view';
import type { HostNames } from '../frame/host-names';
import { NameBook, type NameWishes } from './name-book';

/** Frames with answers that one call looks at: what is shown must not wait for a file full of DNS. The next call goes on. */
const ANSWERS_AT_ONCE = 20_000;

export class CaptureNames {
  private readonly book: NameBook;
  /** Frames that were looked at for answers. */
  private answersTo = 0;
  private readonly protocols: ReadonlySet<number>;
  private readonly wanted: Uint8Array;

  constructor(registry: Registry, private readonly store: FrameStore, readHost: () => HostNames) {
    this.book = new NameBook(readHost);
    this.protocols = new Set(['dns', 'mdns', 'llmnr'].map((id) => registry.indexOf(id)));
    this.wanted = new Uint8Array(registry.fields.length);
    for (const name of ['dns.resp.name', 'dns.a', 'dns.aaaa']) for (const field of registry.named(name)) this.wanted[field.id] = 1;
  }

  /** Of several names of one address the last one counts, as in Wireshark. */
  add(records: readonly NameRecord[]): void {
    for (const { address, names } of records) for (const name of names) this.book.records.addBytes(address, name);
  }

  /** Names from what was read so far. */
  select(wishes: NameWishes, view: FrameView, frame: (number: number) => FrameBytes): Names {
    if (wishes.answers) this.readAnswers(view, frame);
    return this.book.select(wishes);
  }

  private readAnswers(view: FrameView, frame: (number: number) => FrameBytes): void {
    let left = ANSWERS_AT_ONCE;
    while (this.answersTo < this.store.count && left > 0) {
      const number = ++this.answersTo;
      if (!this.protocols.has(this.store.protocol(number))) continue;
      left--;
      let owner = '';
      for (const { field, value } of view.match(number, frame(number), this.wanted, TSHARK_OPTIONS, false)) {
        if (field.type === 'string') owner = value as string;
        else if (field.type === 'ipv4') this.book.answers.add(this.book.answers.ipv4, value as number, owner);
        else this.book.answers.addBytes(value as Uint8Array, owner);
      }
    }
  }
}
