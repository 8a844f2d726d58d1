// A display filter typed where a capture filter belongs: the capture filter that keeps the same packets, where there is one.

const FLAGS: Readonly<Record<string, string>> = { fin: 'tcp-fin', syn: 'tcp-syn', reset: 'tcp-rst', push: 'tcp-push', ack: 'tcp-ack', urg: 'tcp-urg', ece: 'tcp-ece', cwr: 'tcp-cwr' };

/** Fields that a word of the capture filter language names; the value follows. */
const EQUALS: Readonly<Record<string, string>> = {
  'ip.addr': 'host', 'ip.src': 'src host', 'ip.dst': 'dst host', 'ip.host': 'host', 'ip.src_host': 'src host', 'ip.dst_host': 'dst host',
  'ipv6.addr': 'host', 'ipv6.src': 'src host', 'ipv6.dst': 'dst host', 'eth.addr': 'ether host', 'eth.src': 'ether src', 'eth.dst': 'ether dst', 'eth.type': 'ether proto',
  'tcp.port': 'tcp port', 'tcp.srcport': 'tcp src port', 'tcp.dstport': 'tcp dst port', 'udp.port': 'udp port', 'udp.srcport': 'udp src port', 'udp.dstport': 'udp dst port',
  'ip.proto': 'ip proto', 'ipv6.nxt': 'ip6 proto', 'vlan.id': 'vlan',
};

/** Fields that lie at a fixed place: compared by any operator. */
const AT: Readonly<Record<string, string>> = { 'ip.ttl': 'ip[8]', 'ip.len': 'ip[2:2]', 'ip.id': 'ip[4:2]', 'icmp.type': 'icmp[icmptype]', 'icmp.code': 'icmp[icmpcode]', 'icmpv6.type': 'icmp6[0]', 'frame.len': 'len', 'frame.cap_len': 'len', 'udp.length': 'udp[4:2]' };

/** Protocols by name alone: what they usually run over. */
const ALONE: Readonly<Record<string, string>> = {
  ipv6: 'ip6', icmpv6: 'icmp6', http: 'tcp port 80', http2: 'tcp port 443', tls: 'tcp port 443', ssl: 'tcp port 443', quic: 'udp port 443', dns: 'port 53', mdns: 'udp port 5353',
  dhcp: 'udp port 67 or udp port 68', bootp: 'udp port 67 or udp port 68', dhcpv6: 'udp port 546 or udp port 547', ssh: 'tcp port 22', ntp: 'udp port 123', snmp: 'udp port 161 or udp port 162',
  smtp: 'tcp port 25', ftp: 'tcp port 21', telnet: 'tcp port 23', sip: 'port 5060', syslog: 'udp port 514', lldp: 'ether proto 0x88cc', eapol: 'ether proto 0x888e', rtsp: 'tcp port 554',
  mysql: 'tcp port 3306', pgsql: 'tcp port 5432', redis: 'tcp port 6379', ldap: 'tcp port 389', kerberos: 'port 88', rdp: 'tcp port 3389', smb: 'tcp port 445', smb2: 'tcp port 445', eth: 'ether', mqtt: 'tcp port 1883',
};

const OPERATORS: Readonly<Record<string, string>> = { '==': '=', eq: '=', '!=': '!=', ne: '!=', '>': '>', gt: '>', '<': '<', lt: '<', '>=': '>=', ge: '>=', '<=': '<=', le: '<=' };
const COMPARISON = /(?<![\w.])([a-z][\w]*(?:\.[\w]+)+)\s*(==|!=|>=|<=|>|<|\b(?:eq|ne|gt|lt|ge|le)\b)\s*("[^"]*"|[\w.:/]+)/g;
const FIELD_ALONE = /(?<![\w.])[a-z]\w*(?:\.[a-z_]\w*)+\b/;
/** A name behind these is a host's. */
const HOST = /\b(?:(?:src|dst) )?(?:host|net|gateway|src|dst) \S+/g;
const SET = /(?<![\w.])([a-z]\w*(?:\.\w+)+)\s+in\s*\{([^{}]*)\}/g;

/** Whether a text looks like a display filter rather than a capture filter. */
export function looksLikeDisplayFilter(text: string): boolean {
  COMPARISON.lastIndex = 0;
  return COMPARISON.test(text) || /\b(contains|matches)\b/.test(text) || (FIELD_ALONE.test(text) && !/\b(host|net|gateway|src|dst)\s/.test(text)) || bareProtocol(text) !== null;
}

/** The name of a protocol that only display filters know, where one stands in the text by itself. */
export function bareProtocol(text: string): { word: string; start: number } | null {
  for (const { 0: word, index } of text.matchAll(/[A-Za-z][\w.-]*/g)) {
    const before = /(?:^|\s)(host|net|port|portrange|proto|gateway|src|dst|ifname)\s+$/.test(text.slice(0, index));
    if (!before && Object.hasOwn(ALONE, word.toLowerCase())) return { word, start: index };
  }
  return null;
}

