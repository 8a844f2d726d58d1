// Names by address and port, and which of them a reader wants: nothing here is ever asked of anybody.
import { ipv4Number, ipv4Text, ipv6Bytes, ipv6Text, macText } from '../frame/address';
import { visible } from '../dissect/field-text';
import type { Names, PortKind } from '../dissect/names';
import type { NameLevel } from '../ipc/contract';
import { etherLines, hostLines, portNames, type HostNames } from '../frame/host-names';

/** What is to have a name, and from where addresses may take theirs. */
export interface NameWishes {
  readonly ports: boolean;
  readonly addresses: boolean;
  readonly ether: boolean;
  /** Names from DNS answers in the capture, over those from the file's name records. */
  readonly answers: boolean;
  /** Names from the host's own hosts and ethers files, where the capture gives none. */
  readonly host: boolean;
  /** `nic.example.org`, or `nic` alone. */
  readonly domains: boolean;
}

export const NO_WISHES: NameWishes = { ports: false, addresses: false, ether: false, answers: false, host: false, domains: true };
const ALL: NameWishes = { ports: true, addresses: true, ether: true, answers: true, host: true, domains: true };

/** The levels of the View menu; null = numbers only. */
export const LEVEL_WISHES: Readonly<Record<NameLevel, NameWishes | null>> = { 0: null, 1: { ...NO_WISHES, ports: true }, 2: { ...ALL, domains: false }, 3: ALL };

/** Addresses that are remembered from one source; further ones stay without names. */
const MAX_NAMES = 200_000;
const MAX_LENGTH = 255;

/** Names from one source. A later name of the same address replaces the earlier one, as in Wireshark. */
class AddressNames {
  readonly ipv4 = new Map<number, string>();
  /** By RFC 5952 text, by `00:1b:…`. */
  readonly ipv6 = new Map<string, string>();
  readonly ether = new Map<string, string>();

  add<K>(names: Map<K, string>, key: K, name: string): void {
    if (name !== '' && (names.size < MAX_NAMES || names.has(key))) names.set(key, visible(name.slice(0, MAX_LENGTH)));
  }

  addBytes(address: Uint8Array, name: string): void {
    if (address.length === 4) this.add(this.ipv4, new DataView(address.buffer, address.byteOffset).getUint32(0), name);
    else if (address.length === 16) this.add(this.ipv6, ipv6Text(address), name);
    else if (address.length === 6) this.add(this.ether, macText(address), name);
  }
}

export class NameBook {
  readonly records = new AddressNames();
  readonly answers = new AddressNames();
  private ports: Map<string, string> | null = null;
  private host: AddressNames | null = null;

  /** @param readHost asked when a name from the host's files is wanted for the first time */
  constructor(private readonly readHost: () => HostNames) {}

  /** What a dissection may ask for. */
  select(wishes: NameWishes): Names {
    const sources = [...(wishes.answers ? [this.answers] : []), this.records, ...(wishes.host ? [this.hostNames()] : [])];
    const ports = wishes.ports ? this.portNames() : null;
    const shown = (name: string): string => (wishes.domains ? name : name.replace(/(?<=.)\..*/, ''));
    const find = <K>(key: K, namesOf: (source: AddressNames) => Map<K, string>, plain: string): string => {
      for (const source of sources) {
        const name = namesOf(source).get(key);
        if (name !== undefined) return shown(name);
      }
      return plain;
    };
    return {
      port: (kind: PortKind, port) => (ports === null ? '' : (ports.get(`${kind} ${port}`) ?? String(port))),
      ipv4: (address) => (wishes.addresses ? find(address, (s) => s.ipv4, ipv4Text(address)) : ''),
      ipv6: (bytes, at) => (wishes.addresses ? find(ipv6Text(bytes, at), (s) => s.ipv6, ipv6Text(bytes, at)) : ''),
      ether: (bytes, at) => (wishes.ether ? find(macText(bytes, at), (s) => s.ether, groupName(bytes, at)) : ''),
    };
  }

  private portNames(): Map<string, string> {
    return (this.ports ??= portNames(this.readHost().services));
  }

  private hostNames(): AddressNames {
    if (this.host !== null) return this.host;
    const host = new AddressNames();
    const texts = this.readHost();
    for (const [address, name] of hostLines(texts.hosts)) {
      const number = ipv4Number(address);
      const bytes = number < 0 ? ipv6Bytes(address) : null;
      if (number >= 0 && !host.ipv4.has(number)) host.add(host.ipv4, number, name);
      else if (bytes !== null && !host.ipv6.has(ipv6Text(bytes))) host.addBytes(bytes, name);
    }
    for (const [address, name] of etherLines(texts.ethers)) host.add(host.ether, address, name);
    return (this.host = host);
  }
}

/** Broadcast, and the groups that IPv4 (RFC 1112) and IPv6 (RFC 2464) map onto hardware addresses; others as they are. */
function groupName(b: Uint8Array, at: number): string {
  const text = macText(b, at);
  if (text === 'ff:ff:ff:ff:ff:ff') return 'Broadcast';
  if (text.startsWith('33:33:')) return `IPv6mcast_${withoutZeros(text.slice(6))}`;
  return text.startsWith('01:00:5e:') && b[at + 3]! < 0x80 ? `IPv4mcast_${withoutZeros(text.slice(9))}` : text;
}

/** Without the leading octets that are zero. */
function withoutZeros(octets: string): string {
  return octets.replace(/^(00:)+/, '');
}
