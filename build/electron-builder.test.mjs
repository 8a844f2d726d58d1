// How the packaged binary is hardened: every fuse that would let somebody else's code in is off.
import { expect, it } from 'vitest';
import settings from './electron-builder.mjs';

it('runs no code but its own archive', () => {
  expect(settings.electronFuses).toEqual({
    runAsNode: false, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false, onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true, enableCookieEncryption: true, grantFileProtocolExtraPrivileges: false, loadBrowserProcessSpecificV8Snapshot: false,
  });
  expect(settings.asar).toBe(true);
  expect(settings.files).toContain('!node_modules');
});
