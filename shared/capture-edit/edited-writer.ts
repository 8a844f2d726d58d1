// Writes edited frames as pcapng or pcap, with what their files say besides: interfaces, comments, names, secrets, drop counts.
import type { CaptureInterface, CaptureScanner, DecryptionSecrets } from '../capture-file/capture-scanner';
import { PcapWriter } from '../capture-file/pcap';
import { CUSTOM_NO_COPY } from '../capture-file/pcapng-blocks';
import { PcapngWriter, type PcapngSectionTexts } from '../capture-file/pcapng-writer';
import { TIME_ZERO, type TimeNs } from '../frame/time';
import type { EditedFrame, FrameStream } from './edited-frame';
import { severalLinktypes } from './several-linktypes';

export interface WrittenForm {
  readonly format: 'pcapng' | 'pcap';
  /** Of pcap; null = as the frames have them. */
  readonly nanosecondTimes: boolean | null;
  /** Times are finer than the interfaces say. */
  readonly finer: boolean;
  readonly dropsSecrets: boolean;
  /** Written in front of those of the files. */
  readonly secrets: readonly DecryptionSecrets[];
  /** Which interfaces of several files become one: none; all, where the files have the same ones; any two that say the same. */
  readonly sharedInterfaces: 'none' | 'all' | 'any';
  /** Of all frames; null = as they have it. */
  readonly linktype: number | null;
  /** Of the capture: instead of those that it has; null = those. */
  readonly comments: readonly string[] | null;
}

type Sink = (chunk: Uint8Array) => void;

export interface EditedWriter {
  /** @throws ProblemError NL-FILE-06 (pcap cannot hold it) */
  write(frame: EditedFrame): void;
  /** A file without frames is one too. */
  end(): void;
}

export function editedWriter(form: WrittenForm, streams: readonly FrameStream[], sink: Sink): EditedWriter {
  return form.format === 'pcap' ? new EditedPcap(form, streams, sink) : new EditedPcapng(form, streams, sink);
}

/** pcap has one link type, and times of micro- or nanoseconds for all. */
class EditedPcap implements EditedWriter {
  private writer: PcapWriter | null = null;
  private linktype = -1;

  constructor(private readonly form: WrittenForm, private readonly streams: readonly FrameStream[], private readonly sink: Sink) {}

  write(frame: EditedFrame): void {
    if (frame.block !== null) return;
    this.writer ??= this.begin(frame.linktype, frame.iface.fcsLength);
    if (frame.linktype !== this.linktype) throw severalLinktypes(this.streams[frame.input]!.file.name, this.linktype, frame.linktype);
    this.writer.write({ time: frame.time ?? TIME_ZERO, len: frame.len, bytes: frame.bytes });
  }

  end(): void {
    this.writer ??= this.begin(this.interfaces()[0]?.linktype ?? 1, -1);
  }

  private begin(type: number, fcsLength: number): PcapWriter {
    this.linktype = type;
    const nanosecondTimes = this.form.nanosecondTimes ?? (this.form.finer || this.interfaces().some(({ timeDigits }) => timeDigits > 6));
    return new PcapWriter(this.sink, { linktype: type, nanosecondTimes, fcsLength, snaplen: Math.max(...this.interfaces().map(({ snaplen }) => snaplen || 262_144), 1) });
  }

  private interfaces(): CaptureInterface[] {
    return this.streams.flatMap(({ scanner }) => [...scanner.interfaces]);
  }
}

class EditedPcapng implements EditedWriter {
  private readonly writer: PcapngWriter;
  /** By what makes two of them one. */
  private readonly interfaces = new Map<string, number>();
  private readonly told = new Map<CaptureScanner, { names: number; secrets: number }>();
  /** Interfaces have the same number in each file that has them at its place. */
  private readonly isByPlace: boolean;
  private last: TimeNs = TIME_ZERO;

  constructor(private readonly form: WrittenForm, private readonly streams: readonly FrameStream[], sink: Sink) {
    this.writer = new PcapngWriter(sink, sectionTexts(streams, form.comments));
    for (const each of form.secrets) this.writer.writeSecrets(each);
    const first = streams.map((stream) => stream.firstInterfaces);
    const lists = new Set(first.map((list) => JSON.stringify(list.map((iface) => sayingOf(iface, iface.linktype)))));
    this.isByPlace = form.sharedInterfaces === 'all' && lists.size < 2;
    for (const [input, list] of first.entries()) for (const iface of list) this.interfaceOf(input, iface, form.linktype ?? iface.linktype);
  }

  write(frame: EditedFrame): void {
    this.tellNotes();
    if (frame.block !== null) {
      if (frame.block.type !== CUSTOM_NO_COPY) this.writer.writeBlock(frame.block.type, frame.block.body);
      return;
    }
    const { time, len, bytes, comments, flags, dropCount, options } = frame;
    this.writer.writeFrame({ interfaceIndex: this.interfaceOf(frame.input, frame.iface, frame.linktype), time, len, bytes, comments, flags, dropCount, options });
    this.last = time ?? this.last;
  }

  end(): void {
    this.tellNotes();
    for (const [input, { scanner }] of this.streams.entries()) {
      for (const each of scanner.notes.statistics) {
        const iface = scanner.interfaces[each.interfaceIndex];
        const interfaceIndex = iface && this.interfaces.get(this.keyOf(input, iface, this.form.linktype ?? iface.linktype));
        if (interfaceIndex !== undefined) this.writer.writeStatistics({ ...each, interfaceIndex }, this.last);
      }
    }
  }

  private keyOf(input: number, iface: CaptureInterface, type: number): string {
    if (this.form.sharedInterfaces === 'any') return sayingOf(iface, type);
    return JSON.stringify([this.isByPlace ? 0 : input, iface.section, iface.indexInSection, sayingOf(iface, type)]);
  }

  private interfaceOf(input: number, iface: CaptureInterface, type: number): number {
    const key = this.keyOf(input, iface, type);
    const known = this.interfaces.get(key);
    if (known !== undefined) return known;
    const clock = this.form.finer && iface.timeDigits < 9 ? { timeBase: 10 as const, timeExponent: 9, timeDigits: 9 } : {};
    const added = this.writer.addInterface({ ...iface, ...clock, linktype: type });
    this.interfaces.set(key, added);
    return added;
  }

  /** Names and secrets stand before the frames that they are needed for. */
  private tellNotes(): void {
    for (const { scanner } of this.streams) {
      const { names, secrets } = scanner.notes;
      const told = this.told.get(scanner) ?? { names: 0, secrets: 0 };
      if (told.names === names.length && told.secrets === secrets.length) continue;
      if (names.length > told.names) this.writer.writeNames(names.slice(told.names));
      if (!this.form.dropsSecrets) for (const each of secrets.slice(told.secrets)) this.writer.writeSecrets(each);
      this.told.set(scanner, { names: names.length, secrets: secrets.length });
    }
  }
}

/** All that an interface says of itself. */
const sayingOf = (iface: CaptureInterface, type: number): string => JSON.stringify([type, { ...iface, linktype: 0, littleEndian: true, section: 0, indexInSection: 0 }]);

/** Where several captures become one, only their comments stay. */
function sectionTexts(streams: readonly FrameStream[], comments: readonly string[] | null): PcapngSectionTexts {
  const sections = streams.flatMap(({ scanner }) => [...scanner.sections]);
  const { hardware = '', os = '', application = 'Netloupe' } = (streams.length === 1 ? sections[0] : undefined) ?? {};
  return { hardware, os, application: application || 'Netloupe', comments: comments ?? sections.flatMap((each) => each.comments) };
}
