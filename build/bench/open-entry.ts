// What the benchmark measures as a whole process: opens a capture as the window's engine does, to its end, and says what it found.
import { moreBytes, openCapturePath } from '../../electron/capture/open-capture-path';
import { zoneMinutes } from '../../electron/engine/zone';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { TSHARK_OPTIONS } from '../../shared/dissect/frame-context';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import type { ViewOptions } from '../../shared/ipc/contract';
import { COLUMNS } from '../../shared/session/column';
import { Session } from '../../shared/session/session';

const VIEW: ViewOptions = { ...TSHARK_OPTIONS, time: 'relative', timeDigits: -1, timeReference: 0 };
const ROWS = 50;
/** Windows of rows and frames that are asked for, and how many before counting: what a user's hand has warmed long since. */
const ASKED = 600;
const WARMING = 200;

/** Milliseconds, or bytes where the name says so. */
export interface RowFigures {
  readonly firstRowsMs: number;
  readonly rowsMs: Spread;
  readonly detailMs: Spread;
}

interface Spread {
  readonly median: number;
  readonly p99: number;
  readonly worst: number;
}

async function openWhole(path: string, onFirstRows: (session: Session) => void): Promise<Session> {
  const opened = await openCapturePath(path);
  const session = new Session(openCaptureFile(opened.source, opened.name), new Registry(PROTOCOLS), { zoneMinutes });
  let first = true;
  for (;;) {
    if (!session.step() && !(await moreBytes(opened))) break;
    if (first) onFirstRows(session);
    first = false;
  }
  const problem = session.problem();
  if (problem) throw new Error(problem.message);
  return session;
}

function counts(session: Session): Record<string, unknown> {
  const { store, registry } = session;
  const protocols = new Uint32Array(registry.protocols.length);
  for (let frame = 1; frame <= store.count; frame++) protocols[store.protocol(frame)]!++;
  let conversations = 0;
  for (let stream = 0; stream < store.streams.count; stream++) conversations = Math.max(conversations, store.streams.conversation(stream) + 1);
  const named = registry.protocols.map((p, i) => [p.column, protocols[i]!] as const).filter(([, n]) => n > 0);
  return { frames: store.count, conversations, streams: store.streams.count, protocols: Object.fromEntries(named.sort((a, b) => b[1] - a[1])) };
}

/** Numbers that look random and are the same each time. */
function* positions(count: number, below: number): Generator<number> {
  let state = 12_345;
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield Math.floor((state / 2 ** 32) * below);
  }
}

function spread(times: number[]): Spread {
  const sorted = times.slice(WARMING).sort((a, b) => a - b);
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
  return { median: at(0.5), p99: at(0.99), worst: at(1) };
}

function timed(count: number, below: number, job: (position: number) => void): Spread {
  const times: number[] = [];
  for (const position of positions(count, below)) {
    const began = performance.now();
    job(position);
    times.push(performance.now() - began);
  }
  return spread(times);
}

async function rowFigures(path: string): Promise<RowFigures> {
  const began = performance.now();
  let firstRowsMs = 0;
  const session = await openWhole(path, (s) => {
    s.rows(0, ROWS, COLUMNS, VIEW);
    firstRowsMs = performance.now() - began;
  });
  const { count } = session.store;
  const rowsMs = timed(ASKED, count - ROWS, (first) => void session.rows(first, ROWS, COLUMNS, VIEW));
  const detailMs = timed(ASKED, count, (first) => void session.detail(first + 1, VIEW));
  return { firstRowsMs, rowsMs, detailMs };
}

async function main([verb, path]: readonly string[]): Promise<void> {
  const result = verb === 'rows' ? await rowFigures(path!) : counts(await openWhole(path!, () => undefined));
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

void main(process.argv.slice(2));
