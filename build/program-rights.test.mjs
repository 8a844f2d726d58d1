// The capture program built again: the same one keeps its capability, another one loses it and the command said gives it back.
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildNative, whyNoNative } from './native.mjs';
import { findProgram, isRoot } from './setup.mjs';

const why = !isRoot() ? 'capabilities are given to files by root only' : !findProgram(['setcap']) || !findProgram(['getcap']) ? 'setcap and getcap are not installed' : await whyNoNative();
const GROUP = 1;

describe.skipIf(why !== null)(why === null ? 'the capture program built again' : `SKIPPED: ${why}`, () => {
  /** @type {string} */ let folder;
  /** @type {string} */ let program;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netloupe-built-'));
    program = join(folder, "it's built");
    await buildNative(program);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  const capability = () => execFileSync('getcap', [program], { encoding: 'utf8' }).slice(program.length).trim();
  const give = () => {
    chownSync(program, 0, GROUP);
    chmodSync(program, 0o750);
    execFileSync('setcap', ['cap_net_raw=ep', program]);
  };
  /** What a build says. */
  const build = async () => {
    const said = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    await buildNative(program);
    const lines = said.mock.calls.map(([text]) => String(text));
    said.mockRestore();
    return lines;
  };

  it('the same source: the same file with its capability, and nothing is said', async () => {
    give();
    const { ino } = statSync(program);
    expect(await build()).toEqual([]);
    expect(statSync(program).ino).toBe(ino);
    expect(capability()).toBe('cap_net_raw=ep');
  });

  it('another program: one line with the command that gives back group, mode and capability', async () => {
    appendFileSync(program, 'an older build');
    give();
    const [line, ...more] = await build();
    expect(more).toEqual([]);
    expect(capability()).toBe('');
    const command = /gives it back: (.*)\n$/.exec(line ?? '')?.[1] ?? '';
    execFileSync('sh', ['-c', command]);
    expect(capability()).toBe('cap_net_raw=ep');
    expect(statSync(program)).toMatchObject({ gid: GROUP, mode: 0o100750 });
  });

  it('a program that never had one: nothing is said', async () => {
    appendFileSync(program, 'an older build');
    expect(await build()).toEqual([]);
  });
});
