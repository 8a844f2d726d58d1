// Processor time of a process and all that it started, by program.
import { readdirSync, readFileSync } from 'node:fs';
import { cpuMsOfTasks } from './trial.mjs';

/** @param {number} pid @returns {number[]} it and all that descend from it */
export function treeOf(pid) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(name);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [pid];
  for (let at = 0; at < tree.length; at++) tree.push(...(children.get(tree[at] ?? 0) ?? []));
  return tree;
}

/** @param {string} pid */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return -1;
  }
}

/**
 * Processor time so far by process: of one that has ended nothing is known.
 * @param {readonly number[]} pids
 * @returns {Map<number, { name: string, cpuMs: number }>}
 */
export function cpuOf(pids) {
  /** @type {Map<number, { name: string, cpuMs: number }>} */
  const result = new Map();
  for (const pid of pids) {
    try {
      result.set(pid, { name: nameOf(pid), cpuMs: cpuMsOfTasks(pid) });
    } catch {
      // It has ended.
    }
  }
  return result;
}

/** Chromium's processes by what they are for: `renderer`, `gpu-process` … @param {number} pid */
function nameOf(pid) {
  const type = /--type=([\w-]+)/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1];
  return type ?? readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
}

/**
 * What was used between two looks, by program.
 * @param {ReturnType<typeof cpuOf>} before
 * @param {ReturnType<typeof cpuOf>} after
 * @returns {Map<string, number>}
 */
export function cpuBetween(before, after) {
  /** @type {Map<string, number>} */
  const used = new Map();
  for (const [pid, { name, cpuMs }] of after) used.set(name, (used.get(name) ?? 0) + cpuMs - (before.get(pid)?.cpuMs ?? 0));
  return used;
}
