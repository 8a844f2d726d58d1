// The pcap format: variants, damage at every place, random damage, and what is written is read.
import { describe, expect, it } from 'vitest';
import { PcapWriter } from './pcap';
import { readWhole } from './read-whole';
import { packet, pcap, pcapHeader, pcapRecord, SAMPLE_FRAMES, seeded } from './sample-captures';

const TIMES = [[1_700_000_000, 123_456_000], [1_700_000_001, 999_999_000], [1_700_000_002, 7000]];

function times(data: Uint8Array): number[][] {
  return readWhole(data).frames.map((frame) => [frame.seconds, frame.nanos]);
}

describe('reading pcap', () => {
  it.each([true, false])('reads microseconds, little-endian %s', (littleEndian) => {
    const { frames, problem, scanner } = readWhole(pcap(SAMPLE_FRAMES, { littleEndian }));
    expect(problem).toBeNull();
    expect(frames.map((frame) => [frame.seconds, frame.nanos])).toEqual(TIMES);
    expect(frames.map((frame) => [frame.caplen, frame.len, frame.position])).toEqual([[60, 60, 40], [0, 9, 116], [61, 1514, 132]]);
    expect([...frames[2]!.bytes]).toEqual(packet(61));
    expect(scanner!.interfaces[0]).toMatchObject({ linktype: 1, snaplen: 262_144, fcsLength: -1, timeDigits: 6 });
  });

  it.each([true, false])('reads nanoseconds, little-endian %s', (littleEndian) => {
    expect(times(pcap(SAMPLE_FRAMES, { magic: 0xa1b23c4d, littleEndian }))[0]).toEqual([1_700_000_000, 123_456]);
  });

  it('reads record headers of 20, 24 and 28 bytes and IXIA headers', () => {
    expect(times(pcap(SAMPLE_FRAMES, { magic: 0xa1b2cd34 }, 8))).toEqual(TIMES);
    expect(times(pcap(SAMPLE_FRAMES, { magic: 0xa1b2cd34 }, 12))).toEqual(TIMES);
    expect(times(pcap(SAMPLE_FRAMES, {}, 8))).toEqual(TIMES);
    expect(times(pcap(SAMPLE_FRAMES, {}, 4))).toEqual(TIMES);
    expect(times(pcap(SAMPLE_FRAMES, { magic: 0x1c0001ac, headerExtra: 4 }))[0]).toEqual([1_700_000_000, 123_456]);
  });

  it('knows the FCS length and DLT values in the link type field', () => {
    expect(readWhole(pcap([], { network: 0x24000001 })).scanner!.interfaces[0]).toMatchObject({ linktype: 1, fcsLength: 4 });
    expect(readWhole(pcap([], { network: 12 })).scanner!.interfaces[0]!.linktype).toBe(101);
    expect(readWhole(pcap([], { network: 0x00100001 })).problem!.code).toBe('NL-FILE-06');
  });

  it('puts the lengths of versions before 2.4 right', () => {
    const swapped = SAMPLE_FRAMES.map((frame) => pcapRecord(frame)).map((record) => [...record.slice(0, 8), ...record.slice(12, 16), ...record.slice(8, 12), ...record.slice(16)]);
    for (const minor of [2, 3]) {
      const { frames } = readWhole(Uint8Array.from([...pcapHeader({ minor }), ...swapped.flat()]));
      expect(frames.map((frame) => [frame.caplen, frame.len])).toEqual([[60, 60], [0, 9], [61, 1514]]);
    }
    expect(readWhole(pcap(SAMPLE_FRAMES, { minor: 3 })).frames[2]).toMatchObject({ caplen: 61, len: 1514 });
  });

  it('passes caplen above len on', () => {
    expect(readWhole(pcap([...SAMPLE_FRAMES, { seconds: 1, fraction: 0, caplen: 20, len: 10 }])).frames[3]).toMatchObject({ caplen: 20, len: 10 });
  });
});

describe('damaged pcap', () => {
  it('says where a file was cut', () => {
    const eleven = Array.from({ length: 12 }, (_, i) => ({ seconds: i, fraction: 0, caplen: 56 }));
    const whole = pcap(eleven);
    const { frames, problem } = readWhole(whole.subarray(0, whole.length - 27), 'cut.pcap');
    expect(frames.length).toBe(11);
    expect(problem).toMatchObject({ code: 'NL-FILE-07', values: { file: 'cut.pcap', frame: 12, offset: 816, promised: 56, present: 29 } });
    expect(problem!.message).toBe('cut.pcap ends inside frame 12. Its header at byte 816 promises 56 bytes, the file holds 29. Frames 1 to 11 are complete.');
  });

  it('stops at a caplen that cannot be', () => {
    const data = Uint8Array.from([...pcap(), ...pcapRecord({ seconds: 1, fraction: 2, caplen: 3 })]);
    new DataView(data.buffer).setUint32(data.length - 11, 0x7fffffff, true);
    const { frames, problem } = readWhole(data);
    expect(frames.length).toBe(3);
    expect(problem).toMatchObject({ code: 'NL-FILE-08', values: { frame: 4, promised: 0x7fffffff, limit: 262_144 } });
  });

  it('gives the whole frames for every place where a file can be cut', () => {
    const whole = pcap();
    const ends = [24, 100, 116, 193];
    for (let size = 0; size <= whole.length; size++) {
      const { frames, problem } = readWhole(whole.slice(0, size), 'x.pcap', { runBytes: 64 });
      expect(frames.length, `cut at ${size}`).toBe(ends.slice(1).filter((end) => end <= size).length);
      const expected = size === 0 ? 'NL-FILE-04' : size < 4 ? 'NL-FILE-05' : ends.includes(size) ? undefined : 'NL-FILE-07';
      expect(problem?.code, `cut at ${size}`).toBe(expected);
    }
  });

  it('survives 20,000 files with one wrong byte', () => {
    const random = seeded(4);
    const whole = pcap([...SAMPLE_FRAMES, ...SAMPLE_FRAMES]);
    for (let round = 0; round < 20_000; round++) {
      const data = whole.slice();
      data[Math.floor(random() * data.length)] = Math.floor(random() * 256);
      const { frames } = readWhole(data, 'x.pcap', { runBytes: 100 });
      if (frames.length > 20 || frames.some((frame) => frame.bytes.length !== frame.caplen)) throw new Error(`round ${round}`);
    }
  }, 60_000);
});

describe('writing pcap', () => {
  it.each([false, true])('is read back as written, nanoseconds %s', (nanosecondTimes) => {
    const chunks: Uint8Array[] = [];
    const writer = new PcapWriter((chunk) => chunks.push(chunk), { linktype: 113, nanosecondTimes, fcsLength: 4 });
    writer.write({ time: { seconds: 5, nanos: 123_456_789 }, len: 99, bytes: Uint8Array.from(packet(33)) });
    const { frames, problem, scanner } = readWhole(Uint8Array.from(chunks.flatMap((chunk) => [...chunk])));
    expect(problem).toBeNull();
    expect(scanner!.interfaces[0]).toMatchObject({ linktype: 113, fcsLength: 4 });
    expect(frames[0]).toMatchObject({ seconds: 5, nanos: nanosecondTimes ? 123_456_789 : 123_456_000, caplen: 33, len: 99 });
  });
});
