// The policy under which the interface runs, and that what was built can live under it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PageFiles, SECURITY_HEADERS } from './page-files';

const RENDERER = join(import.meta.dirname, '../../out/renderer');
const policy = new Map((SECURITY_HEADERS['Content-Security-Policy'] ?? '').split('; ').map((rule) => [rule.split(' ')[0]!, rule.split(' ').slice(1).join(' ')]));

describe('the content security policy', () => {
  it('closes what has no use', () => {
    for (const name of ['default-src', 'object-src', 'base-uri', 'form-action', 'frame-ancestors', 'trusted-types']) expect(policy.get(name), name).toBe("'none'");
    expect(policy.get('require-trusted-types-for')).toBe("'script'");
  });

  it('knows one source, and no exception', () => {
    const open = [...policy].filter(([name]) => !name.includes('trusted-types')).map(([, sources]) => sources);
    expect(new Set(open)).toEqual(new Set(["'none'", "'self'"]));
  });
});

describe('the built page', () => {
  it('has no inline script, style or handler', async () => {
    const page = (await (await PageFiles.read(RENDERER)).get('/'))!.body.toString('utf8');
    expect(page).toContain('<script');
    for (const [tag, content] of [...page.matchAll(/<script([^>]*)>([^<]*)/g)].map((match) => [match[1]!, match[2]!])) {
      expect(tag).toContain(' src="./');
      expect(content!.trim()).toBe('');
    }
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|<base|<iframe|<object|<embed|https?:/i);
  });

  it('is served with the policy, whatever the file', async () => {
    const files = await PageFiles.read(RENDERER);
    const script = /src="\.(\/assets\/[^"]+\.js)"/.exec(readFileSync(join(RENDERER, 'index.html'), 'utf8'))![1]!;
    for (const path of ['/', '/first-paint.js', script]) expect((await files.get(path))!.headers).toMatchObject(SECURITY_HEADERS);
  });
});
