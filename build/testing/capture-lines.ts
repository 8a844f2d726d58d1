// Two capture files side by side: the first thing in which their frames, or all else that they say, differ.
import { readFileSync } from 'node:fs';
import { MemorySource } from '../../shared/capture-file/byte-source';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { CaptureReader } from '../../shared/capture-file/capture-reader';
import { FrameBatch } from '../../shared/capture-file/frame-batch';
import { NO_FRAME_OPTIONS, readFrameOptions } from '../../shared/capture-file/frame-options';

/** With `onlyFrames` lines hold times, lengths, link types, bytes and comments; without also what stands between the frames. */
export function captureLines(path: string, onlyFrames: boolean): string[] {
  const file = openCaptureFile(new MemorySource(readFileSync(path)), path);
  const reader = new CaptureReader(file);
  const batch = new FrameBatch(1024);
  const lines: string[] = [];
  while (reader.next(batch)) {
    for (let i = 0; i < batch.count; i++) {
      const iface = reader.scanner.interfaces[batch.interfaceIndex[i]!]!;
      const { comments, flags, dropCount, packetId, queue, verdicts, hashes } = file.format === 'pcapng' ? readFrameOptions(file.source, iface, batch.position[i]!, batch.caplen[i]!) : NO_FRAME_OPTIONS;
      const octets = Buffer.from(batch.run.subarray(batch.start[i], batch.start[i]! + batch.caplen[i]!)).toString('hex');
      const said = onlyFrames ? [comments] : [comments, flags, dropCount, packetId, queue, verdicts, hashes, iface.name];
      lines.push([batch.seconds[i], batch.nanos[i], batch.len[i], iface.linktype, octets, JSON.stringify(said)].join(' '));
    }
  }
  if (onlyFrames) return lines;
  const { interfaces, notes } = reader.scanner;
  for (const iface of interfaces) lines.push(`interface ${JSON.stringify([iface.linktype, iface.snaplen, iface.name, iface.description, iface.filter, iface.os, iface.hardware, iface.comments, iface.timeDigits, iface.fcsLength])}`);
  return [...lines, `statistics ${JSON.stringify(notes.statistics)}`, `names ${JSON.stringify(notes.names)}`, `secrets ${JSON.stringify(notes.secrets)}`];
}

/** '' = the same. */
export function captureDifference(a: string, b: string, onlyFrames: boolean): string {
  const [one, other] = [captureLines(a, onlyFrames), captureLines(b, onlyFrames)];
  const at = one.findIndex((line, i) => line !== other[i]);
  if (at < 0 && one.length === other.length) return '';
  const place = at < 0 ? one.length : at;
  return `${one.length} and ${other.length} lines, first other: ${(one[place] ?? 'nothing').slice(0, 200)} / ${(other[place] ?? 'nothing').slice(0, 200)}`;
}
