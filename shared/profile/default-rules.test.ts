// The default rules: their filters are Wireshark's language, and nothing is coloured by accident twice.
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { RULE_PALETTE } from './colour-rule';
import { DEFAULT_RULES } from './default-rules';

const tshark = spawnSync('tshark', ['-v']).status === 0;

it.skipIf(!tshark)('have filters that tshark takes (skipped where tshark is not installed)', () => {
  const all = DEFAULT_RULES.map(({ filter }) => `(${filter})`).join(' or ');
  const { status, stderr } = spawnSync('tshark', ['-r', 'e2e/captures/sample.pcapng', '-c', '1', '-Y', all], { encoding: 'utf8' });
  expect({ status, said: stderr.split('\n').filter((line) => line.startsWith('tshark:')) }).toEqual({ status: 0, said: [] });
});

it('use each pair of colours, and have names of their own', () => {
  expect(new Set(DEFAULT_RULES.map(({ colours }) => colours))).toEqual(new Set(RULE_PALETTE));
  expect(new Set(DEFAULT_RULES.map(({ name }) => name)).size).toBe(DEFAULT_RULES.length);
});
