// The programs that the benchmark runs beside Netloupe, and the Debian packages that hold them.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Servers and the like stand where an ordinary user's PATH does not look. */
const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** @type {Readonly<Record<string, string>>} */
const TO_MEASURE = { tshark: 'tshark', sharkd: 'wireshark-common', bash: 'bash', time: 'time', tcpdump: 'tcpdump' };
/** @type {Readonly<Record<string, string>>} */
const TO_RECORD = {
  nginx: 'nginx-light', 'redis-server': 'redis-server', 'redis-benchmark': 'redis-tools', dnsmasq: 'dnsmasq-base', iperf3: 'iperf3', curl: 'curl',
  ip: 'iproute2', tc: 'iproute2', ethtool: 'ethtool', ping: 'iputils-ping', openssl: 'openssl',
};

/**
 * Where a program stands; the name itself where it is not found.
 * @param {string} name
 */
export function programPath(name) {
  return FOLDERS.map((folder) => join(folder, name)).find(isExecutable) ?? name;
}

/**
 * One line that says what is missing and how to get it; null when all is there.
 * @param {boolean} recording captures are to be made as well
 */
export function missingPrograms(recording) {
  return missingOf({ ...TO_MEASURE, ...(recording ? TO_RECORD : {}) });
}

/** @param {Readonly<Record<string, string>>} wanted programs and their Debian packages */
export function missingOf(wanted) {
  const missing = Object.entries(wanted).filter(([name]) => !isExecutable(programPath(name)));
  if (missing.length === 0) return null;
  const packages = [...new Set(missing.map(([, debianPackage]) => debianPackage))];
  return `bench: missing ${missing.map(([name]) => name).join(', ')}; on Debian: apt-get install --no-install-recommends ${packages.join(' ')}`;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return path.includes('/');
  } catch {
    return false;
  }
}
