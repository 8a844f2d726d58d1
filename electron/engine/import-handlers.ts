// Hex dumps of a text as a capture: what is recognised, and the file of it.
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { secondsText } from '../../shared/frame/time';
import { hexCapture, hexCaptureFile, PLAIN_IMPORT, type HexCapture } from '../../shared/hex-import/hex-capture';
import type { ArgsOf } from '../../shared/ipc/contract';
import type { EngineHandlers } from '../../shared/ipc/rpc';
import { ProblemError } from '../../shared/problem';
import { systemProblem } from '../capture/file-source';
import { isSameFile } from '../capture/same-file';
import { writeWhole } from '../capture/write-whole';
import { saidProblem } from '../capture/said-problem';
import { zoneMinutes } from './zone';

type ImportCall = Extract<keyof EngineHandlers, `import.${string}`>;

const MOST_SHOWN = 100;
const BEGIN_BYTES = 24;
const MOST_TROUBLES = 100;
/** A longer text is imported on the command line. */
const MOST_FILE = 33_554_432;

export const importHandlers: Pick<EngineHandlers, ImportCall> = {
  'import.preview': async (args) => {
    const { packets, troubles, linktype } = await imported(args);
    const shown = packets.slice(0, MOST_SHOWN).map(({ line, time, bytes }) => ({
      line, time: time === null ? '' : secondsText(time, 6), length: bytes.length, begin: Buffer.from(bytes.subarray(0, BEGIN_BYTES)).toString('hex'),
    }));
    return { count: packets.length, packets: shown, troubles: troubles.slice(0, MOST_TROUBLES), linktype };
  },
  'import.write': async (args) => {
    const { from, path } = args;
    if (from.kind === 'file' && isSameFile(from.path, path)) throw new ProblemError(saidProblem('NL-CAP-07', 'writing.isText', { file: basename(path) }));
    const capture = await imported(args);
    if (capture.packets.length === 0) throw new ProblemError(saidProblem('NL-FILE-05', 'writing.noPackets'));
    await writeWhole(path, pieces(hexCaptureFile(capture, 'pcapng')));
    return { path };
  },
};

async function imported({ from, linktype }: Pick<ArgsOf<'import.preview'>, 'from' | 'linktype'>): Promise<HexCapture> {
  const text = from.kind === 'text' ? from.text : await fileText(from.path);
  const today = new Date();
  const day = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate()) / 1000;
  return hexCapture(text, { ...PLAIN_IMPORT, linktype, time: { pattern: null, day, zoneMinutes } });
}

async function fileText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size <= MOST_FILE) return await readFile(path, 'utf8');
  } catch (error) {
    throw new ProblemError(systemProblem(error, path, 0));
  }
  throw new ProblemError(saidProblem('NL-FILE-05', 'writing.longText', { path, most: MOST_FILE }));
}

async function* pieces(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield* parts;
}
