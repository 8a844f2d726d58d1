// The bundler's step that leaves examples out: nothing else goes, and no bundle has any.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './terminal.mjs';
import { removeExamples } from './without-examples.mjs';

it('takes examples out of protocol declarations only', () => {
  expect(removeExamples('const a = protocol({ id: "a", examples: [{ hex: "00, 11" }], after: 1 }); const b = { examples: [1] };')).toBe('const a = protocol({ id: "a",  after: 1 }); const b = { examples: [1] };');
  expect(removeExamples('const a: number = protocol({ id: "a", examples: LIST });')).toBe('const a: number = protocol({ id: "a",  });');
});

it.each(['out/netloupe', 'out/engine/engine-thread.cjs', 'out/engine/index-thread.cjs'])('%s has none', (bundle) => {
  expect(existsSync(join(ROOT, bundle))).toBe(true);
  // Not toMatch: it would print the whole bundle.
  expect(/SYN with the usual options|numbers of every width, as the msgpack|_EXAMPLES/.exec(readFileSync(join(ROOT, bundle), 'utf8'))?.[0]).toBeUndefined();
});
