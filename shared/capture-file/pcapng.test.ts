// The pcapng format: blocks, times, damage at every place, random damage, and what is written is read.
import { describe, expect, it } from 'vitest';
import { LINKTYPE_CUSTOM_BLOCK, LINKTYPE_SYSTEMD_JOURNAL } from '../frame/linktype';
import { MemorySource } from './byte-source';
import { openCaptureFile } from './capture-file';
import { NO_TIME } from './frame-batch';
import { readFrameOptions } from './frame-options';
import { InterfaceClock } from './pcapng-clock';
import { PcapngWriter } from './pcapng-writer';
import { readWhole } from './read-whole';
import { block, enhancedPacket, interfaceBlock, option, packet, section, seeded, simplePacket, text, uint } from './sample-captures';

function file(...blocks: readonly number[][]): Uint8Array {
  return Uint8Array.from(blocks.flat());
}

const SOUND = [section(), interfaceBlock(), enhancedPacket()];

describe('reading pcapng', () => {
  it('reads sections of both byte orders with interfaces of several link types', () => {
    const nanoseconds = option(9, [9]);
    const { frames, problem, scanner } = readWhole(file(
      section(true, option(4, text('dumpcap'))), interfaceBlock(1), interfaceBlock(113, 0, nanoseconds), enhancedPacket({ iface: 1, count: 1_700_000_000_123_456_789n }),
      section(false), interfaceBlock(101, 0, [...option(2, text('lo'), false), ...option(14, [255, 255, 255, 255, 255, 255, 255, 251], false)], false),
      enhancedPacket({ littleEndian: false, caplen: 61, len: 99 }),
    ));
    expect(problem).toBeNull();
    expect(scanner!.interfaces.map((one) => [one.linktype, one.section, one.indexInSection, one.timeDigits, one.name])).toEqual([[1, 0, 0, 6, ''], [113, 0, 1, 9, ''], [101, 1, 0, 6, 'lo']]);
    expect(frames.map(({ seconds, nanos, interfaceIndex, caplen, len }) => [seconds, nanos, interfaceIndex, caplen, len])).toEqual([
      [1_700_000_000, 123_456_789, 1, 60, 60], [1_699_999_995, 123_456_000, 2, 61, 99],
    ]);
    expect([...frames[1]!.bytes]).toEqual(packet(61));
    expect(scanner!.sections.map((one) => one.application)).toEqual(['dumpcap', '']);
  });

  it('reads Simple Packet Blocks, Packet Blocks, custom blocks and journal entries as frames', () => {
    const old = block(2, [...uint(0, 2), ...uint(3, 2), ...uint(395_812, 4), ...uint(0, 4), ...uint(4, 4), ...uint(60, 4), 1, 2, 3, 4]);
    const journal = block(9, text('__CURSOR=s\n__REALTIME_TIMESTAMP=1700000000123456\nMESSAGE=hi12\n'));
    const { frames, problem, scanner } = readWhole(file(section(), interfaceBlock(1, 40), simplePacket(40, 60), old, journal, block(0xbad, [...uint(32_473, 4), 1, 2, 3, 4])));
    expect(problem).toBeNull();
    expect(frames.map(({ nanos, caplen, len }) => [nanos, caplen, len])).toEqual([[NO_TIME, 40, 60], [frames[1]!.nanos, 4, 60], [123_456_000, 62, 62], [NO_TIME, 4, 4]]);
    expect(frames[2]!.seconds).toBe(1_700_000_000);
    expect(frames.map((frame) => scanner!.interfaces[frame.interfaceIndex]!.linktype)).toEqual([1, 1, LINKTYPE_SYSTEMD_JOURNAL, LINKTYPE_CUSTOM_BLOCK]);
  });

  it('keeps names, statistics and secrets, and counts blocks that it skips', () => {
    const names = block(4, [...option(1, [192, 0, 2, 1, ...text('a.test\0b.test\0')]), ...uint(0, 4)]);
    const statistics = block(5, [...uint(0, 12), ...option(4, uint(100, 8)), ...option(5, uint(3, 8))]);
    const secrets = block(10, [...uint(0x544c534b, 4), ...uint(5, 4), ...text('hello')]);
    const { scanner, problem } = readWhole(file(...SOUND, names, statistics, secrets, block(99, [1, 2, 3]), block(99, [])));
    expect(problem).toBeNull();
    expect(scanner!.notes.names).toEqual([{ address: Uint8Array.of(192, 0, 2, 1), names: ['a.test', 'b.test'] }]);
    expect(scanner!.notes.statistics[0]).toMatchObject({ interfaceIndex: 0, received: 100, droppedByInterface: 3, delivered: -1 });
    expect([...scanner!.notes.secrets[0]!.data]).toEqual(text('hello'));
    expect(scanner!.notes.skippedBlocks.get(99)).toBe(2);
  });

  it('reads the options of one frame on demand', () => {
    const options = [...option(1, text('first')), ...option(1, text('second')), ...option(2, uint(0x21, 4)), ...option(4, uint(7, 8)), ...option(5, [1, 2, 3, 4, 5, 6, 7, 8])];
    const data = file(section(), interfaceBlock(), enhancedPacket({ caplen: 61, options }), simplePacket(60));
    const { frames, scanner } = readWhole(data);
    const { source } = openCaptureFile(new MemorySource(data), 'x');
    const got = readFrameOptions(source, scanner!.interfaces[0]!, frames[0]!.position, 61);
    expect(got).toMatchObject({ comments: ['first', 'second'], flags: 0x21, dropCount: 7, packetId: '0807060504030201' });
    expect(readFrameOptions(source, scanner!.interfaces[0]!, frames[1]!.position, 60)).toMatchObject({ comments: [], flags: -1 });
  });

  it.each([
    [10, 0, 1_700_000_000n, 1_700_000_000, 0], [10, 3, 1_700_000_000_123n, 1_700_000_000, 123_000_000],
    [10, 9, 0xffff_ffff_ffff_ffffn, 18_446_744_073, 709_551_615], [10, 6, 0xffff_ffff_ffff_ffffn, 18_446_744_073_709, 551_615_000],
    [10, 12, 1_700_000_000_123_456n, 1700, 123], [10, 19, 17_000_000_001_234_567_890n, 1, 700_000_000],
    [2, 10, 1_740_800_000_001n, 1_700_000_000, 976_562], [2, 40, 1_869_169_767_219_200_000n + 12_345_678_901n, 1_700_000, 11_228_329],
    [2, 63, (1n << 63n) + 12_345_678_901n, 1, 1],
  ] as const)('converts times of unit %d^-%d', (timeBase, timeExponent, count, seconds, nanos) => {
    const clock = new InterfaceClock({ timeBase, timeExponent, timeOffset: 0 });
    clock.read(Number(count >> 32n), Number(count & 0xffffffffn));
    expect([clock.seconds, clock.nanos]).toEqual([seconds, nanos]);
  });

  it('converts every count exactly', () => {
    const random = seeded(9);
    for (const timeExponent of [0, 3, 6, 7, 8, 9]) {
      const clock = new InterfaceClock({ timeBase: 10, timeExponent, timeOffset: 0 });
      const units = 10n ** BigInt(timeExponent);
      for (let round = 0; round < 3000; round++) {
        const near = (BigInt(Math.floor(random() * 4e9)) * units + BigInt(Math.floor(random() * 3) - 1)) & 0xffff_ffff_ffff_ffffn;
        const any = (BigInt(Math.floor(random() * 2 ** 32)) << 32n) | BigInt(Math.floor(random() * 2 ** 32));
        for (const count of [near, any]) {
          clock.read(Number(count >> 32n), Number(count & 0xffffffffn));
          const nanos = Number((count % units) * (1_000_000_000n / units));
          if (clock.seconds !== Number(count / units) || clock.nanos !== nanos) throw new Error(`${count} of 10^-${timeExponent}`);
        }
      }
    }
  });
});

