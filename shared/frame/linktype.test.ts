// Link types: the table is sound, and the facts that others rely on.
import { describe, expect, it } from 'vitest';
import { allLinktypes, captureLimit, linktype, linktypeNamed, linktypeOfDlt, pseudoHeaderBytes } from './linktype';

describe('link types', () => {
  it('has each number and each name once, names and descriptions in plain letters', () => {
    const types = allLinktypes();
    expect(new Set(types.map((type) => type.number)).size).toBe(types.length);
    for (const type of types) {
      expect(type.name).toMatch(/^[A-Z0-9_]+$/);
      expect(type.description.length).toBeGreaterThan(1);
    }
  });

  it.each([
    ['NULL', 0, 15], ['EN10MB', 1, 1], ['PPP', 9, 4], ['RAW', 101, 7], ['IEEE802_11', 105, 20], ['LOOP', 108, 174], ['LINUX_SLL', 113, 25],
    ['IEEE802_11_RADIO', 127, 23], ['IPV4', 228, 129], ['IPV6', 229, 130], ['LINUX_SLL2', 276, 210],
  ])('%s is %d, in Wireshark %d', (name, number, encapType) => {
    expect(linktypeNamed(name)).toMatchObject({ number, encapType });
    expect(linktype(number)).toMatchObject({ name, encapType });
  });

  it('names what nobody assigned by its number', () => {
    expect(linktype(60_000)).toMatchObject({ number: 60_000, name: '60000' });
  });

  it('maps DLT values of other systems', () => {
    expect([12, 14, 101, 1].map(linktypeOfDlt)).toEqual([101, 101, 101, 1]);
  });

  it('knows the sizes', () => {
    expect([captureLimit(1), captureLimit(249), captureLimit(279)]).toEqual([262_144, 134_217_728, 8_388_608]);
    expect([pseudoHeaderBytes(1), pseudoHeaderBytes(201)]).toEqual([0, 4]);
  });
});
