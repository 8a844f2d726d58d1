// `netloupe dump -w`: packets into pcap files, one or (-C, -G, -W) one after the other.
import { spawn } from 'node:child_process';
import { linktype } from '../../shared/frame/linktype';
import { PcapWriter } from '../../shared/capture-file/pcap';
import type { DumpedPacket } from '../../shared/tcpdump/text-line';
import { isSameFile } from '../capture/same-file';
import { UsageError } from './options';
import { Output } from './output';
import { strftime } from './strftime';

export interface FileWishes {
  /** Pattern of the name with -G. `-` = standard output. */
  readonly path: string;
  /** Captures that are read: they are not written over. */
  readonly inputs?: readonly string[];
  readonly snaplen: number;
  readonly nanos: boolean;
  readonly flushEach: boolean;
  /** Bytes after which another file is begun; 0 = never. */
  readonly bytes: number;
  /** Seconds after which another file is begun; 0 = never. */
  readonly seconds: number;
  /** With `bytes`: files that are written round; with `seconds`: files after which it ends. 0 = no limit. */
  readonly files: number;
  /** Program that is run with the name of each complete file; '' = none. */
  readonly command: string;
}

const FLUSH_AT = 65_536;

export class DumpFiles {
  private out: Output | null = null;
  private writer: PcapWriter | null = null;
  /** What is not handed to the system yet. */
  private chunks: Uint8Array[] = [];
  private kept = 0;
  private written = 0;
  private number = 0;
  private since = 0;
  private rotations = 0;
  private path = '';
  /** True when -W files of -G were written: it is the end. */
  done = false;

  constructor(private readonly wishes: FileWishes, private readonly nowMs: () => number = Date.now) {}

  /** Makes the first file, though no packet may come. @throws OutputError */
  begin(link: number): void {
    if (this.out === null) this.open(link);
  }

  /** @throws OutputError, PipeClosed */
  write(packet: DumpedPacket): void {
    this.begin(packet.linktype);
    const { bytes, seconds } = this.wishes;
    if (seconds > 0 && this.nowMs() / 1000 - this.since >= seconds && !this.nextByTime(packet.linktype)) return;
    if (bytes > 0 && this.written > bytes) this.nextBySize(packet.linktype);
    this.writer!.write({ time: packet, len: packet.length, bytes: packet.bytes });
    if (this.wishes.flushEach) this.flush();
  }

  close(): void {
    this.flush();
    this.out?.close();
    this.out = null;
  }

  /** @throws OutputError, PipeClosed */
  flush(): void {
    const { chunks } = this;
    this.chunks = [];
    this.kept = 0;
    if (chunks.length > 0) this.out?.writeBytes(Buffer.concat(chunks));
  }

  private keep(chunk: Uint8Array): void {
    this.chunks.push(chunk);
    this.kept += chunk.length;
    if (this.kept >= FLUSH_AT) this.flush();
  }

  private nextByTime(link: number): boolean {
    this.rotations++;
    if (this.wishes.files > 0 && this.wishes.bytes === 0 && this.rotations >= this.wishes.files) {
      this.done = true;
      return false;
    }
    this.complete();
    this.number = 0;
    this.open(link);
    return true;
  }

  private nextBySize(link: number): void {
    this.complete();
    this.number++;
    if (this.wishes.files > 0 && this.number >= this.wishes.files) this.number = 0;
    this.open(link);
  }

  /** Another file follows: the command may have this one. */
  private complete(): void {
    this.close();
    const { command } = this.wishes;
    if (command === '') return;
    const child = spawn(command, [this.path], { stdio: 'inherit' });
    child.on('error', (error) => process.stderr.write(`netloupe: ${command} ${this.path} cannot be run: ${(error as NodeJS.ErrnoException).code ?? error.message}\n`));
    child.unref();
  }

  private open(link: number): void {
    this.since = Math.floor(this.nowMs() / 1000);
    this.written = 0;
    this.path = this.wishes.path === '-' ? '-' : this.checkedName();
    const out = this.path === '-' ? new Output(1) : Output.toFile(this.path, this.path, false);
    this.out = out;
    const sink = (chunk: Uint8Array): void => {
      this.written += chunk.length;
      this.keep(chunk);
    };
    this.writer = new PcapWriter(sink, { linktype: linktype(link).number, snaplen: this.wishes.snaplen, nanosecondTimes: this.wishes.nanos });
  }

  /** @throws UsageError */
  private checkedName(): string {
    const name = this.name();
    if (this.wishes.inputs?.some((input) => input !== '-' && isSameFile(input, name))) throw new UsageError(`${name} is a capture that is read: write to another file`);
    return name;
  }

  private name(): string {
    const { path, bytes, seconds, files } = this.wishes;
    const name = seconds > 0 ? strftime(path, new Date(this.nowMs())) : path;
    if (bytes === 0) return name;
    if (files > 0) return `${name}${`${this.number}`.padStart(`${files - 1}`.length, '0')}`;
    return this.number === 0 ? name : `${name}${this.number}`;
  }
}
