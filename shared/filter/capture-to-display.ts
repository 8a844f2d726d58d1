// A capture filter typed where a display filter belongs: the display filter that says the same, where there is one.

/** `tcp port` and its kin. */
const TRANSPORTS: ReadonlySet<string> = new Set(['tcp', 'udp', 'sctp']);
const DIRECTIONS: ReadonlySet<string> = new Set(['src', 'dst']);
const ALONE: Readonly<Record<string, string>> = {
  tcp: 'tcp', udp: 'udp', sctp: 'sctp', icmp: 'icmp', igmp: 'igmp', arp: 'arp', ip: 'ip', ip6: 'ipv6', icmp6: 'icmpv6', pppoes: 'pppoe', pppoed: 'pppoed', vlan: 'vlan', mpls: 'mpls', ether: 'eth', pim: 'pim', ah: 'ah', llc: 'llc',
  broadcast: 'eth.dst == ff:ff:ff:ff:ff:ff', multicast: 'eth.dst.ig == 1',
};
/** Words that only capture filters know, or that need them near: without one the text is no capture filter. */
const OWN: ReadonlySet<string> = new Set(['host', 'net', 'port', 'portrange', 'proto', 'less', 'greater', 'broadcast', 'multicast', 'src', 'dst', 'gateway', 'ip6', 'icmp6', 'ether']);
const SERVICES: Readonly<Record<string, number>> = { http: 80, https: 443, domain: 53, ssh: 22, smtp: 25, ftp: 21, telnet: 23, ntp: 123, snmp: 161, bootps: 67, bootpc: 68, imap: 143, pop3: 110, ldap: 389 };
const DEEPEST = 50;
const LONGEST = 4096;

/** null: it is no capture filter, or no display filter says that. */
export function displayFilterFor(text: string): string | null {
  return wordsOf(text).some((word) => OWN.has(word)) ? displayFilterMeaning(text) : null;
}

const wordsOf = (text: string): readonly string[] => (text.length > LONGEST || !/[a-z]/.test(text) ? [] : (text.match(/[A-Za-z0-9_.:/-]+|&&|\|\||!|\(|\)|\S/g) ?? []));

/** Of a text that is known to be a capture filter. null: no display filter says that. */
export function displayFilterMeaning(text: string): string | null {
  const words = wordsOf(text);
  if (words.length === 0 || words.some((word) => !/^([A-Za-z0-9_.:/-]+|&&|\|\||!|\(|\))$/.test(word))) return null;
  try {
    const reader = new Reader(words);
    const made = reader.or(0);
    return reader.done ? made : null;
  } catch (error) {
    if (error === OTHER) return null;
    throw error;
  }
}

/** Thrown where the text goes on as no capture filter does, or as no display filter can say. */
const OTHER = new Error('no capture filter');

class Reader {
  private at = 0;
  constructor(private readonly words: readonly string[]) {}

  get done(): boolean {
    return this.at >= this.words.length;
  }
  private get word(): string {
    return this.words[this.at] ?? '';
  }
  private next(): string {
    if (this.done) throw OTHER;
    return this.words[this.at++]!;
  }

  /** And and or bind alike in capture filters, from left to right. */
  or(depth: number): string {
    let made = this.not(depth);
    let last = '';
    while (['and', '&&', 'or', '||'].includes(this.word)) {
      const word = ['and', '&&'].includes(this.next()) ? '&&' : '||';
      const right = this.not(depth);
      made = `${last === '||' && word === '&&' ? `(${made})` : made} ${word} ${right}`;
      last = word;
    }
    return made;
  }

  private not(depth: number): string {
    if (depth > DEEPEST) throw OTHER;
    if (this.word === 'not' || this.word === '!') {
      this.next();
      return `!(${this.not(depth + 1)})`.replace(/^!\(\((.*)\)\)$/s, (all, inner: string) => (/[()]/.test(inner) ? all : `!(${inner})`)).replace(/^!\((\w+)\)$/, '!$1');
    }
    if (this.word !== '(') return this.primitive();
    this.next();
    const inside = this.or(depth + 1);
    if (this.next() !== ')') throw OTHER;
    return `(${inside})`;
  }

