// The settings file: written whole, read whatever state it is in.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SettingsFile, settingsPath } from './settings-file';
import { temporaryFolder } from './testing/host-facts';

const path = (): string => join(temporaryFolder(), 'netloupe', 'settings.json');

describe('settings file', () => {
  test('starts empty, keeps what is written, for this user only', async () => {
    const file = new SettingsFile(path());
    expect(await file.read()).toEqual({ preferences: {}, recent: [], window: null });
    await file.change((before) => ({ ...before, preferences: { theme: 'dark' } }));
    expect((await new SettingsFile(file.path).read()).preferences).toEqual({ theme: 'dark' });
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(file.path))).toEqual(['settings.json']);
  });

  test('two hosts do not undo each other', async () => {
    const one = new SettingsFile(path());
    const two = new SettingsFile(one.path);
    await one.change((before) => ({ ...before, preferences: { ...before.preferences, a: 1 } }));
    await two.change((before) => ({ ...before, preferences: { ...before.preferences, b: 2 } }));
    await one.change((before) => ({ ...before, preferences: { ...before.preferences, c: 3 } }));
    expect((await two.read()).preferences).toEqual({ a: 1, b: 2, c: 3 });
  });

  test.each(['', '{', '[]', 'null', '\u0000\u0001'])('a damaged file (%j) is put aside', async (text) => {
    const file = new SettingsFile(path());
    mkdirSync(dirname(file.path));
    writeFileSync(file.path, text);
    expect(await file.read()).toEqual({ preferences: {}, recent: [], window: null });
    if (text !== '[]') expect(readFileSync(`${file.path}.damaged`, 'utf8')).toBe(text);
  });

  test('a damaged part does not cost the others', async () => {
    const file = new SettingsFile(path());
    mkdirSync(dirname(file.path));
    writeFileSync(file.path, JSON.stringify({ preferences: { theme: 'dark' }, recent: 'x', window: { x: 'y' } }));
    expect(await file.read()).toEqual({ preferences: { theme: 'dark' }, recent: [], window: null });
    expect(existsSync(`${file.path}.damaged`)).toBe(false);
  });

  test('lies where the system keeps configuration', () => {
    expect(settingsPath({ XDG_CONFIG_HOME: '/x' }, 'linux')).toBe('/x/netloupe/settings.json');
    expect(settingsPath({ XDG_CONFIG_HOME: 'relative' }, 'linux')).toMatch(/\.config\/netloupe\/settings\.json$/);
  });
});
