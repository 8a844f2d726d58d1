// The built interface as a closed table of files: what is not in the table does not exist, so no path can lead outside.
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

export interface PageFile {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * No inline script or style at all, nothing from elsewhere, nothing but this page's own host to talk to. A nonce would allow inline script to
 * whoever learns it, and would have to be new for each load; without any inline script there is nothing that needs one. No code may turn text
 * into script or HTML either: the page makes no Trusted Types policy, and none may be made.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
  'Cache-Control': 'no-cache',
};

export class PageFiles {
  private constructor(
    private readonly root: string,
    private readonly names: ReadonlySet<string>,
  ) {}

  static async read(root: string): Promise<PageFiles> {
    const found = await readdir(root, { recursive: true, withFileTypes: true });
    const names = found.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
    return new PageFiles(root, new Set(names));
  }

  /** `path` as it stands in the URL; null where there is no such file. */
  async get(path: string): Promise<PageFile | null> {
    const name = path === '/' ? 'index.html' : path.slice(1);
    const type = TYPES[extname(name)];
    if (!this.names.has(name) || type === undefined) return null;
    const body = await readFile(join(this.root, name)).catch(() => null);
    return body && { body, headers: { ...SECURITY_HEADERS, 'Content-Type': type } };
  }
}
