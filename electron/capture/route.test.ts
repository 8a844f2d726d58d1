// routeTo gives what ip route get gives: IPv4 and IPv6, two tables and a rule between them, what is refused, names and what is none.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canMakeNetworks, NEEDS_ROOT, NetworkNamespace } from '../../build/testing/network-namespace';
import { ProblemError } from '../../shared/problem';
import { routeTo } from './route';

interface IpRoute { readonly dev: string; readonly gateway?: string; readonly via?: { readonly host: string }; readonly prefsrc?: string; readonly table?: string }

async function refusal(host: string, netns: string): Promise<string> {
  try {
    return `reached by ${(await routeTo(host, netns)).device}`;
  } catch (error) {
    return error instanceof ProblemError ? `${error.problem.code} ${error.problem.message}` : String(error);
  }
}

describe.skipIf(!canMakeNetworks)(canMakeNetworks ? 'routeTo in a namespace' : NEEDS_ROOT, () => {
  let network: NetworkNamespace;
  beforeAll(() => {
    network = new NetworkNamespace();
    network.addDevicePair('left', 'right', ['10.9.0.1/24', 'fd01::1/64']);
    network.addDevicePair('wan', 'far', ['192.0.2.1/24', 'fd02::1/64']);
    for (const route of [
      'default via 10.9.0.9', '198.51.100.0/24 via inet6 fd01::7 dev left', 'default via 192.0.2.9 table 101', 'unreachable 203.0.113.0/26', 'prohibit 203.0.113.64/26', 'blackhole 203.0.113.128/26',
    ]) network.ip('route', 'add', ...route.split(' '));
    for (const route of ['default via fd01::9', 'default via fd02::9 table 101', 'unreachable 2001:db8:1::/48', 'prohibit 2001:db8:2::/48', 'blackhole 2001:db8:3::/48']) network.ip('-6', 'route', 'add', ...route.split(' '));
    network.ip('rule', 'add', 'to', '8.8.0.0/16', 'table', '101');
    network.ip('-6', 'rule', 'add', 'to', '2001:4860::/32', 'table', '101');
    network.ip('rule', 'add', 'to', '8.8.4.4', 'prohibit', 'priority', '10');
  });
  afterAll(() => network.remove());

  it.each([
    // Another table, by a rule:
    ['8.8.8.8', '101', 'wan'], ['2001:4860::8888', '101', 'wan'],
    ['1.1.1.1', 'main', 'left'], ['2606:4700::1111', 'main', 'left'],
    ['10.9.0.5', 'main', 'left'], ['fd02::5', 'main', 'wan'], ['198.51.100.4', 'main', 'left'], ['10.9.0.1', 'local', 'lo'], ['::1', 'local', 'lo'], ['224.0.0.251', 'main', 'left'],
  ])('%s is by table %s, device %s, as ip route get has it', async (host, table, device) => {
    const [told] = JSON.parse(network.ip('-j', 'route', 'get', host)) as [IpRoute];
    expect([told.table ?? 'main', told.dev]).toEqual([table, device]);
    const line = network.ip('route', 'get', host).split('\n')[0]!.trim();
    expect(await routeTo(host, network.name)).toEqual({ host, address: host, device, gateway: told.gateway ?? told.via?.host ?? '', source: told.prefsrc ?? '', table, line });
  });

  it('takes the zone of an address, by name and by number, and brackets', async () => {
    const index = (JSON.parse(network.ip('-j', 'link', 'show', 'wan')) as [{ ifindex: number }])[0].ifindex;
    for (const host of ['fe80::9%wan', `fe80::9%${index}`, '[fe80::9%wan]']) expect((await routeTo(host, network.name)).device).toBe('wan');
    expect((await routeTo('fe80::9%right', network.name)).device).toBe('right');
    expect(await refusal('fe80::9%nowhere', network.name)).toMatch(/^NL-CAP-11 .*no interface of the name behind %/);
  });

  it('goes by a path under /proc too, and says when there is no such namespace', async () => {
    expect((await routeTo('8.8.8.8', network.path)).device).toBe('wan');
    expect(await refusal('8.8.8.8', `${network.name}-not`)).toMatch(/^NL-CAP-09 .*No such file/);
    expect(await refusal('8.8.8.8', '-h')).toMatch(/^NL-CAP-09 /);
  });

  it.each([
    ['203.0.113.1', 'unreachable'], ['203.0.113.65', 'prohibits'], ['203.0.113.129', 'blackhole'], ['8.8.4.4', 'prohibits'],
    ['2001:db8:1::1', 'unreachable'], ['2001:db8:2::1', 'prohibits'], ['2001:db8:3::1', 'blackhole'],
  ])('%s: the kernel refuses, and that is said: %s', async (host, word) => {
    expect(() => network.ip('route', 'get', host)).toThrow();
    expect(await refusal(host, network.name)).toMatch(new RegExp(`^NL-CAP-11 No route leads to ${host}: .*${word}`));
  });

  it('no entry at all', async () => {
    const empty = new NetworkNamespace();
    expect(await refusal('192.0.2.1', empty.name)).toBe('NL-CAP-11 No route leads to 192.0.2.1: no entry of the routing tables fits it.');
    expect(await refusal('2001:db8::1', empty.name)).toMatch(/^NL-CAP-11 .*no entry/);
    empty.remove();
  });
});

describe.skipIf(process.platform !== 'linux')('routeTo here', () => {
  it('looks names up', async () => {
    const route = await routeTo(' localhost ', '');
    expect([route.host, route.device]).toEqual(['localhost', 'lo']);
    expect(['127.0.0.1', '::1']).toContain(route.address);
  });

  it.each(['', '   ', '-h', '--help', '-6', '$(id)', '; true', 'a b', 'a\0.invalid', '/etc/passwd', '127.0.0.1/8', '[]', 'dev', 'nothing-of-the-kind.invalid', '%lo', '::1%', 'x'.repeat(255)])('%j is no host, and nothing else', async (host) => {
    expect(await refusal(host, '')).toMatch(/^NL-CAP-11 /);
  });
});

it.skipIf(process.platform === 'linux')('elsewhere the system’s own command is named (skipped on Linux, where the kernel is asked)', async () => {
  expect(await refusal('127.0.0.1', '')).toMatch(/^NL-CAP-11 .*route -n get.*Find-NetRoute/);
});
