// One test for every protocol: its examples decode as stated in all runs, and no cut of them escapes.
import { describe, expect, it } from 'vitest';
import { Dissector, type FrameBytes } from './dissector';
import { fieldValue } from './field-text';
import { NO_CONTEXT, TSHARK_OPTIONS } from './frame-context';
import { FrameFacts } from './frame-facts';
import { remembered } from './remembered-facts';
import type { Example, Protocol } from './protocol';
import { PROTOCOLS } from './protocols';
import { Registry } from './registry';

/** A linktype that no file has: the protocol under test is put there. */
const TEST_LINKTYPE = 0xfff0;
/** Their index run stops before what only columns and trees need; the others stop for the same reason in every run. */
const SHORT_INDEX_RUN = new Set(['dns', 'mdns', 'llmnr', 'http', 'ssdp']);

function bytesOf(hex: string): Uint8Array {
  const digits = hex.replace(/\s+/g, '');
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

function registryFor(protocol: Protocol): Registry {
  return new Registry(PROTOCOLS.map((p) => (p === protocol ? { ...p, over: { ...p.over, linktype: [...(p.over.linktype ?? []), TEST_LINKTYPE] } } : p)));
}

function run(dissector: Dissector, bytes: Uint8Array, caplen = bytes.length): { fields: Map<string, string>; info: string; path: string } {
  const frame: FrameBytes = { bytes, at: 0, caplen, len: bytes.length, linktype: TEST_LINKTYPE };
  const wanted = new Uint8Array(dissector.registry.fields.length).fill(1);
  const seen = dissector.match(frame, NO_CONTEXT, TSHARK_OPTIONS, wanted, true);
  const fields = new Map<string, string>();
  for (const { field, value } of seen) {
    for (const name of [field.name, ...field.alias]) fields.set(name, fields.has(name) ? `${fields.get(name)},${fieldValue(field, value)}` : fieldValue(field, value));
  }
  return { fields, info: dissector.layer.infoText, path: dissector.path.join(':') + dissector.stopped };
}

for (const protocol of PROTOCOLS) {
  const examples: readonly Example[] = protocol.examples ?? [];
  if (examples.length === 0) continue;
  describe(protocol.id, () => {
    const dissector = new Dissector(registryFor(protocol));
    for (const example of examples) {
      const bytes = bytesOf(example.hex);
      it(example.what, () => {
        const got = run(dissector, bytes);
        expect(dissector.bug).toBeUndefined();
        for (const [name, value] of Object.entries(example.fields)) expect(`${name}=${got.fields.get(name)}`).toBe(`${name}=${value}`);
        if (example.info !== undefined) expect(got.info).toBe(example.info);
      });
      it(`${example.what}: cut at every byte, the runs agree`, () => {
        for (let caplen = 0; caplen <= bytes.length; caplen++) {
          const frame: FrameBytes = { bytes, at: 0, caplen, len: bytes.length, linktype: TEST_LINKTYPE };
          const matched = run(dissector, bytes, caplen);
          const facts = remembered(dissector.layer.facts);
          dissector.index(frame, new FrameFacts());
          expect(remembered(dissector.layer.facts)).toEqual(facts);
          if (!SHORT_INDEX_RUN.has(protocol.id)) expect(dissector.path.join(':') + dissector.stopped).toBe(matched.path);
          dissector.tree(frame, NO_CONTEXT, TSHARK_OPTIONS);
          expect(dissector.path.join(':') + dissector.stopped).toBe(matched.path);
          expect(dissector.layer.infoText).toBe(matched.info);
          expect(dissector.bug).toBeUndefined();
        }
      });
    }
  });
}
