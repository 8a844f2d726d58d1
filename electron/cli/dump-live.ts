// `netloupe dump -i`: the packets of a live capture, printed as they come.
import { openFileSource } from '../capture/file-source';
import { LiveCapture } from '../capture/live-capture';
import type { OpenedPath } from '../capture/open-capture-path';
import { captureOptions, interfaceOptions } from '../../shared/live/capture-options';
import { linktype } from '../../shared/frame/linktype';
import { ProblemError } from '../../shared/problem';
import { deviceNames } from './device-names';
import { positive, wantsNanos, type DumpWords } from './dump-options';
import { dumpOpened, type DumpJob } from './dump-run';
import { UsageError } from './options';

/** @param file where the capture is kept meanwhile @returns exit status @throws ProblemError */
export async function liveDump(words: DumpWords, job: DumpJob, file: string): Promise<number> {
  const device = await deviceOf(words.interface.at(-1));
  const kilobytes = positive(words.buffer.at(-1), 'packet buffer size');
  const one = interfaceOptions(device, {
    filter: job.filter.text, snaplen: job.snaplen, promiscuous: words.noPromiscuous.length === 0, monitor: words.monitor.length > 0, linktype: words.linktype.at(-1) ?? '',
    timestampType: words.timestampType.at(-1) ?? '', timestampPrecision: wantsNanos(words) ? 'nano' : 'micro', ...(kilobytes !== null && { bufferBytes: kilobytes * 1024 }),
  });
  const capture = await LiveCapture.start(captureOptions([one], { file }), file, null);
  const onSignal = (): void => void capture.stop();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
  try {
    if (job.print && job.options.verbose === 0) process.stderr.write('netloupe: verbose output suppressed, use -v[v]... for full protocol decode\n');
    job.flushEach = true;
    await dumpOpened(growing(capture), job, ({ link, snaplen }) => {
      const { name, description } = linktype(link);
      process.stderr.write(`listening on ${device}, link-type ${name} (${description}), snapshot length ${snaplen} bytes\n`);
    });
  } finally {
    await capture.stop();
  }
  summary(capture, job);
  if (capture.problem !== null) throw new ProblemError(capture.problem);
  return 0;
}

/** @throws UsageError */
export async function deviceOf(wanted: string | undefined): Promise<string> {
  const names = wanted === undefined || /^\d+$/.test(wanted) ? await deviceNames() : [];
  const device = wanted === undefined ? names[0] : /^\d+$/.test(wanted) ? names[Number(wanted) - 1] : wanted;
  if (device === undefined) throw new UsageError(wanted === undefined ? 'no interface can be captured from: -r FILE reads a capture' : `invalid adapter index ${wanted}`);
  return device;
}

function growing(capture: LiveCapture): OpenedPath {
  const source = openFileSource(capture.file);
  return {
    source, name: capture.name, isLive: () => !capture.ended, failure: () => null,
    onChange: (listener) => (capture.onChange = listener), close: () => source.close(),
  };
}

function summary(capture: LiveCapture, job: DumpJob): void {
  const { interfaces } = capture.ledger(job.seen);
  const received = interfaces.reduce((sum, one) => sum + one.received, 0);
  const dropped = interfaces.reduce((sum, one) => sum + one.dropped, 0);
  process.stderr.write(`\n${counted(job.taken)} captured\n${counted(received)} received by filter\n${counted(dropped)} dropped by kernel\n`);
}

function counted(packets: number): string {
  return `${packets} packet${packets === 1 ? '' : 's'}`;
}
