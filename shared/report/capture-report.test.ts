// A report is markup of our own making: whatever a capture or its name says stays text.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PcapngWriter } from '../capture-file/pcapng-writer';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import { randomFrom } from '../dissect/testing/damaged-frames';
import { Session } from '../session/session';
import { CaptureReport } from './capture-report';
import { escaped, html } from './markup';
import { REPORT_STYLE } from './report-style';

const registry = new Registry(PROTOCOLS);
const hashText = (text: string): string => createHash('sha256').update(text).digest('base64');
const OWN = join(import.meta.dirname, '../../e2e/captures/sample.pcapng');
/** Every tag that our own templates write. */
const TAGS = new Set(['html', 'head', 'meta', 'title', 'style', 'body', 'h1', 'h2', 'h3', 'p', 'table', 'tr', 'th', 'td', 'div', 'pre', 'svg', 'text', 'line', 'path']);
const HOSTILE = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onload='x", '</style><svg onload=1>', '<!--', ']]>', '&lt;b&gt;', '\u202egnp.exe', '`=${x}`', 'javascript:alert(1)', '</pre><iframe>', '\0<b>'];

function page(bytes: Uint8Array, name: string, streams: readonly number[]): string {
  const session = new Session(openCaptureFile(new MemorySource(bytes), name), registry, { zoneMinutes: () => 0 });
  while (session.step());
  const trouble = session.finish();
  session.settleUpTo(session.store.count);
  const report = new CaptureReport(session, { name, size: bytes.length, streams, hashText, trouble: trouble?.message ?? '' });
  while (report.step());
  return report.page();
}

/** No element, attribute or comment but our own, and nothing that runs or loads. */
function expectOwnMarkup(text: string): void {
  const outside = text.replace(`<style>${REPORT_STYLE}</style>`, '');
  for (const [, tag] of outside.matchAll(/<\/?([^\s>/]*)/g)) expect(TAGS.has(tag!) || tag === '!doctype', `<${tag}`).toBe(true);
  const names = [...outside.matchAll(/<[a-z]\w*((?:\s+[\w-]+="[^"<>]*")*)\s*\/?>/g)].flatMap(([, attributes]) => [...attributes!.matchAll(/([\w-]+)="/g)].map(([, name]) => name!));
  expect(names.filter((name) => /^on|href|src|style$/i.test(name))).toEqual([]);
  // Each < begins a tag that is whole.
  expect(outside.replace(/<!doctype html>|<\/?[a-z]\w*(?:\s+[\w-]+="[^"<>]*")*\s*\/?>/g, '')).not.toMatch(/[<>]/);
  expect(text).toContain("default-src 'none'; style-src 'sha256-");
  expect(text).not.toMatch(/\p{Cf}/u);
}

test('text is escaped in every place', () => {
  for (const text of HOSTILE) expect(html`<p title="${text}">${text}</p>`.text).not.toMatch(/<(?!p title="|\/p>)|"(?!&|[^"]*">|>)/);
  expect(escaped('a<b>&"\'`=\u202e\u0007')).toBe('a&lt;b&gt;&amp;&quot;&#39;&#96;&#61;\ufffd\ufffd');
});

describe('a report', () => {
  test('of our sample: its figures are those of the statistics, a stream is drawn', () => {
    const text = page(readFileSync(OWN), 'sample.pcapng', [0, 99]);
    expectOwnMarkup(text);
    expect(text).toContain('<th>Frames</th><td>127</td>');
    expect(text).toMatch(/<svg .*SYN, ACK/);
    expect(text).toContain('There is no such stream');
    expect(text).toContain('netloupe read -r sample.pcapng -q -z io,phs');
  });

  test('of a name and comments that are markup', () => {
    const parts: Uint8Array[] = [];
    const writer = new PcapngWriter((chunk) => void parts.push(chunk), { comments: HOSTILE, application: HOSTILE[0]! });
    writer.addInterface({ linktype: 1, snaplen: 0, name: HOSTILE[1]!, description: HOSTILE[2]! });
    for (const comment of HOSTILE) writer.writeFrame({ interfaceIndex: 0, time: { seconds: 1, nanos: 0 }, len: 60, bytes: new Uint8Array(60), comments: [comment] });
    for (const name of HOSTILE) expectOwnMarkup(page(Buffer.concat(parts), name, [0]));
  });

  test('of packets with markup wherever text stands, damaged by a seed', () => {
    const sample = readFileSync(OWN);
    const random = randomFrom(20_261);
    for (let round = 0; round < 40; round++) {
      const bytes = Buffer.from(sample);
      for (let i = 0; i < 60; i++) {
        const text = Buffer.from(HOSTILE[random(HOSTILE.length)]!);
        text.copy(bytes, 400 + random(bytes.length - 500));
      }
      expectOwnMarkup(page(bytes, 'x.pcapng', [0, 1, 2]));
    }
  });
});
