// Help, man page and completion hold every verb and option of the tables; shells and man take them where they are installed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manPage } from './man-page';
import { helpOfAll, SHELLS, VERBS } from './verbs';

const CLI = join(import.meta.dirname, '../../out/netloupe');
const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
for (const program of ['bash', 'zsh', 'fish', 'man', 'mandoc']) if (!has(program)) console.warn(`cli/verbs.test.ts: ${program} SKIPPED, it is not installed`);

const completion = (shell: string): string => spawnSync(process.execPath, [CLI, 'completion', shell], { encoding: 'utf8' }).stdout;
const names = VERBS.flatMap(({ options }) => Object.values(options).flatMap((spec) => spec.names));

it('the help names every verb, and each says its options', () => {
  for (const { name, options } of VERBS) {
    expect(helpOfAll()).toContain(`netloupe ${name}`);
    if (Object.keys(options).length === 0) continue;
    const { status, stdout } = spawnSync(process.execPath, [CLI, name, '--help'], { encoding: 'utf8' });
    expect([name, status]).toEqual([name, 0]);
    for (const spec of Object.values(options)) expect(stdout).toContain(spec.names.join(', '));
  }
});

it.each(SHELLS)('%s: each verb and option', (shell) => {
  const text = completion(shell);
  for (const { name } of VERBS) expect(text).toContain(name);
  for (const name of names.filter((each) => each.startsWith('--'))) expect(text).toContain(shell === 'fish' ? `-l ${name.slice(2)}` : name);
});

describe.skipIf(!has('bash'))('in bash', () => {
  const complete = (...words: string[]): string[] => {
    const line = `COMP_WORDS=(netloupe ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _netloupe; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', `eval "$(cat)"\n${line}`], { encoding: 'utf8', input: completion('bash'), cwd: join(import.meta.dirname, '../../e2e/captures') });
    expect(stderr).toBe('');
    return stdout.split('\n').filter(Boolean);
  };
  it('verbs, options, words to choose from, files', () => {
    expect(complete('re')).toEqual(['read', 'report']);
    expect(complete('read', '--no-d')).toEqual(['--no-duplicate-keys']);
    expect(complete('read', '-T', 'ps')).toEqual(['psml']);
    expect(complete('read', '-r', 'cut')).toEqual(['cut-to-64-bytes.pcap']);
    expect(complete('completion', 'z')).toEqual(['zsh']);
    expect(complete('route', 'cut')).toEqual([]);
  });
});

it.skipIf(!has('zsh'))('zsh takes it', () => expect(spawnSync('zsh', ['-n'], { encoding: 'utf8', input: completion('zsh') }).stderr).toBe(''));
it.skipIf(!has('fish'))('fish takes it', () => expect(spawnSync('fish', ['-n'], { encoding: 'utf8', input: completion('fish') }).stderr).toBe(''));

it.skipIf(!has('man') && !has('mandoc'))('man prints every option of the page', () => {
  const [program, args] = has('mandoc') ? ['mandoc', ['-T', 'utf8']] : ['man', ['--warnings', '-l', '-']];
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', input: manPage(VERBS), env: { ...process.env, MANWIDTH: '200', LC_ALL: 'C.UTF-8' } });
  expect([status, stderr]).toEqual([0, '']);
  const shown = stdout.replace(/.\u0008/g, '').replace(/[‐−]/g, '-');
  for (const name of names) expect(shown).toContain(name);
});
