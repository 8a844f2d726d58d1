// `netloupe capture`: captures live and prints packets as they come, or writes them to a file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileSource } from '../capture/file-source';
import { LiveCapture } from '../capture/live-capture';
import type { OpenedPath } from '../capture/open-capture-path';
import { shellWords } from '../capture/remote-command';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import type { CaptureOptions } from '../../shared/live/capture-options';
import { ProblemError, type Problem } from '../../shared/problem';
import { CAPTURE_OPTIONS, captureOptionsOf, type CaptureWords } from './capture-options';
import { printDeviceChoices } from './device-choices';
import { deviceNames } from './device-names';
import { helpText, parseOptions } from './options';
import { Output, PipeClosed } from './output';
import { printOpened, readJob } from './read-command';

const USAGE = 'netloupe capture -i IF [options] [FILTER]: capture packets, print them or write them to a file; Ctrl+C ends';
const COUNT_MS = 500;

/** @returns exit status: 0, 1 where the capture could not start or ended by itself */
export async function captureCommand(args: readonly string[]): Promise<number> {
  const words = parseOptions(CAPTURE_OPTIONS, args);
  if (words.help.length > 0) {
    process.stdout.write(helpText(USAGE, CAPTURE_OPTIONS));
    return 0;
  }
  const devices = words.interface.some((name) => /^\d+$/.test(name)) ? await deviceNames() : [];
  const options = captureOptionsOf(words, (number) => devices[number - 1] ?? `${number}`);
  const asked = { linktypes: words.listLinktypes.length > 0, timestampTypes: words.listTimestampTypes.length > 0 };
  if (asked.linktypes || asked.timestampTypes) return printDeviceChoices(options.interfaces, asked);
  const folder = options.file === '' || options.file === '-' ? mkdtempSync(join(tmpdir(), 'netloupe-')) : null;
  try {
    return await run(words, { ...options, file: folder === null ? options.file : join(folder, 'capture.pcapng') });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    say(error.problem);
    return 1;
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
}

async function run(words: CaptureWords, options: CaptureOptions): Promise<number> {
  const command = options.command === '' ? null : shellWords(options.command);
  const capture = await LiveCapture.start(options, options.file, command);
  const onSignal = (): void => void capture.stop();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
  process.stderr.write(`Capturing on '${capture.name}'\n`);
  let read = 0;
  try {
    read = await follow(capture, words);
  } catch (error) {
    await capture.stop();
    if (!(error instanceof PipeClosed)) throw error;
  }
  await capture.stop();
  report(capture, read);
  if (capture.problem !== null) say(capture.problem);
  return capture.problem === null ? 0 : 1;
}

/** Prints, copies or counts until the capture ends; answers with the frames that it read itself. */
async function follow(capture: LiveCapture, words: CaptureWords): Promise<number> {
  const file = words.file.at(-1);
  if (file === '-') return copyToOutput(capture);
  if (file === undefined || words.print.length > 0) return printPackets(capture, words);
  process.stderr.write(`File: ${capture.file}\n`);
  capture.onFile = (next) => process.stderr.write(`\rFile: ${next}\n`);
  const counting = words.quiet.length > 0 ? undefined : setInterval(() => process.stderr.write(`\rPackets: ${capture.ledger(0).written} `), COUNT_MS);
  await new Promise<void>((resolve) => {
    capture.onChange = () => capture.ended && resolve();
    capture.onChange();
  });
  clearInterval(counting);
  return 0;
}

function printPackets(capture: LiveCapture, words: CaptureWords): Promise<number> {
  const registry = new Registry(PROTOCOLS);
  const job = readJob(words, registry);
  return printOpened(growing(capture), registry, job, () => new Output(1));
}

function growing(capture: LiveCapture): OpenedPath {
  const source = openFileSource(capture.file);
  return {
    source, name: capture.name, isLive: () => !capture.ended, failure: () => null,
    onChange: (listener) => (capture.onChange = listener), close: () => source.close(),
  };
}

/** The file's bytes to standard output as they come. */
async function copyToOutput(capture: LiveCapture): Promise<number> {
  const source = openFileSource(capture.file);
  const out = new Output(1);
  const chunk = new Uint8Array(1_048_576);
  for (let at = 0; ; ) {
    const ended = capture.ended;
    const got = source.read(at, chunk, 0, chunk.length);
    at += got;
    if (got > 0) out.writeBytes(chunk.subarray(0, got));
    else if (ended) break;
    else await new Promise<void>((resolve) => (capture.onChange = resolve));
  }
  source.close();
  return 0;
}

/** As dumpcap ends: what came, and what was lost where. */
function report(capture: LiveCapture, read: number): void {
  const { written, interfaces } = capture.ledger(read);
  process.stderr.write(`\rPackets captured: ${written}\n`);
  for (const i of interfaces) {
    const all = i.received + i.droppedByInterface;
    const share = all === 0 ? 100 : (100 * i.written) / all;
    process.stderr.write(`Packets received/dropped on interface '${i.name}': ${i.received}/${i.dropped + i.droppedByInterface} (kernel ${i.dropped}, interface ${i.droppedByInterface}) (${share.toFixed(1)}%)\n`);
  }
}

function say(problem: Problem): void {
  process.stderr.write(`netloupe: ${problem.message} (${problem.code})\n`);
}
