// A whole capture without its addresses: the frames as another file, and what is said of what was changed and what may remain.
import { PcapWriter } from '../capture-file/pcap';
import { PcapngWriter } from '../capture-file/pcapng-writer';
import { linktype } from '../frame/linktype';
import { problem, ProblemError } from '../problem';
import { NO_TIME } from '../capture-file/frame-batch';
import type { Session } from '../session/session';
import { AddressCipher, type AddressCrypto } from './address-cipher';
import { FrameAnonymiser, type AnonymiseCounts, type PayloadRule } from './anonymised-frame';

export interface AnonymiseWish {
  readonly payload: PayloadRule;
  /** The first three octets of hardware addresses stay. */
  readonly keepsMaker: boolean;
  readonly keepsComments: boolean;
  readonly format: 'pcapng' | 'pcap';
}

export interface AnonymiseReport {
  readonly counts: AnonymiseCounts;
  /** Different addresses that were replaced. */
  readonly addresses: { readonly ipv4: number; readonly ipv6: number; readonly ether: number };
  readonly payload: PayloadRule;
  /** What the capture said besides frames and was left out. */
  readonly dropped: { readonly comments: boolean; readonly names: number; readonly secrets: number };
}

const CHUNK_BYTES = 1_048_576;
const BREATHE_EVERY = 256;

export class AnonymisedCapture {
  private readonly cipher: AddressCipher;
  private readonly anonymiser: FrameAnonymiser;
  private parts: Uint8Array[] = [];
  private size = 0;

  constructor(private readonly session: Session, private readonly wish: AnonymiseWish, crypto: AddressCrypto, padSeed: Uint8Array) {
    this.cipher = new AddressCipher(crypto, padSeed, wish.keepsMaker);
    this.anonymiser = new FrameAnonymiser(session.view, this.cipher, wish.payload);
  }

  get report(): AnonymiseReport {
    const { notes } = this.session.reader.scanner;
    return {
      counts: this.anonymiser.counts, addresses: this.cipher.counts, payload: this.wish.payload,
      dropped: { comments: !this.wish.keepsComments, names: notes.names.length, secrets: notes.secrets.length },
    };
  }

  /** null = nothing yet: a place to do something else. @throws ProblemError NL-FILE-06 (pcap cannot hold it) */
  *chunks(): Generator<Uint8Array | null, void> {
    const sink = (chunk: Uint8Array): void => {
      this.parts.push(chunk);
      this.size += chunk.length;
    };
    const write = this.wish.format === 'pcap' ? this.pcap(sink) : this.pcapng(sink);
    for (let frame = 1; frame <= this.session.store.count; frame++) {
      write(frame, this.anonymiser.bytes(frame, this.session.frame(frame)));
      if (this.size >= CHUNK_BYTES) yield this.taken();
      else if (frame % BREATHE_EVERY === 0) yield null;
    }
    yield this.taken();
  }

  private taken(): Uint8Array {
    const all = new Uint8Array(this.size);
    let at = 0;
    for (const part of this.parts) {
      all.set(part, at);
      at += part.length;
    }
    [this.parts, this.size] = [[], 0];
    return all;
  }

  /** Interfaces have no names, filters or systems. */
  private pcapng(sink: (chunk: Uint8Array) => void): (frame: number, bytes: Uint8Array) => void {
    const { store, reader } = this.session;
    const writer = new PcapngWriter(sink, { application: 'Netloupe' });
    const written = new Map<number, number>();
    return (frame, bytes) => {
      const index = store.interfaceIndex(frame);
      const { linktype: type, snaplen, fcsLength, timeBase, timeExponent, timeOffset } = reader.scanner.interfaces[index]!;
      // Journal entries and custom blocks are no packets.
      if (type > 0xffff) return;
      const interfaceIndex = written.get(index) ?? writer.addInterface({ linktype: type, snaplen, fcsLength, timeBase, timeExponent, timeOffset });
      written.set(index, interfaceIndex);
      const comments = this.wish.keepsComments ? this.session.commentsOf(frame) : [];
      writer.writeFrame({ interfaceIndex, time: timeOf(this.session, frame), len: store.len(frame), bytes, comments });
    };
  }

  private pcap(sink: (chunk: Uint8Array) => void): (frame: number, bytes: Uint8Array) => void {
    const { store, reader } = this.session;
    const { interfaces } = reader.scanner;
    const type = interfaces[0]?.linktype ?? 1;
    const writer = new PcapWriter(sink, { linktype: type, nanosecondTimes: interfaces.some(({ timeDigits }) => timeDigits > 6), fcsLength: interfaces[0]?.fcsLength ?? -1 });
    return (frame, bytes) => {
      const iface = interfaces[store.interfaceIndex(frame)]!;
      if (iface.linktype !== type) {
        const { name } = this.session.file;
        const message = `${name} has frames of several link types (${linktype(type).name} and ${linktype(iface.linktype).name}), and a pcap file holds one. Save it as pcapng.`;
        throw new ProblemError(problem('NL-FILE-06', message, { file: name }));
      }
      writer.write({ time: timeOf(this.session, frame) ?? { seconds: 0, nanos: 0 }, len: store.len(frame), bytes });
    };
  }
}

const SECOND = 1_000_000_000;

/** A damaged file's fraction of more or less than a second goes into the seconds. */
function timeOf({ store }: Session, frame: number): { seconds: number; nanos: number } | null {
  const nanos = store.nanos(frame);
  if (nanos === NO_TIME) return null;
  const more = Math.floor(nanos / SECOND);
  return { seconds: store.seconds(frame) + more, nanos: nanos - more * SECOND };
}

/** What was changed and what may remain, a sentence a line. */
export function reportLines({ counts, addresses, payload, dropped }: AnonymiseReport): string[] {
  const said = [
    `${counts.frames} frames: ${addresses.ipv4} IPv4, ${addresses.ipv6} IPv6 and ${addresses.ether} hardware addresses replaced in ${counts.places} places; ${counts.checksums} checksums repaired`,
    payload === 'keep' ? 'WARNING: payloads were kept: names, addresses in text, passwords and whatever else was sent is still there' : `${counts.payloadBytes} bytes of payload ${payload === 'cut' ? `cut off ${counts.framesCut} frames` : 'made zero'}`,
    `left out: ${[dropped.comments ? 'comments' : '', `${dropped.names} names`, `${dropped.secrets} secrets`, 'names and filters of interfaces'].filter((part) => part !== '').join(', ')}`,
    'still there: times, lengths, ports, sequence numbers, TTLs and options; they can tell hosts and people apart',
  ];
  if (counts.checksumsLeft > 0) said.push(`${counts.checksumsLeft} checksums that were right could not be repaired`);
  if (payload === 'keep' && counts.reassembled > 0) said.push(`WARNING: ${counts.reassembled} addresses in data over several frames were left as they are`);
  if (payload === 'keep' && counts.undecoded > 0) said.push(`WARNING: ${counts.undecoded} frames have bytes that no protocol here knows: addresses in them were left as they are`);
  return said;
}
