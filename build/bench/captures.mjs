// The benchmark's captures, made once and kept: a base of real traffic, and what is multiplied from it.
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say } from '../terminal.mjs';
import { BaseCapture, writeCopies } from './multiply.mjs';
import { recordTraffic } from './traffic.mjs';

export const FOLDER = join(ROOT, '.cache/bench');
/** Raise it when the method changes: captures of an older one are made anew. */
const METHOD = 1;
const BASE_FRAMES = 200_000;
const LEAST_FRAMES = 150_000;
const BYTES_PER_FRAME = 680;

/** @typedef {'tiny' | '100k' | 'base' | '1m' | '5m'} CaptureName */
/** @typedef {{ method: number, loss: string, kernelDrops: string, baseFrames: number, bytesPerFrame: number, recorded: string }} CaptureNotes */

/** @type {Readonly<Record<CaptureName, number>>} frames of each */
export const FRAMES = { tiny: 50, '100k': 100_000, base: BASE_FRAMES, '1m': 1_000_000, '5m': 5_000_000 };

/** @param {CaptureName} name */
export function capturePath(name) {
  return join(FOLDER, `${name}.pcap`);
}

/** @param {readonly CaptureName[]} names */
export function areMade(names) {
  return notes()?.method === METHOD && names.every((name) => existsSync(capturePath(name)));
}

/** @returns {CaptureNotes | null} */
export function notes() {
  try {
    return JSON.parse(readFileSync(join(FOLDER, 'captures.json'), 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Makes what is not there.
 * @param {readonly CaptureName[]} names
 * @param {boolean} remake
 */
export async function makeCaptures(names, remake) {
  mkdirSync(FOLDER, { recursive: true });
  if (!remake && areMade(names)) return;
  requireSpace(names);
  const keep = !remake && areMade(['base']);
  const raw = keep ? capturePath('base') : join(FOLDER, 'recorded.pcap');
  // What an interrupted run left behind.
  for (const name of ['recorded.pcap', 'servers']) rmSync(join(FOLDER, name), { recursive: true, force: true });
  const recorded = keep ? null : await recordTraffic(raw, join(FOLDER, 'servers'));
  const base = new BaseCapture(readFileSync(raw), BASE_FRAMES);
  if (base.frames < LEAST_FRAMES) throw new Error(`only ${base.frames} frames were recorded, at least ${LEAST_FRAMES} are wanted: try again with --remake`);
  if (recorded) {
    /** @type {CaptureNotes} */
    const made = { method: METHOD, ...recorded, baseFrames: base.frames, bytesPerFrame: Math.round(base.bytesPerFrame), recorded: new Date().toISOString() };
    writeFileSync(join(FOLDER, 'captures.json'), JSON.stringify(made, null, 2));
    writeCopies(base, [{ path: capturePath('base'), copies: 1 }]);
    rmSync(raw);
  }
  multiply(base, names.filter((name) => name !== 'base' && (recorded || !existsSync(capturePath(name)))));
}

/**
 * @param {BaseCapture} base
 * @param {readonly CaptureName[]} names
 */
function multiply(base, names) {
  for (const name of names) {
    if (FRAMES[name] < base.frames) writeCopies(new BaseCapture(readFileSync(capturePath('base')), FRAMES[name]), [{ path: capturePath(name), copies: 1 }]);
  }
  const big = names.filter((name) => FRAMES[name] > base.frames);
  if (big.length > 0) writeCopies(base, big.map((name) => ({ path: capturePath(name), copies: Math.ceil(FRAMES[name] / base.frames) })));
  for (const name of names) say('captures', `${name}.pcap: ${(statSync(capturePath(name)).size / 1e6).toFixed(name === 'tiny' ? 3 : 0)} MB`);
}

/** @param {readonly CaptureName[]} names */
function requireSpace(names) {
  const needed = (BASE_FRAMES * 2 + names.reduce((sum, name) => sum + FRAMES[name], 0)) * BYTES_PER_FRAME * 1.1;
  const { bavail, bsize } = statfsSync(FOLDER);
  if (bavail * bsize < needed) throw new Error(`${(needed / 1e9).toFixed(1)} GB are needed in .cache/bench, ${((bavail * bsize) / 1e9).toFixed(1)} GB are free; --small needs less`);
}
