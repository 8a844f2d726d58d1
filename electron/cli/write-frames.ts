// `netloupe read -w FILE`: the frames that pass the filters as a capture file.
import type { SaveFormat } from '../../shared/live/saved-capture';
import type { FrameSet } from '../../shared/session/frame-set';
import type { Session } from '../../shared/session/session';
import { saveCapture, savedChunks, type SaveJob } from '../capture/save-capture';
import { UsageError } from './options';
import { Output } from './output';

export interface WriteTarget {
  /** `-` = standard output. */
  readonly path: string;
  readonly format: SaveFormat;
  readonly nanosecondTimes: boolean;
}

/** @param fileType as -F says it @throws UsageError */
export function writeTarget(path: string | undefined, fileType = 'pcapng'): WriteTarget | null {
  if (fileType !== 'pcapng' && fileType !== 'pcap' && fileType !== 'nsecpcap') throw new UsageError(`-F ${fileType}: pcapng, pcap and nsecpcap are known`);
  if (path === undefined) return null;
  const kind = fileType === 'pcapng' ? 'pcapng' : 'pcap';
  return { path, format: path.endsWith('.gz') ? `${kind}.gz` : kind, nanosecondTimes: fileType === 'nsecpcap' };
}

/** @throws ProblemError NL-CAP-07 (cannot be written), NL-FILE-06 (pcap cannot hold it) */
export async function writeFrames(session: Session, { path, format, nanosecondTimes }: WriteTarget, chosen: FrameSet): Promise<void> {
  const { store } = session;
  const job: SaveJob = {
    file: session.file, until: session.reader.position, path, format, nanosecondTimes,
    frames: { places: store, isKept: (frame) => chosen.has(frame) },
  };
  if (path !== '-') return void (await saveCapture(job));
  const out = new Output(1);
  for await (const chunk of savedChunks(job)) out.writeBytes(chunk);
}
