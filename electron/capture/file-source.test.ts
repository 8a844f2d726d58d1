// Files, pipes and what is neither, on the real system.
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { CaptureReader } from '../../shared/capture-file/capture-reader';
import { FrameBatch } from '../../shared/capture-file/frame-batch';
import { pcap, pcapRecord, SAMPLE_FRAMES } from '../../shared/capture-file/sample-captures';
import { ProblemError } from '../../shared/problem';
import { openFileSource } from './file-source';
import { openCapturePath } from './open-capture-path';

const folder = mkdtempSync(join(tmpdir(), 'netloupe-capture-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function codeOf(error: unknown): string {
  return error instanceof ProblemError ? error.problem.code : String(error);
}

function openingFails(path: string): string {
  try {
    openFileSource(path).close();
    return 'opened';
  } catch (error) {
    return codeOf(error);
  }
}

describe('openFileSource', () => {
  it('says why something cannot be opened', () => {
    const file = join(folder, 'a.pcap');
    writeFileSync(file, pcap());
    writeFileSync(join(folder, 'empty'), '');
    mkdirSync(join(folder, 'dir'));
    expect(openingFails(file)).toBe('opened');
    expect(openingFails(join(folder, 'none'))).toBe('NL-FILE-01');
    expect(openingFails(join(file, 'below'))).toBe('NL-FILE-01');
    expect(openingFails(join(folder, 'dir'))).toBe('NL-FILE-03');
    expect(openingFails(join(folder, 'empty'))).toBe('NL-FILE-04');
    expect(openingFails('/dev/zero')).toBe('NL-FILE-09');
  });

  it.skipIf(process.getuid?.() === 0)('says that permission is missing (skipped for root, who may read everything)', () => {
    const file = join(folder, 'secret.pcap');
    writeFileSync(file, pcap(), { mode: 0 });
    expect(openingFails(file)).toBe('NL-FILE-02');
  });

  it('follows a file that grows', () => {
    const path = join(folder, 'grows.pcap');
    const record = Uint8Array.from(pcapRecord({ seconds: 9, fraction: 0, caplen: 70 }));
    writeFileSync(path, pcap());
    appendFileSync(path, record.subarray(0, 30));
    const source = openFileSource(path);
    const reader = new CaptureReader(openCaptureFile(source, 'grows.pcap'));
    const batch = new FrameBatch(10);
    expect(reader.next(batch) && batch.count).toBe(3);
    expect(reader.next(batch)).toBe(false);
    appendFileSync(path, record.subarray(30));
    expect(reader.next(batch) && batch.count).toBe(1);
    expect(reader.next(batch)).toBe(false);
    expect(reader.problem()).toBeNull();
    source.close();
    expect(source.read(0, new Uint8Array(4), 0, 4)).toBe(0);
  });
});

function spoolFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => /^netloupe-[A-Za-z0-9]{6}$/.test(name));
}

describe('openCapturePath', () => {
  it('opens a file as it is', async () => {
    const path = join(folder, 'b.pcap');
    writeFileSync(path, pcap());
    const opened = await openCapturePath(path);
    expect([opened.name, opened.isLive(), opened.source.size]).toEqual(['b.pcap', false, pcap().length]);
    opened.close();
    await expect(openCapturePath('/dev/zero').catch(codeOf)).resolves.toBe('NL-FILE-09');
    await expect(openCapturePath(folder).catch(codeOf)).resolves.toBe('NL-FILE-03');
  });

  it.skipIf(process.platform === 'win32')('reads a named pipe while it is written', async () => {
    const path = join(folder, 'pipe');
    spawnSync('mkfifo', [path]);
    const before = new Set(spoolFolders());
    const opening = openCapturePath(path);
    const writer = spawn('sh', ['-c', `exec 3>"${path}"; cat >&3`], { stdio: ['pipe', 'ignore', 'ignore'] });
    writer.stdin.write(pcap());
    const opened = await opening;
    expect(spoolFolders().filter((name) => !before.has(name)), 'the copy has no name').toEqual([]);
    expect(opened.isLive()).toBe(true);
    const reader = new CaptureReader(openCaptureFile(opened.source, opened.name));
    const batch = new FrameBatch(10);
    expect(reader.next(batch) && batch.count).toBe(SAMPLE_FRAMES.length);
    writer.stdin.end(Uint8Array.from(pcapRecord({ seconds: 9, fraction: 0, caplen: 70 })));
    while (opened.isLive()) await new Promise<void>((resolve) => opened.onChange(resolve));
    expect(reader.next(batch) && batch.count).toBe(1);
    expect([reader.problem(), opened.failure()]).toEqual([null, null]);
    opened.close();
  });

  it.skipIf(process.platform === 'win32')('waits for the end of a compressed pipe', async () => {
    const path = join(folder, 'packed');
    spawnSync('mkfifo', [path]);
    const opening = openCapturePath(path);
    const writer = spawn('sh', ['-c', `exec 3>"${path}"; cat >&3`], { stdio: ['pipe', 'ignore', 'ignore'] });
    const packed = gzipSync(pcap());
    writer.stdin.write(packed.subarray(0, 70));
    setTimeout(() => writer.stdin.end(packed.subarray(70)), 60);
    const opened = await opening;
    expect(opened.isLive()).toBe(false);
    const reader = new CaptureReader(openCaptureFile(opened.source, opened.name));
    expect(reader.next(new FrameBatch(10))).toBe(true);
    expect(reader.problem()).toBeNull();
    opened.close();
  });

  it.skipIf(process.platform === 'win32')('gives up a pipe that nobody writes to', async () => {
    const path = join(folder, 'silent');
    spawnSync('mkfifo', [path]);
    await expect(openCapturePath(path, AbortSignal.timeout(50)).catch(codeOf)).resolves.toBe('NL-CALL-04');
  });
});
