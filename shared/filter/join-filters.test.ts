// Filters joined as people mean it: brackets where `&&` and `||` would otherwise bind another way.
import { describe, expect, it } from 'vitest';
import { clausesOf, joinFilters, widerFilters } from './join-filters';

describe('joinFilters', () => {
  it.each([
    ['', 'selected', 'tcp', 'tcp'],
    ['udp', 'selected', 'tcp', 'tcp'],
    ['udp', 'notSelected', 'tcp.port == 80', '!(tcp.port == 80)'],
    ['', 'and', 'tcp', 'tcp'],
    ['', 'andNot', 'tcp', '!(tcp)'],
    ['ip.src == 10.0.0.1', 'and', 'tcp', 'ip.src == 10.0.0.1 && tcp'],
    ['a == 1 && b', 'and', 'c', 'a == 1 && b && c'],
    ['a or b', 'and', 'c', '(a or b) && c'],
    ['a && b', 'or', 'c', '(a && b) || c'],
    ['a || b', 'or', 'c && d', 'a || b || (c && d)'],
    ['(a || b)', 'andNot', 'c', '(a || b) && !(c)'],
    ['http.host == "a && b"', 'or', 'c', 'http.host == "a && b" || c'],
    ['a', 'notSelected', '(b || c)', '!(b || c)'],
    ['a', 'orNot', '(b) || (c)', 'a || !((b) || (c))'],
  ] as const)('%s, %s, %s', (there, join, added, joined) => {
    expect(joinFilters(there, join, added)).toBe(joined);
  });
});

it('clauses are what stands outside of brackets, sets, slices and strings', () => {
  expect(clausesOf(String.raw`tcp.port in {80 || 1} and (a or b) && x matches "and \" or" || r"\." == c`)).toEqual({
    clauses: ['tcp.port in {80 || 1}', '(a or b)', String.raw`x matches "and \" or"`, String.raw`r"\." == c`],
    between: ['&&', '&&', '||'],
  });
  expect(clausesOf('band.order')).toEqual({ clauses: ['band.order'], between: [] });
});

describe('widerFilters', () => {
  it.each([
    ['http.response.code == 404', ['http.response.code', 'http']],
    ['tcp && ip.src == 10.0.0.1', ['tcp', 'ip.src == 10.0.0.1']],
    ['a && b && c', ['b && c', 'a && c', 'a && b']],
    ['tcp', []],
    ['a || b', []],
  ])('%s', (filter, wider) => {
    expect(widerFilters(filter)).toEqual(wider);
  });
});
