// Puts a newly built program in place of the old one, and knows what gives back the capability that the old one had.
import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { findProgram, isRoot } from './setup.mjs';
import { run } from './terminal.mjs';

/**
 * Keeps the old program where the new one is the same to the byte.
 * @param {string} path
 * @param {string} built the new one, gone afterwards
 * @returns {Promise<string>} the command that gives back what was lost; '' = nothing was
 */
export async function replaceProgram(path, built) {
  if (isSame(path, built)) {
    rmSync(built);
    return '';
  }
  const capabilities = await capabilitiesOf(path);
  const before = statSync(path, { throwIfNoEntry: false });
  renameSync(built, path);
  if (capabilities === '' || !before) return '';
  const sudo = isRoot() ? '' : 'sudo ';
  const word = quoted(path);
  // In this order: a file that changes its group loses its capabilities.
  const group = before.gid === statSync(path).gid ? [] : [`${sudo}chgrp ${await groupName(before.gid)} ${word}`];
  return [...group, `${sudo}chmod ${(before.mode & 0o7777).toString(8)} ${word}`, `${sudo}setcap ${capabilities} ${word}`].join(' && ');
}

/**
 * @param {string} path
 * @param {string} built
 */
function isSame(path, built) {
  try {
    return readFileSync(path).equals(readFileSync(built));
  } catch {
    return false;
  }
}

/**
 * As setcap takes them: `cap_net_raw=ep`; '' = none, or not to be told.
 * @param {string} path
 */
async function capabilitiesOf(path) {
  const getcap = findProgram(['getcap']) ?? ['/usr/sbin/getcap', '/sbin/getcap'].find((file) => existsSync(file));
  if (!getcap) return '';
  const { status, output } = await run(getcap, [path], { quiet: true });
  const said = output.trim();
  return status === 0 && said.startsWith(path) ? said.slice(path.length).trim() : '';
}

/** @param {number} gid */
async function groupName(gid) {
  const { status, output } = await run('getent', ['group', String(gid)], { quiet: true });
  return status === 0 ? (output.split(':')[0] ?? String(gid)) : String(gid);
}

/** @param {string} word */
function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
