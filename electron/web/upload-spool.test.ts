// What a killed host leaves behind goes when the next one starts; what belongs to a living one, or looks alike, stays.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../host/testing/host-facts';
import { UploadSpool } from './upload-spool';

test('folders of dead processes are removed', () => {
  const parent = temporaryFolder();
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  const folders = [`netloupe-${dead}-abcdef`, `netloupe-${process.pid}-abcdef`, 'netloupe-mine', `other-${dead}-abcdef`].map((name) => join(parent, name));
  for (const folder of folders) {
    mkdirSync(join(folder, '1'), { recursive: true });
    writeFileSync(join(folder, '1', 'a.pcap'), 'x');
  }
  const spool = new UploadSpool(parent);
  expect(folders.map((folder) => existsSync(folder))).toEqual([false, true, true, true]);
  spool.remove();
  expect(existsSync(spool.folder)).toBe(false);
});
