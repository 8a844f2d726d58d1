// Messages of ICMPv6 and IGMP that end early or say odd things, as the installed tcpdump prints them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasTcpdump } from '../../build/testing/tcpdump';
import { PcapWriter } from '../../shared/capture-file/pcap';
import { DumpState } from '../../shared/tcpdump/dump-state';
import { packetText } from '../../shared/tcpdump/text-line';
import { DUMP_OPTIONS, textOptions } from './dump-options';
import { parseOptions } from './options';

const ETHERNET = 1;
const FRONT = /^(?= *\d+ {2}\d+\.\d{6} )/m;
const hex = (text: string): number[] => [...Buffer.from(text.replaceAll(' ', ''), 'hex')];
const QUOTED = hex('6000000000101100 20010db8000000000000000000000003 20010db8000000000000000000000004 0001000200101234 6162636465666768');
const LENGTHS = [0, 3, 4, 8, 12, 16, 20, 31, 32, 36, 40, 43, 44, 56];

function ip6(message: readonly number[]): Uint8Array {
  const header = [0x60, 0, 0, 0, 0, message.length, 58, 64, ...hex('20010db8000000000000000000000001 20010db8000000000000000000000002')];
  return Uint8Array.from([...hex('020000000002 020000000001 86dd'), ...header, ...message]);
}

function ip4(protocol: number, message: readonly number[]): Uint8Array {
  const header = [0x45, 0, 0, 20 + message.length, 0, 1, 0, 0, 1, protocol, 0, 0, 10, 0, 0, 1, 224, 0, 0, 1];
  return Uint8Array.from([...hex('01005e000001 020000000001 0800'), ...header, ...message]);
}

const ERRORS = [1, 3, 4, 130, 131, 132, 134, 200, 201].flatMap((type) => [0, 1, 3, 4].flatMap((code) => LENGTHS.map((length) => ip6([type, code, 0, 0, 0, 0, 0, 5, ...QUOTED].slice(0, 4 + length)))));
const OPTIONS = [1, 2, 3].map((units) => ip6([...hex('86000000 40000708 00000000 00000000 05'), units, ...new Array<number>(units * 8 - 2).fill(1)]));
const QUERIES = Array.from({ length: 64 }, (_, i) => ip4(2, [0x11, i * 4, 0, 0, 224, 0, 0, 5, 2, 125, 0, 0]));
const PACKETS = [...ERRORS, ...OPTIONS, ...QUERIES];

test.skipIf(!hasTcpdump).each([['-nn', '-tt'], ['-nn', '-tt', '-v', '-x'], ['-n', '-tt', '-vvv', '-e'], ['-q', '-nn', '-tt', '-A']])('as tcpdump 4.99.3 with %s %s %s %s (needs it)', { timeout: 30_000 }, (...form) => {
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'));
  try {
    const chunks: Uint8Array[] = [];
    const writer = new PcapWriter((chunk) => chunks.push(chunk), { linktype: ETHERNET });
    for (const [i, bytes] of PACKETS.entries()) writer.write({ time: { seconds: i, nanos: 0 }, len: bytes.length, bytes });
    writeFileSync(join(folder, 'x.pcap'), Buffer.concat(chunks));
    const words = ['-#', ...form.filter((word) => word !== '')];
    const said = spawnSync('tcpdump', [...words, '-r', join(folder, 'x.pcap')], { env: { ...process.env, TZ: 'UTC' }, maxBuffer: 1 << 28 });
    const options = { ...textOptions(parseOptions(DUMP_OPTIONS, words)), zoneMinutes: () => 0 };
    const state = new DumpState();
    const ours = PACKETS.map((bytes, i) => packetText({ linktype: ETHERNET, seconds: i, nanos: 0, length: bytes.length, bytes }, options, state).text);
    expect(ours).toEqual(said.stdout.toString('latin1').split(FRONT).map((text) => text.replace(/\n$/, '')));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
