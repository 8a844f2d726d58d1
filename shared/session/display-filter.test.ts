// The quick way through a capture finds the frames that asking every frame finds: all captures of the corpus, filters of every kind.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import { checkFilter } from '../filter/check';
import { findBytes } from './contains-tests';
import { DisplayFilter } from './display-filter';
import { fragmentedCapture } from './fragment-captures';
import { FilterProgram } from './filter-program';
import { Session } from './session';
import { DISPLAY_FILTERS } from './testing/display-filters';

const CORPUS = join(__dirname, '../../../shared/corpus/captures');
const OWN = join(__dirname, '../../e2e/captures/sample.pcapng');
const MOST_BYTES = 4_000_000;
/** Of every fifth capture the first frames; with NETLOUPE_WHOLE_CORPUS=1 all of all. */
const isWhole = process.env['NETLOUPE_WHOLE_CORPUS'] === '1';
const MOST_FRAMES = isWhole ? 1_000_000 : 100;
const VIEW = { dissect: TSHARK_OPTIONS };
const registry = new Registry(PROTOCOLS);
const catalogue = { find: (name: string) => registry.named(name), names: () => registry.names() };

const PROGRAMS = DISPLAY_FILTERS.map((text) => {
  const checked = checkFilter(text, catalogue);
  if (checked.state !== 'valid') throw new Error(`${text}: ${JSON.stringify(checked)}`);
  return { text, program: new FilterProgram(checked.expression, registry) };
});
const WANTED = new Uint8Array(registry.fields.length);
for (const { program } of PROGRAMS) for (const [id, wanted] of program.wanted.entries()) WANTED[id]! |= wanted;

function open(bytes: Uint8Array): Session | null {
  try {
    const session = new Session(openCaptureFile(new MemorySource(bytes), 'x'), registry, { zoneMinutes: () => 0, mostFrames: MOST_FRAMES }, 16_384);
    while (session.step());
    session.finish();
    return session;
  } catch {
    return null;
  }
}

function quick(session: Session, program: FilterProgram): number[] {
  const filter = new DisplayFilter(session, program, VIEW, findBytes);
  while (filter.step());
  return [...filter.rows.found];
}

/** What asking every frame finds, for all filters. */
function plain(session: Session): number[][] {
  const found = PROGRAMS.map((): number[] => []);
  for (let frame = 1; frame <= session.store.count; frame++) {
    const source = session.frame(frame);
    const seen = [...session.match(frame, source, WANTED, VIEW, -1)];
    for (const [i, { text, program }] of PROGRAMS.entries()) {
      const values = text.includes('time_delta_displayed') ? session.match(frame, source, program.wanted, VIEW, found[i]!.at(-1) ?? 0) : seen;
      if (program.matches(values)) found[i]!.push(frame);
    }
  }
  return found;
}

/** Filters for which the two ways differ. */
function differing(session: Session): string[] {
  const expected = plain(session);
  return PROGRAMS.flatMap(({ text, program }, i) => {
    const [found, all] = [quick(session, program), expected[i]!];
    if (found.join() === all.join()) return [];
    return [`${text}: ${found.filter((n) => !all.includes(n)).slice(0, 5).join()} too many, ${all.filter((n) => !found.includes(n)).slice(0, 5).join()} missing`];
  });
}

const filesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile() && statSync(path).size <= MOST_BYTES).filter((_, i) => isWhole || i % 5 === 0);
const groups = existsSync(CORPUS) ? readdirSync(CORPUS) : [];
if (groups.length === 0) console.warn('display filters: the corpus beside the checkout is absent, only our own captures are looked through');

describe('the quick way and asking every frame agree', () => {
  it('on our own captures', () => {
    expect(differing(open(readFileSync(OWN))!)).toEqual([]);
    expect(differing(open(fragmentedCapture(40))!)).toEqual([]);
  });
  for (const group of groups) {
    it(`on ${group}`, { timeout: 300_000 }, () => {
      const wrong: string[] = [];
      for (const path of filesIn(join(CORPUS, group))) {
        const session = open(new Uint8Array(readFileSync(path)));
        if (session !== null) wrong.push(...differing(session).map((difference) => `${path.slice(CORPUS.length)}: ${difference}`));
      }
      expect(wrong).toEqual([]);
    });
  }
});