/** null where the capture filter language cannot say it. */
export function captureFilterFor(display: string): string | null {
  const impossible: string[] = [];
  const compared = spelledOut(display).replaceAll(COMPARISON, (whole, field: string, operator: string, value: string) => {
    const made = comparison(field, OPERATORS[operator]!, value.replaceAll('"', ''));
    if (made === null) impossible.push(whole);
    return made ?? '';
  });
  if (impossible.length > 0) return null;
  const words = compared
    .replaceAll('&&', ' and ')
    .replaceAll('||', ' or ')
    .replaceAll(/!(?!=)/g, ' not ')
    .replaceAll(/(?<![\w.:-])[A-Za-z][\w]*(?![\w.:-])/g, (word, at: number) => alone(word, compared.slice(0, at)));
  const text = words.replaceAll(/\s+/g, ' ').replaceAll(/\( /g, '(').replaceAll(/ \)/g, ')').trim();
  return FIELD_ALONE.test(text.replaceAll(HOST, '')) || /\b(contains|matches|in)\b/.test(text) ? null : grouped(text);
}

/** `tcp.port in {80, 443, 8000..8080}` as comparisons. */
function spelledOut(display: string): string {
  return display.replaceAll(SET, (_, field: string, values: string) => {
    const each = values.split(/[\s,]+/).filter((value) => value !== '').map((value) => (value.includes('..') ? `${field} >= ${value.replace('..', ` and ${field} <= `)}` : `${field} == ${value}`));
    return `(${each.map((one) => (one.includes(' and ') && each.length > 1 ? `(${one})` : one)).join(' or ')})`;
  });
}

/** In display filters `and` binds before `or`; in capture filters both alike, from the left: brackets are set where that matters. */
function grouped(text: string): string {
  const parts = text.split(/( or | and |[()])/).filter((part) => part !== '');
  let at = 0;
  const expression = (): string => {
    const groups: string[][] = [[]];
    let piece = '';
    for (; at < parts.length && parts[at] !== ')'; at++) {
      const part = parts[at]!;
      if (part === '(') {
        at++;
        piece += `(${expression()})`;
      } else if (part === ' and ' || part === ' or ') {
        groups.at(-1)!.push(piece);
        piece = '';
        if (part === ' or ') groups.push([]);
      } else piece += part;
    }
    groups.at(-1)!.push(piece);
    return groups.map((group) => (group.length > 1 && groups.length > 1 ? `(${group.join(' and ')})` : group.join(' and '))).join(' or ');
  };
  const made = expression();
  // A bracket too many stays one: the compiler tells.
  return at < parts.length ? text : withoutOuter(made);
}

/** Without brackets around the whole. */
function withoutOuter(text: string): string {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    depth += text[i] === '(' ? 1 : text[i] === ')' ? -1 : 0;
    if (depth === 0) return i > 0 && i === text.length - 1 ? withoutOuter(text.slice(1, -1)) : text;
  }
  return text;
}

function alone(word: string, before: string): string {
  const made = Object.hasOwn(ALONE, word.toLowerCase()) ? ALONE[word.toLowerCase()]! : null;
  if (made === null || /(?:host|net|port|proto)\s+$/.test(before)) return word;
  return made.includes(' or ') ? `(${made})` : made;
}

function comparison(field: string, operator: string, value: string): string | null {
  const flag = /^tcp\.flags\.(\w+)$/.exec(field)?.[1];
  if (flag !== undefined && FLAGS[flag] !== undefined && (operator === '=' || operator === '!=')) {
    const set = (/^(1|true)$/i.test(value)) === (operator === '=');
    return `tcp[tcpflags] & ${FLAGS[flag]} ${set ? '!=' : '='} 0`;
  }
  if (field === 'tcp.flags') return `tcp[tcpflags] ${operator} ${value}`;
  if (AT[field] !== undefined) return `${AT[field]} ${operator} ${value}`;
  const word = EQUALS[field];
  if (word === undefined) return null;
  if (operator === '=') return named(word, value);
  if (operator === '!=') return notEqual(field, named(word, value));
  return /port$/.test(word) ? portRange(word, operator, Number(value)) : null;
}

/** `ip.addr != A` asks for packets with an ip.addr, none of which is A. */
function notEqual(field: string, condition: string): string {
  const protocol = { ip: 'ip', ipv6: 'ip6', tcp: 'tcp', udp: 'udp', vlan: 'vlan' }[field.split('.')[0]!];
  return protocol === undefined ? `not ${condition}` : `(${protocol} and not ${condition})`;
}

/** `host 10.0.0.0/8` is a network. */
function named(word: string, value: string): string {
  return value.includes('/') && word.endsWith('host') ? `${word.slice(0, -4)}net ${value}` : `${word} ${value}`;
}

function portRange(word: string, operator: string, value: number): string | null {
  if (!Number.isInteger(value)) return null;
  const [from, to] = operator === '>' ? [value + 1, 65_535] : operator === '>=' ? [value, 65_535] : operator === '<' ? [0, value - 1] : [0, value];
  return from > to ? null : `${word}range ${from}-${to}`;
}
