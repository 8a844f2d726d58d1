// The text of `netloupe dump` for captures: for each line of JSON on standard input ({ path, words }) one with the text of every packet.
import { createInterface } from 'node:readline';
import { openCapturePath } from '../../electron/capture/open-capture-path';
import { DUMP_OPTIONS, textOptions } from '../../electron/cli/dump-options';
import { parseOptions } from '../../electron/cli/options';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { CaptureReader } from '../../shared/capture-file/capture-reader';
import { DumpedPackets } from '../../shared/tcpdump/dumped-packets';
import { DumpState } from '../../shared/tcpdump/dump-state';
import { packetText } from '../../shared/tcpdump/text-line';

interface Wish {
  readonly path: string;
  readonly words: readonly string[];
}

async function dumped({ path, words }: Wish): Promise<readonly (readonly [text: string, missing: readonly string[]])[]> {
  const options = { ...textOptions(parseOptions(DUMP_OPTIONS, words)), zoneMinutes: () => 0 };
  const opened = await openCapturePath(path);
  try {
    const file = openCaptureFile(opened.source, opened.name);
    const packets = new DumpedPackets(file, new CaptureReader(file));
    const state = new DumpState();
    const texts: [string, readonly string[]][] = [];
    for (let packet = packets.next(); packet !== null; packet = packets.next()) {
      const { text, missing } = packetText(packet, options, state);
      texts.push([text, missing]);
    }
    return texts;
  } finally {
    opened.close();
  }
}

async function main(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const wish = JSON.parse(line) as Wish;
    const packets = await dumped(wish).catch(() => []);
    process.stdout.write(`${JSON.stringify({ path: wish.path, packets })}\n`);
  }
}

void main();