describe('damaged pcapng', () => {
  it.each([
    ['block length 0', enhancedPacket({ lie: { length: 0 } }), 'block-small'],
    ['block length below the least', block(99, [], true, { length: 8 }), 'block-small'],
    ['huge block', block(99, [], true, { length: 0x7ffffff0 }), 'block-large'],
    ['trailer differs', enhancedPacket({ lie: { trailer: 5 } }), 'block-trailer'],
    ['caplen larger than the block', enhancedPacket({ says: 200 }), 'caplen-in-block'],
    ['unknown interface', enhancedPacket({ iface: 3 }), 'interface'],
    ['section without byte order', block(0x0a0d0d0a, new Array<number>(16).fill(17)), 'byte-order'],
    ['section of version 2', section(true, [], 2), 'version'],
    ['option over the end of an interface block', interfaceBlock(1, 0, [...uint(2, 2), ...uint(200, 2)]), 'options'],
    ['secrets longer than their block', block(10, [...uint(1, 4), ...uint(100, 4), 1, 2, 3, 4]), 'options'],
    ['cut block', enhancedPacket().slice(0, 50), 'cut-block'],
    ['cut block header', enhancedPacket().slice(0, 5), 'cut-block'],
  ])('%s', (_name, bad, kind) => {
    const { frames, problem } = readWhole(file(...SOUND, bad), 'bad.pcapng');
    expect(frames.length).toBe(1);
    expect(problem!.values).toMatchObject({ file: 'bad.pcapng', kind, frame: 2, offset: 140, complete: 1 });
    expect(problem!.message).toMatch(/^bad\.pcapng .*byte 140.* Frame 1 is complete\.$/);
  });

  it('needs an interface before a packet', () => {
    expect(readWhole(file(section(), enhancedPacket())).problem!.message).toBe(
      'x.pcap is damaged at frame 1: the Enhanced Packet Block at byte 28 names interface 0, but no interface is described before it. No frame before it could be read.',
    );
    expect(readWhole(file(section(), simplePacket(4))).problem!.values['kind']).toBe('interface');
  });

  it('rounds a block length that is no multiple of 4 up', () => {
    const { frames, problem } = readWhole(file(...SOUND, enhancedPacket({ caplen: 61, lie: { length: 93 } }), enhancedPacket()));
    expect([frames.length, problem]).toEqual([3, null]);
  });

  it('refuses versions that it does not know', () => {
    expect(readWhole(file(section(true, [], 0, 1))).problem!.code).toBe('NL-FILE-06');
    expect(readWhole(file(section(true, [], 1, 2), interfaceBlock(), enhancedPacket())).frames.length).toBe(1);
  });

  it('reads frames above 256 KiB only on links that have such', () => {
    expect(readWhole(file(section(), interfaceBlock(249, 0), enhancedPacket({ caplen: 262_145 }))).frames.length).toBe(1);
    expect(readWhole(file(section(), interfaceBlock(1, 0), enhancedPacket({ caplen: 262_145 }))).problem!.values['kind']).toBe('caplen');
  });

  it('gives the whole frames for every place where a file can be cut', () => {
    const blocks = [...SOUND, simplePacket(5), interfaceBlock(113), enhancedPacket({ iface: 1, caplen: 3 }), block(4, uint(0, 4)), enhancedPacket()];
    const whole = file(...blocks);
    const ends: number[] = [];
    for (const one of blocks) ends.push((ends.at(-1) ?? 0) + one.length);
    const frameEnds = [2, 3, 5, 7].map((i) => ends[i]!);
    for (let size = 12; size <= whole.length; size++) {
      const { frames, problem } = readWhole(whole.slice(0, size), 'x', { runBytes: 32 });
      expect(frames.length, `cut at ${size}`).toBe(frameEnds.filter((end) => end <= size).length);
      expect(problem?.code, `cut at ${size}`).toBe(ends.includes(size) ? undefined : 'NL-FILE-07');
    }
  });

  it('survives 20,000 files with one wrong byte', () => {
    const random = seeded(5);
    const whole = file(section(true, option(4, text('x'))), interfaceBlock(1, 0, option(9, [9])), enhancedPacket({ options: option(1, text('hi')) }), block(4, option(1, [1, 2, 3, 4, 65, 0])), simplePacket(8), section(false), interfaceBlock(1, 0, [], false), enhancedPacket({ littleEndian: false }));
    for (let round = 0; round < 20_000; round++) {
      const data = whole.slice();
      data[Math.floor(random() * data.length)] = Math.floor(random() * 256);
      const { frames } = readWhole(data, 'x', { runBytes: 100 });
      if (frames.length > 20 || frames.some((frame) => frame.bytes.length !== frame.caplen)) throw new Error(`round ${round}`);
    }
  }, 60_000);
});

