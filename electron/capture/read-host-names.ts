// The lists of names that this machine keeps: /etc/services, /etc/hosts, /etc/ethers, or what Windows calls them. No name server is asked.
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { HostNames } from '../../shared/frame/host-names';

/** Longer lists (of blocked hosts) are read up to here. */
const MAX_BYTES = 4 * 1_048_576;

export function readHostNames(folder = namesFolder()): HostNames {
  const text = (name: string): string => beginning(join(folder, name));
  return { services: text('services'), hosts: text('hosts'), ethers: text('ethers') };
}

function namesFolder(): string {
  return process.platform === 'win32' ? join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32\\drivers\\etc') : '/etc';
}

/** '' where there is no such file, or it may not be read. */
function beginning(path: string): string {
  let fd = -1;
  try {
    fd = openSync(path, 'r');
    const buffer = Buffer.alloc(MAX_BYTES);
    return buffer.toString('utf8', 0, readSync(fd, buffer, 0, MAX_BYTES, 0));
  } catch {
    return '';
  } finally {
    if (fd >= 0) closeSync(fd);
  }
}
