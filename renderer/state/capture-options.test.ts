// The draft of a capture's options: what is remembered comes back, changes reach the interfaces that they are meant for.
import { describe, expect, it } from 'vitest';
import { captureOptions, interfaceOptions } from '../../shared/live/capture-options';
import { canStart, draftOf, optionsFor, withSettings } from './capture-options';

const LAST = captureOptions([interfaceOptions('eth0', { filter: 'port 53', snaplen: 96 }), interfaceOptions('any', { promiscuous: false })], { file: '/tmp/x.pcapng' });

describe('capture options', () => {
  it('come back as they were', () => {
    expect(optionsFor(draftOf(LAST), ['|eth0', '|any'])).toEqual(LAST);
  });
  it('of another interface are those of the first', () => {
    expect(optionsFor(draftOf(LAST), ['web|veth0']).interfaces).toEqual([interfaceOptions('veth0', { netns: 'web', filter: 'port 53', snaplen: 96 })]);
  });
  it('change where they are meant to', () => {
    const one = withSettings(draftOf(LAST), ['|any'], { filter: 'arp' }, false);
    expect(optionsFor(one, ['|eth0', '|any', '|lo']).interfaces.map((item) => item.filter)).toEqual(['port 53', 'arp', 'port 53']);
    const all = withSettings(draftOf(LAST), ['|eth0', '|any'], { filter: 'arp' }, true);
    expect(optionsFor(all, ['|eth0', '|any', '|lo']).interfaces.map((item) => item.filter)).toEqual(['arp', 'arp', 'arp']);
  });
  it('need an interface or a command', () => {
    expect(canStart(captureOptions([]))).toBe(false);
    expect(canStart(captureOptions([], { command: 'ssh host tcpdump -U -w -' }))).toBe(true);
  });
});