  private primitive(): string {
    const word = this.word;
    if (word === 'less' || word === 'greater') {
      this.next();
      return `frame.len ${word === 'less' ? '<=' : '>='} ${this.number()}`;
    }
    const protocol = Object.hasOwn(ALONE, word) && !DIRECTIONS.has(word) ? this.next() : '';
    const direction = DIRECTIONS.has(this.word) ? this.next() : '';
    // `src or dst` says no more than neither.
    if (direction !== '' && (this.word === 'or' || this.word === 'and') && DIRECTIONS.has(this.words[this.at + 1] ?? '')) throw OTHER;
    const type = ['host', 'net', 'port', 'portrange', 'proto'].includes(this.word) ? this.next() : '';
    if (type === '' && direction === '') return this.alone(protocol);
    return this.valued(protocol, direction, type === '' ? 'host' : type);
  }

  private alone(protocol: string): string {
    if (protocol === '') throw OTHER;
    if (protocol === 'vlan' && /^\d+$/.test(this.word)) return `vlan.id == ${this.next()}`;
    // `ip broadcast`, `ether multicast`
    if ((protocol === 'ether' || protocol === 'ip') && ['broadcast', 'multicast'].includes(this.word)) {
      const kind = this.next();
      return protocol === 'ether' ? ALONE[kind]! : kind === 'multicast' ? 'ip.dst == 224.0.0.0/4' : 'ip.dst == 255.255.255.255';
    }
    return ALONE[protocol]!;
  }

  private valued(protocol: string, direction: string, type: string): string {
    switch (type) {
      case 'host':
      case 'net': return this.address(protocol, direction, type);
      case 'port':
      case 'portrange': return this.port(protocol, direction, type);
      default: return this.protocolNumber(protocol);
    }
  }

  private address(protocol: string, direction: string, type: string): string {
    const value = this.next();
    const side = direction === '' ? 'addr' : direction;
    if (protocol === 'arp') return `(arp && ${direction === 'dst' ? '' : `arp.src.proto_ipv4 == ${value}`}${direction === '' ? ' || ' : ''}${direction === 'src' ? '' : `arp.dst.proto_ipv4 == ${value}`})`.replace(/ && (.* \|\| .*)\)$/, ' && ($1))');
    if (protocol === 'ether' || /^([0-9a-f]{1,2}[:-]){5}[0-9a-f]{1,2}$/i.test(value)) return `eth.${side} == ${value}`;
    const inside = TRANSPORTS.has(protocol) ? `${protocol} && ` : '';
    if (value.includes(':')) return `${inside}ipv6.${side} == ${value}`;
    const dotted = /^(\d{1,3})(\.\d{1,3})?(\.\d{1,3})?(\.\d{1,3})?(?:\/(\d+))?$/.exec(value);
    if (!dotted) throw OTHER;
    const octets = (dotted.slice(1, 5) as (string | undefined)[]).map((part) => (part ?? '').replace('.', '')).filter((part) => part !== '');
    if (octets.length < 4 && type !== 'net') throw OTHER;
    const prefix = dotted[5] ?? (octets.length < 4 ? String(octets.length * 8) : '');
    while (octets.length < 4) octets.push('0');
    return `${inside}ip.${side} == ${octets.join('.')}${prefix === '' ? '' : `/${prefix}`}`;
  }

  private port(protocol: string, direction: string, type: string): string {
    if (protocol !== '' && !TRANSPORTS.has(protocol)) throw OTHER;
    const value = this.next();
    const range = /^(\w+)-(\w+)$/.exec(value);
    if ((type === 'portrange') !== (range !== null)) throw OTHER;
    const [low, high] = range ? [portNumber(range[1]!), portNumber(range[2]!)] : [portNumber(value), 0];
    const field = direction === '' ? 'port' : `${direction}port`;
    const one = (name: string): string => `${name}.${field} ${range ? `in {${low}..${high}}` : `== ${low}`}`;
    return protocol === '' ? `(${one('tcp')} || ${one('udp')})` : one(protocol);
  }

  private protocolNumber(protocol: string): string {
    const value = this.next().replace(/^\\/, '');
    if (protocol === 'ether') return `eth.type == ${value}`;
    if (protocol === 'ip6') return `ipv6.nxt == ${value}`;
    return Object.hasOwn(ALONE, value) ? ALONE[value]! : `ip.proto == ${value}`;
  }

  private number(): string {
    const value = this.next();
    if (!/^\d+$/.test(value)) throw OTHER;
    return value;
  }
}

function portNumber(text: string): number {
  const port = Object.hasOwn(SERVICES, text) ? SERVICES[text]! : /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port < 0 || port > 65_535) throw OTHER;
  return port;
}
