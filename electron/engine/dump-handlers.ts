// tcpdump's text of the displayed frames: what the engine answers, in slices between messages.
import type { DumpLook } from '../../shared/ipc/dump-calls';
import type { EngineHandlers } from '../../shared/ipc/rpc';
import type { Session } from '../../shared/session/session';
import { writeWhole } from '../capture/write-whole';
import { DumpText } from './dump-text';
import type { FilterRun } from './filter-run';

const SLICE_MS = 12;
/** How long a call for lines may work before it answers with what it has. */
const ANSWER_MS = 25;
const CHUNK_CHARACTERS = 262_144;

type DumpCall = Extract<keyof EngineHandlers, `dump.${string}`>;

interface DumpedCapture {
  readonly session: Session;
  readonly filter: FilterRun;
}

export function dumpHandlers(current: () => DumpedCapture): Pick<EngineHandlers, DumpCall> {
  let open: DumpText | null = null;
  const textOf = (look: DumpLook): DumpText => {
    const { session } = current();
    if (open?.isOf(session, look) !== true) {
      open = new DumpText(session, look);
      void goOn(open);
    }
    return open;
  };
  const goOn = async (text: DumpText): Promise<void> => {
    while (open === text && text.step(SLICE_MS)) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    'dump.rows': ({ look, first, count }) => {
      const text = textOf(look);
      if (text.lines < first + count) text.step(ANSWER_MS);
      return { first, rows: text.rows(first, count), total: text.lines, isComplete: text.isComplete };
    },
    'dump.save': async ({ look, path }) => {
      const capture = current();
      await capture.filter.settled();
      return { path, size: await writeWhole(path, chunks(new DumpText(capture.session, look))) };
    },
  };
}

async function* chunks(text: DumpText): AsyncGenerator<Uint8Array> {
  while (text.step(SLICE_MS)) await new Promise((resolve) => setImmediate(resolve));
  let part = '';
  for (const one of text.texts()) {
    part += one;
    if (part.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(part, 'utf8');
    part = '';
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (part !== '') yield Buffer.from(part, 'utf8');
}
