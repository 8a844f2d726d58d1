// Followed HTTP messages beside tshark's follow,http: the same octets of each end, whatever order they are looked at in. Skipped where there is no tshark.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import { TCP } from '../stream/streams';
import { FollowedHttp } from './followed-http';
import { FollowedStream } from './followed-stream';
import { Session } from './session';

const SAMPLE = join(import.meta.dirname, '../../e2e/captures/sample.pcapng');

function sample(): Session {
  const session = new Session(openCaptureFile(new MemorySource(new Uint8Array(readFileSync(SAMPLE))), 'sample.pcapng'), new Registry(PROTOCOLS), { zoneMinutes: () => 0 });
  while (session.step());
  session.finish();
  session.settleUpTo(session.store.count);
  return session;
}

/** Hex digits of what the end that spoke first said, and of the other's. */
function theirs(stream: number): string[] {
  const text = execFileSync('tshark', ['-n', '-q', '-r', SAMPLE, '-z', `follow,http,raw,${stream}`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = text.split('\n').filter((line) => /^\t?[0-9a-f]+$/u.test(line));
  return [lines.filter((line) => !line.startsWith('\t')).join(''), lines.filter((line) => line.startsWith('\t')).join('').replaceAll('\t', '')];
}

describe.skipIf(!hasTshark)('followed HTTP', () => {
  it.each([0, 1])('stream %s', { timeout: 30_000 }, (number) => {
    const session = sample();
    const http = new FollowedHttp(session, new FollowedStream(session, session.store.streams.withNumber(TCP, number)), () => null);
    while (http.step());
    const first = http.runs.count === 0 ? 0 : http.runs.direction(0);
    const said = ['', ''];
    const octets = Array.from({ length: http.runs.count }, (_, i) => [http.runs.count - 1 - i, Buffer.from(http.octets(http.runs.count - 1 - i)).toString('hex')] as const);
    for (const [run, hex] of octets.toReversed()) said[http.runs.direction(run) ^ first] += hex;
    expect(said).toEqual(theirs(number));
    expect(octets.every(([run, hex]) => hex.length === 2 * http.runs.length(run))).toBe(true);
  });
});
