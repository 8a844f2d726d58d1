// What both ends of a stream said, over made streams whose segments are lost, sent again, overtaken and wrap around, beside what tshark 4.0 puts together of them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import { missingText } from '../stream/missing-octets';
import { UDP } from '../stream/streams';
import { FollowedStream } from './followed-stream';
import { ip, pcapOf, sessionOver, tcp, udp } from './made-packets';
import type { Session } from './session';
import { madeStream } from './testing/made-streams';

const [SYN, ACK] = [2, 0x10];
const STREAMS = 60;

function followed(session: Session, stream: number): FollowedStream {
  const follow = new FollowedStream(session, stream);
  while (follow.step());
  return follow;
}

/** [frame, side, octets as text] of each run. */
function said(follow: FollowedStream): [number, number, string][] {
  const { runs, firstDirection } = follow;
  return Array.from({ length: runs.count }, (_, run) => {
    const octets = runs.isGap(run) ? missingText(runs.length(run)) : Buffer.from(follow.octets(run)).toString('latin1');
    return [runs.frame(run), runs.direction(run) ^ firstDirection, octets];
  });
}

const segment = (side: 1 | 2, flags: number, sequence: number, acknowledgment: number, text = ''): number[] =>
  ip(6, side, 3 - side, tcp(side === 1 ? 40_000 : 9, side === 1 ? 9 : 40_000, { flags, sequence, acknowledgment }, [...Buffer.from(text)]));

const OPENING = [segment(1, SYN, 100, 0), segment(2, SYN | ACK, 900, 101), segment(1, ACK, 101, 901)];

function textOf(segments: readonly number[][]): [number, number, string][] {
  const session = sessionOver(pcapOf([...OPENING, ...segments]));
  const follow = followed(session, 0);
  return said(follow);
}

describe('a followed stream', () => {
  it('puts segments in order, and takes of one that overlaps what is new', () => {
    expect(textOf([segment(1, ACK, 104, 901, 'def'), segment(1, ACK, 101, 901, 'abc'), segment(1, ACK, 105, 901, 'efgh'), segment(2, ACK, 901, 109, 'ok')])).toEqual([[5, 0, 'abc'], [4, 0, 'def'], [6, 0, 'gh'], [7, 1, 'ok']]);
  });

  it('says what is missing as soon as the other end acknowledges it', () => {
    const lost = [segment(1, ACK, 101, 901, 'abc'), segment(1, ACK, 110, 901, 'xyz')];
    expect(textOf(lost)).toEqual([[4, 0, 'abc']]);
    expect(textOf([...lost, segment(2, ACK, 901, 104)])).toEqual([[4, 0, 'abc']]);
    expect(textOf([...lost, segment(2, ACK, 901, 113)])).toEqual([[4, 0, 'abc'], [6, 0, '[6 bytes missing in capture file]\0'], [5, 0, 'xyz']]);
  });

  it('keeps what waits for octets that nobody acknowledged', () => {
    const session = sessionOver(pcapOf([...OPENING, segment(1, ACK, 101, 901, 'abc'), segment(1, ACK, 110, 901, 'xyz'), segment(1, ACK, 108, 901, 'vwxyz')]));
    const { runs, firstDirection } = followed(session, 0);
    expect(runs.pending(firstDirection as 0 | 1).map(({ frame, isGap, skip, length }) => [frame, isGap, skip, length])).toEqual([[6, true, 0, 4], [6, false, 0, 5]]);
  });

  it('gives datagrams as they came, none for those without octets', () => {
    const session = sessionOver(pcapOf([ip(17, 1, 2, udp(5, 6)), ip(17, 2, 1, udp(6, 5, [0x61])), ip(17, 1, 2, udp(5, 6, [0x62, 0x63]))]));
    const follow = followed(session, session.store.streams.withNumber(UDP, 0));
    expect(said(follow)).toEqual([[2, 0, 'a'], [3, 1, 'bc']]);
  });

  it('goes on with frames that come later', () => {
    const session = sessionOver(pcapOf([...OPENING, segment(1, ACK, 101, 901, 'abc')]));
    const follow = new FollowedStream(session, 0);
    while (follow.step());
    expect([follow.frameCount, follow.step(), follow.runs.count]).toEqual([4, false, 1]);
  });
});

interface Record {
  readonly frame: number;
  readonly side: number;
  readonly text: string;
}

/** What `-z follow,tcp,yaml` prints, one list a stream. */
function parsed(yaml: string): Record[][] {
  return yaml.split(/^peers:$/mu).slice(1).map((stream) =>
    stream.split(/^ {2}- packet: /mu).slice(1).map((text) => ({
      frame: Number.parseInt(text, 10), side: Number(/peer: (\d)/u.exec(text)![1]), text: Buffer.from(text.split('!!binary |\n')[1]!, 'base64').toString('latin1'),
    })),
  );
}

describe.skipIf(!hasTshark)('as tshark', () => {
  it(`follows ${STREAMS} streams in disorder, run by run`, { timeout: 120_000 }, () => {
    const bytes = pcapOf(Array.from({ length: STREAMS }, (_, seed) => madeStream(seed, 0.3)).flat());
    const folder = mkdtempSync(join(tmpdir(), 'netloupe-follow-'));
    try {
      writeFileSync(join(folder, 'x.pcap'), bytes);
      const asked = Array.from({ length: STREAMS }, (_, stream) => ['-z', `follow,tcp,yaml,${stream}`]).flat();
      const run = spawnSync('tshark', ['-n', '-r', join(folder, 'x.pcap'), '-q', ...asked], { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, HOME: folder } });
      const theirs = parsed(run.stdout);
      const session = sessionOver(bytes);
      // tshark draws the last listener first.
      const isReversed = theirs[0]![0]!.frame > theirs.at(-1)![0]!.frame;
      if (isReversed) theirs.reverse();
      let gaps = 0;
      for (const [number, expected] of theirs.entries()) {
        const follow = followed(session, number);
        gaps += follow.runs.missing[0] + follow.runs.missing[1] > 0 ? 1 : 0;
        expect(said(follow).map(([frame, side, text]) => ({ frame, side, text })), `stream ${number}`).toEqual(expected);
      }
      expect(theirs.length).toBe(STREAMS);
      expect(gaps).toBeGreaterThan(STREAMS / 10);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
