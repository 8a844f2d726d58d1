// The host's own lists of names as text: services(5), hosts(5), ethers(5).
import { SERVICE_NAMES } from './service-names';

/** What stands in the files; '' where the host has none. */
export interface HostNames {
  readonly services: string;
  readonly hosts: string;
  readonly ethers: string;
}

export const NO_HOST_NAMES: HostNames = { services: '', hosts: '', ethers: '' };

/** The words of each line in front of its comment; empty lines are left out. */
function* linesOf(text: string): Generator<string[]> {
  for (const line of text.split('\n')) {
    const words = line.replace(/#.*/, '').trim().split(/\s+/);
    if (words[0] !== '') yield words;
  }
}

/** Names by `tcp 80`. The first name of a port counts; ports that the file does not name have IANA's. */
export function portNames(services: string): Map<string, string> {
  const names = new Map<string, string>();
  const add = (key: string, name: string): void => {
    if (!names.has(key)) names.set(key, name);
  };
  for (const [name, port] of linesOf(services)) {
    const found = /^(\d{1,5})\/(tcp|udp)$/.exec(port ?? '');
    if (found) add(`${found[2]!} ${Number(found[1])}`, name!);
  }
  for (const kind of ['tcp', 'udp'] as const) for (const [port, name] of [...SERVICE_NAMES.both, ...SERVICE_NAMES[kind]]) add(`${kind} ${port}`, name);
  return names;
}

/** [address, name] as the lines have them: the first name of a line is the host's own. */
export function hostLines(hosts: string): [string, string][] {
  return [...linesOf(hosts)].flatMap(([address, name]) => (address === undefined || name === undefined ? [] : [[address, name]]));
}

/** [six bytes in hex, name]; ethers(5) lets a leading zero be left out. */
export function etherLines(ethers: string): [string, string][] {
  return [...linesOf(ethers)].flatMap(([address, name]) => {
    const parts = (address ?? '').split(/[:-]/);
    const good = parts.length === 6 && parts.every((part) => /^[0-9a-f]{1,2}$/i.test(part));
    return good && name !== undefined ? [[parts.map((part) => part.padStart(2, '0').toLowerCase()).join(':'), name]] : [];
  });
}