describe('writing pcapng', () => {
  it('is read back as written', () => {
    const chunks: Uint8Array[] = [];
    const writer = new PcapngWriter((chunk) => chunks.push(chunk), { application: 'Netloupe', comments: ['grüße'] });
    writer.addInterface({ linktype: 1, snaplen: 40, name: 'eth0', filter: 'port 80', comments: ['x'], fcsLength: 4 });
    writer.addInterface({ linktype: 113, snaplen: 0, timeBase: 10, timeExponent: 9, timeOffset: -5 });
    writer.writeFrame({ interfaceIndex: 1, time: { seconds: 1_700_000_000, nanos: 123_456_789 }, len: 99, bytes: Uint8Array.from(packet(33)), comments: ['один'], flags: 1, dropCount: 3 });
    writer.writeFrame({ interfaceIndex: 0, time: null, len: 60, bytes: Uint8Array.from(packet(40)) });
    writer.writeNames([{ address: Uint8Array.of(192, 0, 2, 1), names: ['a', 'b'] }]);
    writer.writeSecrets({ type: 1, data: Uint8Array.of(1, 2, 3) });
    writer.writeStatistics({ interfaceIndex: 0, comments: [], received: 5, droppedByInterface: -1, acceptedByFilter: -1, droppedBySystem: 2, delivered: -1 }, { seconds: 1, nanos: 0 });
    const data = Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
    const { frames, problem, scanner } = readWhole(data);
    expect(problem).toBeNull();
    expect(scanner!.sections[0]).toMatchObject({ application: 'Netloupe', comments: ['grüße'] });
    expect(scanner!.interfaces).toMatchObject([
      { linktype: 1, snaplen: 40, name: 'eth0', filter: 'port 80', comments: ['x'], fcsLength: 4, timeExponent: 6 },
      { linktype: 113, timeExponent: 9, timeOffset: -5, timeDigits: 9 },
    ]);
    expect(frames).toMatchObject([{ seconds: 1_700_000_000, nanos: 123_456_789, caplen: 33, len: 99, interfaceIndex: 1 }, { nanos: NO_TIME, caplen: 40, len: 60 }]);
    expect(readFrameOptions(new MemorySource(data), scanner!.interfaces[1]!, frames[0]!.position, 33)).toMatchObject({ comments: ['один'], flags: 1, dropCount: 3 });
    expect(scanner!.notes).toMatchObject({ names: [{ names: ['a', 'b'] }], secrets: [{ type: 1 }], statistics: [{ received: 5, droppedBySystem: 2, delivered: -1 }] });
  });
});
