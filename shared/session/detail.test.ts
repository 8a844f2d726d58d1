// What the interface gets of damaged frames: every line within the bytes that there are, and a ruler as long as the frame.
import { expect, it } from 'vitest';
import { Dissector } from '../dissect/dissector';
import { NO_CONTEXT, TSHARK_OPTIONS } from '../dissect/frame-context';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import type { Detail } from '../ipc/contract';
import { damaged, randomFrom, type Sample } from '../dissect/testing/damaged-frames';
import { structCode, type StructLanguage } from '../export/struct-code';
import { detailOf } from './detail';
import { frameDifference } from './frame-difference';

const FIRST_LINKTYPE = 0xe000;

it('lines stay within their bytes, whatever lengths say', () => {
  const registry = new Registry(PROTOCOLS.map((p, i) => ({ ...p, over: { ...p.over, linktype: [...(p.over.linktype ?? []), FIRST_LINKTYPE + i] } })));
  const samples: Sample[] = PROTOCOLS.flatMap((p, i) => (p.examples ?? []).map((x) => {
    const bytes = Uint8Array.from(Buffer.from(x.hex.replace(/\s+/g, ''), 'hex'));
    return { what: p.id, bytes, len: bytes.length, linktype: FIRST_LINKTYPE + i };
  }));
  const dissector = new Dissector(registry);
  const random = randomFrom(11);
  const wrong: string[] = [];
  const languages: readonly StructLanguage[] = ['c', 'go', 'rust', 'typescript'];
  let before: Detail | null = null;
  for (let round = 0; round < 10_000; round++) {
    const { what, bytes, caplen, len, linktype } = damaged(random, samples[random(samples.length)]!, samples);
    const frame = { bytes, at: 0, caplen, len, linktype };
    const detail = detailOf(1, frame, dissector.tree(frame, NO_CONTEXT, TSHARK_OPTIONS), [...dissector.layer.sources], registry);
    for (const { start, length, source, label } of detail.nodes) {
      const size = detail.sources[source]!.bytes.length;
      if (start < -1 || length < 0 || (start >= 0 && start + length > size)) wrong.push(`${what}: ${label} ${start}+${length} of ${size}`);
    }
    expect(structCode(detail.nodes, random(detail.nodes.length), languages[random(4)]!).length).toBeGreaterThan(0);
    if (before) expect(frameDifference(before, detail).b).toBe(detail.number);
    before = detail;
    const ruler = detail.ruler.reduce((at, part) => (part.start === at && part.length > 0 ? at + part.length : Number.NaN), 0);
    if (ruler !== len) wrong.push(`${what}: ruler ${JSON.stringify(detail.ruler)} of ${len}`);
  }
  expect(wrong.slice(0, 20)).toEqual([]);
});

it('the ruler names who has the bytes, not what only explains them', () => {
  const bytes = Uint8Array.from(Buffer.from('00001000' + '2e000000' + '10026c09a000b600' + 'd4000000000d9382363600000000', 'hex'));
  const dissector = new Dissector(new Registry(PROTOCOLS));
  const frame = { bytes, at: 0, caplen: bytes.length, len: bytes.length, linktype: 127 };
  const { ruler, nodes } = detailOf(1, frame, dissector.tree(frame, NO_CONTEXT, TSHARK_OPTIONS), [], dissector.registry);
  expect(nodes.map((n) => n.field)).toContain('wlan_radio');
  expect(ruler.map(({ label, length }) => [label, length])[0]).toEqual(['radiotap', 16]);
});
