// Files of live captures that are not saved: whose they are, and that nothing is deleted which somebody still has.
import { existsSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { captureOptions, interfaceOptions } from '../../shared/live/capture-options';
import { CaptureSpool, capturesFolder, declineCapture, leftCaptures } from './capture-spool';

const OPTIONS = captureOptions([interfaceOptions('eth0')]);
let home = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'netloupe-test-'));
  process.env['XDG_STATE_HOME'] = home;
});
afterEach(() => {
  delete process.env['XDG_STATE_HOME'];
  rmSync(home, { recursive: true, force: true });
});

function spooled(bytes: string): CaptureSpool {
  const spool = CaptureSpool.create(OPTIONS, 'eth0');
  writeFileSync(spool.path, bytes);
  return spool;
}

test('a capture that its app looks after is not offered, and not deleted when another app declines it', () => {
  const spool = spooled('x');
  expect(leftCaptures()).toEqual([]);
  declineCapture(spool.id);
  expect(existsSync(spool.path)).toBe(true);
});

test('a capture whose app is gone is offered with its packets; declining deletes it', () => {
  const spool = spooled('xyz');
  spool.alive(12_345);
  spool.leave();
  expect(leftCaptures()).toMatchObject([{ id: spool.id, interfaces: 'eth0', packets: 12_345, size: 3, path: spool.path }]);
  declineCapture(spool.id);
  expect(leftCaptures()).toEqual([]);
  expect(existsSync(dirname(spool.path))).toBe(false);
});

test('a capture of a process that runs but gave no sign of life for long is offered too', () => {
  const spool = spooled('x');
  const note = join(dirname(spool.path), 'capture.json');
  const longAgo = Date.now() / 1000 - 60;
  utimesSync(note, longAgo, longAgo);
  expect(leftCaptures().map(({ id }) => id)).toEqual([spool.id]);
});

test('one that was taken up is looked after again; only files of that folder can be', () => {
  const spool = spooled('x');
  spool.leave();
  expect(CaptureSpool.adopt(spool.path)?.options).toEqual(OPTIONS);
  expect(leftCaptures()).toEqual([]);
  for (const path of ['/etc/passwd', join(capturesFolder(), '..', 'capture.pcapng'), join(capturesFolder(), 'none', 'capture.pcapng')]) {
    expect(CaptureSpool.adopt(path), path).toBeNull();
  }
});

test('other users cannot read it, and a note that is damaged hides nothing else', () => {
  const spool = spooled('x');
  expect(statSync(dirname(spool.path)).mode & 0o077).toBe(0);
  spool.leave();
  const broken = spooled('y');
  writeFileSync(join(dirname(broken.path), 'capture.json'), '{');
  expect(leftCaptures().map(({ id }) => id)).toEqual([spool.id]);
});
