// How long packets wait from being written to being indexed, at a rate that no device here reaches: the engine's own loop over a live
// capture of a simulated device (feed.c), with each packet's time of making compared with the clock once it is indexed.
//   node feed.cjs FILE PACKETS
import { moreBytes } from '../../../electron/capture/open-capture-path';
import { LiveEngine } from '../../../electron/engine/live-engine';
import { zoneMinutes } from '../../../electron/engine/zone';
import { openCaptureFile } from '../../../shared/capture-file/capture-file';
import { PROTOCOLS } from '../../../shared/dissect/protocols';
import { Registry } from '../../../shared/dissect/registry';
import { captureOptions, interfaceOptions } from '../../../shared/live/capture-options';
import { Session } from '../../../shared/session/session';

/** As the engine thread has them. */
const SLICE_MS = 12;
const RUN_BYTES = 262_144;
/** One frame in so many is looked at. */
const STRIDE = 50;
/** Of the beginning nothing is said: the analyser is not compiled yet. */
const WARMING_MS = 1000;

const nowMs = (): number => performance.timeOrigin + performance.now();

class Lags {
  readonly values: number[] = [];
  private next = 1;

  constructor(private readonly session: Session, private readonly fromMs: number) {}

  look(): void {
    const now = nowMs();
    const { store } = this.session;
    for (; this.next <= store.count; this.next += STRIDE) {
      const made = store.seconds(this.next) * 1000 + store.nanos(this.next) / 1e6;
      if (made >= this.fromMs) this.values.push(now - made);
    }
  }

  quantile(q: number): number {
    const sorted = Float64Array.from(this.values).sort();
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN;
  }
}

async function main([file = '', packets = '0']: readonly string[]): Promise<void> {
  const total = Number(packets);
  let indexed = (): number => 0;
  const live = await LiveEngine.start(captureOptions([interfaceOptions('feed')], { file }), () => indexed(), () => undefined);
  const opened = live.opened();
  const session = new Session(openCaptureFile(opened.source, opened.name), new Registry(PROTOCOLS), { zoneMinutes }, RUN_BYTES);
  indexed = () => session.store.count;
  const lags = new Lags(session, nowMs() + WARMING_MS);
  const before = process.cpuUsage();
  while (session.store.count < total) {
    let more = true;
    for (const until = performance.now() + SLICE_MS; more && performance.now() < until; lags.look()) more = session.step();
    await new Promise((resolve) => setImmediate(resolve));
    if (!more && session.store.count < total) await moreBytes(opened);
  }
  const { user, system } = process.cpuUsage(before);
  await live.stop();
  const cpuNs = ((user + system) * 1000) / total;
  process.stdout.write(`${JSON.stringify({ indexed: session.store.count, p50: lags.quantile(0.5), p99: lags.quantile(0.99), most: lags.quantile(1), cpuNs })}\n`);
  process.exit(0);
}

void main(process.argv.slice(2));
