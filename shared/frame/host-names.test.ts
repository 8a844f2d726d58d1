// The host's lists of names, and our own list of well-known ports held against the one of this machine.
import { existsSync, readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ipv4Number, ipv4Text, ipv6Bytes, ipv6Text } from './address';
import { etherLines, hostLines, portNames } from './host-names';
import { SERVICE_NAMES } from './service-names';

const SERVICES = '/etc/services';
const present = existsSync(SERVICES);
if (!present) console.warn(`service names: ${SERVICES} is absent, our own list is not compared with it`);

describe('services', () => {
  it.skipIf(!present)('names each port of our own list as /etc/services does, where it names it', () => {
    const theirs = new Map<string, string[]>();
    for (const [, name, port, kind] of readFileSync(SERVICES, 'utf8').matchAll(/^(\S+)\s+(\d+)\/(tcp|udp)\b/gm)) {
      const key = `${kind!} ${Number(port)}`;
      theirs.set(key, [...(theirs.get(key) ?? []), name!]);
    }
    let compared = 0;
    for (const kind of ['tcp', 'udp'] as const) {
      for (const [port, name] of [...SERVICE_NAMES.both, ...SERVICE_NAMES[kind]]) {
        const names = theirs.get(`${kind} ${port}`);
        if (names === undefined) continue;
        compared++;
        expect(`${kind} ${port} ${names[0]!}`).toBe(`${kind} ${port} ${name}`);
      }
    }
    expect(compared).toBeGreaterThan(60);
  });
  it('takes the first name of a port, and our own where the file is silent', () => {
    const names = portNames('# comment\nweb 80/tcp www # the web\nsecond\t80/tcp\nbroken 80\nsctponly 9999/sctp\n');
    expect([names.get('tcp 80'), names.get('udp 80'), names.get('tcp 443'), names.get('tcp 9999')]).toEqual(['web', undefined, 'https', undefined]);
  });
});

describe('hosts and ethers', () => {
  it('reads addresses with the first name of each line', () => {
    expect(hostLines('127.0.0.1 localhost lo\n\n# no\n::1\tip6-localhost # six\nlonely\n')).toEqual([['127.0.0.1', 'localhost'], ['::1', 'ip6-localhost']]);
    expect(etherLines('2:0:0:0:0:1 router\n02-00-00-00-00-FF printer\nnot:an:address x\n')).toEqual([['02:00:00:00:00:01', 'router'], ['02:00:00:00:00:ff', 'printer']]);
  });
});

describe('addresses in text', () => {
  it('reads what it writes', () => {
    for (const text of ['::', '::1', '2001:db8::1', 'fe80::1:2:3:4', '1:2:3:4:5:6:7:8', '::ffff:192.0.2.1', '2001:db8:0:1::']) expect(ipv6Text(ipv6Bytes(text)!)).toBe(text);
    for (const text of ['0.0.0.0', '192.0.2.1', '255.255.255.255']) expect(ipv4Text(ipv4Number(text))).toBe(text);
    expect(ipv6Text(ipv6Bytes('fe80::1%eth0')!)).toBe('fe80::1');
  });
  it('refuses what the platform refuses', () => {
    for (const text of ['', ':', ':::', '1:2:3', '1::2::3', '12345::', '1:2:3:4:5:6:7:8:9', '::g', '::1.2.3.999', '1:2:3:4:5:6:7::8', 'localhost']) {
      expect(`${text} ${ipv6Bytes(text) !== null}`).toBe(`${text} ${isIPv6(text)}`);
    }
    for (const text of ['', '1.2.3', '256.1.1.1', 'a.b.c.d']) expect(ipv4Number(text)).toBe(-1);
  });
});
