// An open capture as something that can be given to others: without its addresses, or as one page. In slices between messages, whole or not at all.
import { createHash } from 'node:crypto';
import { createGzip } from 'node:zlib';
import { AnonymisedCapture, type AnonymiseReport, type AnonymiseWish } from '../../shared/export/anonymised-capture';
import type { SaveFormat } from '../../shared/live/saved-capture';
import { CaptureReport } from '../../shared/report/capture-report';
import type { Session } from '../../shared/session/session';
import { cryptoOfKey } from '../capture/address-crypto';
import { writeWhole } from '../capture/write-whole';
import { inSlices } from './in-slices';


/** @param key '' = one that nobody knows */
export function anonymisedCapture(session: Session, key: string, format: SaveFormat, wish: Omit<AnonymiseWish, 'format'>): AnonymisedCapture {
  const { crypto, padSeed } = cryptoOfKey(key);
  return new AnonymisedCapture(session, { ...wish, format: format.startsWith('pcapng') ? 'pcapng' : 'pcap' }, crypto, padSeed);
}

/** @param onProgress is told how many frames are done @returns octets of the file, and what was changed @throws ProblemError NL-CAP-07, NL-FILE-06, NL-CALL-04 */
export async function writeAnonymised(capture: AnonymisedCapture, path: string, format: SaveFormat, onProgress?: (frames: number) => void, signal?: AbortSignal): Promise<{ size: number; report: AnonymiseReport }> {
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (const chunk of capture.chunks()) {
      if (chunk && chunk.length > 0) yield chunk;
      onProgress?.(capture.report.counts.frames);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const size = await writeWhole(path, chunks(), { through: format.endsWith('.gz') ? [createGzip()] : [], signal });
  return { size, report: capture.report };
}

/** @param streams numbers of the TCP streams of which there are diagrams @param trouble why the capture was not read to its end, '' = it was @throws ProblemError NL-CALL-04 (cancelled) */
export async function reportPage(session: Session, streams: readonly number[], trouble: string, signal?: AbortSignal): Promise<Buffer> {
  const { name, source } = session.file;
  const report = new CaptureReport(session, { name, size: source.size, streams, hashText: (text) => createHash('sha256').update(text).digest('base64'), trouble });
  await inSlices(() => report.step(), signal);
  return Buffer.from(report.page(), 'utf8');
}
