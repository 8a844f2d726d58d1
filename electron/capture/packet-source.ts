// Where a live capture's packets come from: our own program, another one of this host, or a command's output. All say the same events.
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { captureEvent, Lines, type CaptureEvent } from './capture-events';
import { programArguments } from './capture-arguments';
import type { CaptureOptions } from '../../shared/live/capture-options';

export interface PacketSource {
  /** Asks it to end; `ended` comes when everything it had is in the file. */
  stop(): void;
  /** Ends it at once, whatever is lost. */
  kill(): void;
}

export interface SourceEvents {
  event(event: CaptureEvent): void;
  /** The process is gone: its exit status or signal, and what it said on standard error. Comes last, once. */
  gone(status: string, words: string): void;
}

/** A command that does not end by a signal within so long is killed; milliseconds. */
const END_WITHIN_MS = 2_000;
/** The header of a pcap file; a pcapng file's first block is longer. */
const HEADER_BYTES = 24;
const WORDS_KEPT = 4_096;

/** Our own program: it writes the file and says how it goes. It ends with us: its standard input is then closed. */
export function programSource(program: string, options: CaptureOptions, file: string, events: SourceEvents): PacketSource {
  const child = spawn(program, programArguments(options, file), { stdio: ['pipe', 'pipe', 'pipe'] });
  const lines = new Lines((line) => {
    const event = captureEvent(line);
    if (event !== null) events.event(event);
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(text));
  child.stdin.on('error', () => undefined);
  watch(child, events);
  return { stop: () => void child.stdin.end('stop\n'), kill: () => void child.kill('SIGKILL') };
}

/** A program that writes a capture to its standard output; it is copied to the file as it comes. */
export function commandSource(words: readonly string[], file: string, events: SourceEvents): PacketSource {
  const [program = '', ...args] = words;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const copy = new Copy(file, events);
  child.stdout.on('data', (chunk: Uint8Array) => {
    if (!copy.add(chunk)) child.kill('SIGTERM');
  });
  watch(child, { event: (event) => events.event(event), gone: (status, said) => {
    copy.end();
    events.gone(status, said);
  } });
  return { stop: () => endPolitely(child), kill: () => void child.kill('SIGKILL') };
}

/** What a command sends, in a file, and the events that our own program would have said. */
class Copy {
  private fd: number | null = null;
  private bytes = 0;
  private told = false;

  constructor(private readonly file: string, private readonly events: SourceEvents) {}

  /** False when it cannot be written. */
  add(chunk: Uint8Array): boolean {
    try {
      if (this.fd === null) this.begin();
      for (let done = 0; done < chunk.length; ) done += writeSync(this.fd!, chunk, done, chunk.length - done);
    } catch (error) {
      this.events.event({ event: 'problem', interface: -1, code: 'write', text: error instanceof Error ? error.message : String(error), fatal: true });
      this.end();
      return false;
    }
    this.bytes += chunk.length;
    if (!this.told && this.bytes >= HEADER_BYTES) {
      this.told = true;
      this.events.event({ event: 'started' });
    }
    this.events.event({ event: 'counts', fileBytes: this.bytes, written: -1, bytes: -1, interfaces: [] });
    return true;
  }

  end(): void {
    if (this.fd !== null && this.fd >= 0) closeSync(this.fd);
    this.fd = -1;
  }

  private begin(): void {
    this.fd = openSync(this.file, 'w', 0o600);
    this.events.event({ event: 'file', file: this.file, index: 1, before: 0 });
  }
}

function watch(child: ChildProcess, events: SourceEvents): void {
  let words = '';
  let told = false;
  const gone = (status: string): void => {
    if (!told) events.gone(status, words);
    told = true;
  };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-WORDS_KEPT)));
  child.on('error', (error) => gone(error.message));
  child.on('close', (code, signal) => gone(signal ?? `status ${code ?? '?'}`));
}

function endPolitely(child: ChildProcess): void {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS).unref();
}
