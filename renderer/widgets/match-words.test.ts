// What a typed text finds, and in which order.
import { expect, it } from 'vitest';
import { bestMatches } from './match-words';

const LABELS = ['Export colouring rules…', 'Colouring rules…', 'Reset colours'];
const find = (query: string): string[] => bestMatches(LABELS, query, (label) => label);

it('has every word, in any order', () => {
  expect(find('rules col')).toEqual(['Export colouring rules…', 'Colouring rules…']);
  expect(find('nothing')).toEqual([]);
});

it('begins with what was typed first, and keeps the order otherwise', () => {
  expect(find('colouring rules')).toEqual(['Colouring rules…', 'Export colouring rules…']);
  expect(find('')).toEqual(LABELS);
  expect(find('colo')).toEqual(['Colouring rules…', 'Export colouring rules…', 'Reset colours']);
});
