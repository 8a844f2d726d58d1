// What the window exports of the open capture is what `netloupe read -2` prints of the file, octet for octet.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import type { DissectionFormName } from '../../shared/export/forms/form-names';
import { FrameSet } from '../../shared/session/frame-set';
import { Session } from '../../shared/session/session';
import { openCapturePath, moreBytes } from '../capture/open-capture-path';
import { exportDissections } from './export-dissections';
import { zoneMinutes } from './zone';

const SAMPLES = join(__dirname, '../../e2e/captures');
const COMMAND = join(__dirname, '../../out/netloupe');
const VIEW = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' } as const;
const registry = new Registry(PROTOCOLS);
const folder = mkdtempSync(join(tmpdir(), 'netloupe-dissections-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @param chosen null = all frames */
async function exported(capture: string, form: DissectionFormName, chosen: FrameSet | null): Promise<string> {
  const opened = await openCapturePath(capture);
  try {
    const session = new Session(openCaptureFile(opened.source, opened.name), registry, { zoneMinutes, settlesInSlices: true });
    while (session.step() || (await moreBytes(opened)));
    session.finish();
    const path = join(folder, 'out.txt');
    const { size, frames } = await exportDissections(session, { path, form, frames: { which: 'all', withDependencies: false }, columns: [], safeCells: false, view: VIEW }, chosen, () => undefined, new AbortController().signal);
    const text = readFileSync(path, 'utf8');
    expect(Buffer.byteLength(text)).toBe(size);
    expect(frames).toBe(chosen === null ? session.store.count : chosen.count);
    return text;
  } finally {
    opened.close();
  }
}

const printed = (...args: readonly string[]): string => spawnSync(COMMAND, ['read', '-n', '-2', ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 }).stdout;

it('writes the lines, trees and documents that are printed', { timeout: 120_000 }, async () => {
  const captures = readdirSync(SAMPLES).filter((name) => /\.pcap(ng)?$/.test(name));
  expect(captures.length).toBeGreaterThan(2);
  for (const name of captures) {
    const capture = join(SAMPLES, name);
    expect(await exported(capture, 'text', null), name).toBe(printed('-r', capture));
    expect(await exported(capture, 'tree', null), name).toBe(printed('-r', capture, '-V'));
    for (const form of ['json', 'jsonraw', 'ek', 'psml', 'carrays'] as const) expect(await exported(capture, form, null), `${name} ${form}`).toBe(printed('-r', capture, '-T', form));
  }
});

it('writes chosen frames alone', async () => {
  const capture = join(SAMPLES, readdirSync(SAMPLES).find((name) => name.endsWith('.pcapng'))!);
  const chosen = new FrameSet();
  chosen.add(2, 3);
  expect(await exported(capture, 'text', chosen)).toBe(printed('-r', capture, '-Y', 'frame.number in {2..3}'));
});
