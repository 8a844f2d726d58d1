// Lines that are written octet by octet are those that packetText() says, over all that came before them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LineBuffer } from '../bytes/line-buffer';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { CaptureReader } from '../capture-file/capture-reader';
import { DumpState } from './dump-state';
import { DumpedPackets, type PacketOfFile } from './dumped-packets';
import { PacketLines } from './packet-lines';
import { packetText } from './text-line';
import { PLAIN_OPTIONS, type TextOptions } from './text-options';

const OWN = join(__dirname, '../../e2e/captures');
const CORPUS = join(__dirname, '../../../shared/corpus/captures');
if (!existsSync(CORPUS)) console.warn('lines of tcpdump: only on our own samples, the corpus (../shared/corpus) is absent');

const captures = [OWN, CORPUS].filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(pcap|pcapng|cap)$/.test(name)).map((name) => join(folder, name)));

function* packetsOf(path: string): Generator<PacketOfFile> {
  let packets: DumpedPackets;
  try {
    const file = openCaptureFile(new MemorySource(new Uint8Array(readFileSync(path))), 'x');
    packets = new DumpedPackets(file, new CaptureReader(file));
  } catch {
    // What no reader opens has no packets.
    return;
  }
  for (let packet = packets.next(); packet !== null; packet = packets.next()) yield packet;
}

it.each<[string, Partial<TextOptions>]>([['-nn', {}], ['-S', { absolute: true }], ['-tttt', { time: 'tttt' }], ['-ttt', { time: 'ttt' }], ['--nano', { nanos: true }]])('%s', { timeout: 300_000 }, (_, wished) => {
  const options: TextOptions = { ...PLAIN_OPTIONS, ...wished };
  const [state, other] = [new DumpState(), new DumpState()];
  let written = '';
  const buffer = new LineBuffer((bytes) => (written += Buffer.from(bytes).toString('utf8')));
  const lines = new PacketLines(options, state, buffer);
  let packets = 0;
  for (const path of captures) {
    let expected = '';
    written = '';
    for (const packet of packetsOf(path)) {
      packets++;
      lines.print(packet);
      expected += `${packetText(packet, options, other).text}\n`;
    }
    buffer.flush();
    if (written !== expected) expect(written, path).toBe(expected);
  }
  expect(packets).toBeGreaterThan(0);
});
