// Lines of plain frames are what the dissection of the same frames comes to: with and without a buffer to write them into.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LineBuffer } from '../../bytes/line-buffer';
import { MemorySource } from '../../capture-file/byte-source';
import { openCaptureFile } from '../../capture-file/capture-file';
import { TSHARK_OPTIONS } from '../../dissect/frame-context';
import { PROTOCOLS } from '../../dissect/protocols';
import { Registry } from '../../dissect/registry';
import { ProblemError } from '../../problem';
import { COLUMNS } from '../../session/column';
import { Session } from '../../session/session';
import { csvForm } from '../forms/csv-form';
import { fieldForm } from '../forms/field-form';
import type { FormSettings, FrameForm, TextSink } from '../forms/frame-form';
import { textForm } from '../forms/text-form';
import { PLAIN_FIELDS } from './plain-fields';

const OWN = join(__dirname, '../../../e2e/captures');
const CORPUS = join(__dirname, '../../../../shared/corpus/captures');
const present = existsSync(CORPUS);
if (!present) console.warn('lines of plain frames: only on our own samples, the corpus (../shared/corpus) is absent');

/** Octets of the captures of the corpus that are asked: larger ones hold more of the same. */
const SMALL = 40_000;
const registry = new Registry(PROTOCOLS);
const settings: FormSettings = { time: { format: 'relative', digits: -1, zoneMinutes: () => 0 }, dissect: TSHARK_OPTIONS };
const FIELDS = { names: COLUMNS.map((name) => name), separator: '\t', aggregator: ',', occurrence: 'a', quote: '"', header: false, bom: false } as const;

type MakeForm = (session: Session, out: TextSink) => FrameForm;
const text: MakeForm = (session, out) => textForm(session, out, settings, { summary: true, columns: COLUMNS, between: ' ', tree: false, only: null, hex: 'none' });
const FORMS: Readonly<Record<string, MakeForm>> = {
  text,
  csv: (session, out) => csvForm(session, out, settings, { names: [], separator: ',', header: true, bom: false, aggregator: ';', occurrence: 'a', safe: false }),
  'fields of headers': (session, out) => fieldForm(session, out, settings, { ...FIELDS, names: [...PLAIN_FIELDS.keys(), 'info'] }),
  'csv of headers': (session, out) => csvForm(session, out, settings, { names: [...PLAIN_FIELDS.keys(), 'info'], separator: ',', header: true, bom: false, aggregator: ';', occurrence: 'a', safe: false }),
  fields: (session, out) => fieldForm(session, out, settings, FIELDS),
};

/** Frames that are printed while the capture is read know only those before them; afterwards they know all. */
function print(bytes: Uint8Array, make: MakeForm, isWhole: boolean, buffered: boolean): string {
  const session = new Session(openCaptureFile(new MemorySource(bytes), 'x'), registry, { zoneMinutes: () => 0 });
  const parts: Uint8Array[] = [];
  const lines = new LineBuffer((some) => parts.push(some.slice()));
  const form = make(session, { write: (text) => lines.text(text), ...(buffered ? { lines } : {}) });
  form.begin();
  let printed = 0;
  const go = (): void => {
    while (printed < session.store.count) form.frame(++printed, session.frame(printed));
  };
  while (session.step()) if (!isWhole) go();
  session.finish();
  go();
  form.end();
  lines.flush();
  return Buffer.concat(parts).toString('latin1');
}

function captures(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(pcap|pcapng|cap)(\.gz)?$/.test(name)).map((name) => join(folder, name));
}

function expectSame(path: string, make: MakeForm, isWhole: boolean): void {
  const bytes = new Uint8Array(readFileSync(path));
  try {
    openCaptureFile(new MemorySource(bytes), 'x');
  } catch (error) {
    if (error instanceof ProblemError) return;
    throw error;
  }
  const [one, other] = [true, false].map((buffered) => print(bytes, make, isWhole, buffered));
  if (one !== other) expect(one, path).toBe(other);
}

describe.each(Object.entries(FORMS))('lines of %s', (_, make) => {
  it('say the same of our own samples, read and whole', () => {
    const paths = captures(OWN);
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) for (const isWhole of [false, true]) expectSame(path, make, isWhole);
  });
});

it.skipIf(!present).each([['text', text], ['fields of headers', FORMS['fields of headers']!]] as const)('lines of %s say the same of the corpus', { timeout: 600_000 }, (_, make) => {
  for (const path of captures(CORPUS).filter((each) => statSync(each).size < SMALL)) expectSame(path, make, false);
});
