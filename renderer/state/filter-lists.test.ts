// Lists of filters to be had again.
import { expect, it } from 'vitest';
import { MOST_RECENT, withNewest, withSaved } from './filter-lists';

it('the filter applied last comes first, once, and the list does not grow for ever', () => {
  expect(withNewest(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c']);
  const full = Array.from({ length: MOST_RECENT }, (_, i) => `tcp.port == ${i}`);
  expect(withNewest(full, 'udp')).toEqual(['udp', ...full.slice(0, -1)]);
});

it('a filter saved again keeps its place', () => {
  const list = [{ name: 'Web', text: 'http' }, { name: 'Names', text: 'dns' }];
  expect(withSaved(list, { name: 'Web', text: 'http || tls' })).toEqual([{ name: 'Web', text: 'http || tls' }, list[1]]);
  expect(withSaved(list, { name: 'DNS', text: 'dns' })).toEqual([list[0], { name: 'DNS', text: 'dns' }]);
  expect(withSaved(list, { name: 'Ping', text: 'icmp' })).toEqual([...list, { name: 'Ping', text: 'icmp' }]);
});
