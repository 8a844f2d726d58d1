// What both ends of the first streams of captures said, as hashes: one line of JSON for each path on standard input.
import { createHash, type Hash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { moreBytes, openCapturePath } from '../../electron/capture/open-capture-path';
import { zoneMinutes } from '../../electron/engine/zone';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import { httpParts } from '../../shared/session/http-parts';
import { unpackBody } from '../../electron/capture/unpack-body';
import { FollowedStream } from '../../shared/session/followed-stream';
import { Session } from '../../shared/session/session';
import { missingText } from '../../shared/stream/missing-octets';
import { TCP, UDP } from '../../shared/stream/streams';

const MOST_STREAMS = 25;
const registry = new Registry(PROTOCOLS);

/** Runs, and octets and their hash of the end that spoke first and of the other. */
function followed(session: Session, stream: number): (number | string)[] {
  const follow = new FollowedStream(session, stream, 'second pass');
  while (follow.step());
  const sums: { hash: Hash; octets: number }[] = [0, 1].map(() => ({ hash: createHash('sha256'), octets: 0 }));
  const { runs } = follow;
  for (let run = 0; run < runs.count; run++) {
    const octets = runs.isGap(run) ? Buffer.from(missingText(runs.length(run)), 'latin1') : follow.octets(run);
    const sum = sums[runs.direction(run) ^ follow.firstDirection]!;
    sum.hash.update(octets);
    sum.octets += octets.length;
  }
  return [runs.count, ...sums.flatMap(({ hash, octets }) => [octets, hash.digest('hex')])];
}

/** Bodies of HTTP messages: [frame, octets, hash]. */
function bodies(session: Session): (number | string)[][] {
  const http = registry.indexOf('http');
  const found: (number | string)[][] = [];
  for (let frame = 1; frame <= session.store.count; frame++) {
    if (!session.paths.stepsOf(session.store.path(frame))?.includes(http)) continue;
    for (const { kind, octets } of httpParts(session, frame, unpackBody)) if (kind === 'body') found.push([frame, octets.length, createHash('sha256').update(octets).digest('hex')]);
  }
  return found;
}

async function look(path: string): Promise<Record<string, unknown>> {
  const opened = await openCapturePath(path);
  try {
    const session = new Session(openCaptureFile(opened.source, opened.name), registry, { zoneMinutes });
    while (session.step() || (await moreBytes(opened)));
    session.finish();
    const found: Record<string, Record<number, (number | string)[]>> = { tcp: {}, udp: {} };
    for (let stream = 0; stream < session.store.streams.count; stream++) {
      const kind = { [TCP]: 'tcp', [UDP]: 'udp' }[session.store.streams.transport(stream)];
      const number = session.store.streams.number(stream);
      if (kind !== undefined && number < MOST_STREAMS) found[kind]![number] = followed(session, stream);
    }
    return { ...found, objects: bodies(session) };
  } finally {
    opened.close();
  }
}

async function main(): Promise<void> {
  for await (const path of createInterface({ input: process.stdin })) {
    const found = await look(path).catch((error: unknown) => ({ trouble: String(error) }));
    process.stdout.write(`${JSON.stringify({ path, ...found })}\n`);
  }
}

void main();
