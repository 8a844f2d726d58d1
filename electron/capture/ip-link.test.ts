// What ip -j -d addr prints becomes devices: kinds, VLAN, no carrier, and names that ip does not write as JSON has it.
import { describe, expect, it } from 'vitest';
import { devicesOfJson, parseIpJson } from './ip-link';
import { interfaceOf, kindOf } from './network-device';

/** As iproute2 6.1 prints it, of the fields that matter. */
const VLAN = {
  ifindex: 7, link: 'eth0', ifname: 'eth0.42', flags: ['NO-CARRIER', 'BROADCAST', 'MULTICAST', 'UP'], mtu: 1500, operstate: 'LOWERLAYERDOWN', link_type: 'ether', address: '02:00:00:00:00:01', promiscuity: 2,
  linkinfo: { info_kind: 'vlan', info_data: { protocol: '802.1Q', id: 42, flags: ['REORDER_HDR'] } },
  stats64: { rx: { bytes: 0, packets: 3 }, tx: { bytes: 0, packets: 4 } },
  addr_info: [{ family: 'inet6', local: 'fe80::1', prefixlen: 64 }, { family: 'inet', local: '192.0.2.7', prefixlen: 24 }],
};

describe('devicesOfJson', () => {
  it('knows a VLAN, its device, what has no carrier, and IPv4 before IPv6', () => {
    const [device] = devicesOfJson(JSON.stringify([VLAN]))!;
    expect(interfaceOf(device!, 'blue')).toEqual({
      name: 'eth0.42', netns: 'blue', kind: 'virtual', description: 'VLAN 42 on eth0', addresses: ['192.0.2.7/24', 'fe80::1/64'], mac: '02:00:00:00:00:01', mtu: 1500, up: true, running: false,
      loopback: false, wireless: false, multicast: true, promiscuity: 2, hidden: false, linktypes: [], vlan: 42,
    });
  });

  it('takes {} and devices without the fields it needs for none', () => {
    expect(devicesOfJson('')).toBeNull();
    expect(devicesOfJson('{}')).toBeNull();
    expect(devicesOfJson(`[{}, {"ifname":7,"ifindex":"1"}, ${JSON.stringify(VLAN)}]`)!.map(({ name }) => name)).toEqual(['eth0.42']);
  });

  it.each([
    ['ether', '', 'ethernet'], ['loopback', '', 'loopback'], ['ether', 'veth', 'virtual'], ['ether', 'bridge', 'bridge'], ['none', 'tun', 'tunnel'], ['none', 'wireguard', 'tunnel'],
    ['ether', 'vxlan', 'tunnel'], ['ppp', '', 'tunnel'], ['ieee802.11/radiotap', '', 'wireless'], ['can', '', 'other'], ['netlink', 'nlmon', 'other'],
  ])('%s %s is %s', (linkType, virtualKind, kind) => {
    expect(kindOf({ linkType, virtualKind, wireless: false, loopback: linkType === 'loopback' })).toBe(kind);
  });
});

it('parseIpJson reads what ip writes for quotes, apostrophes, backslashes and control characters', () => {
  expect(parseIpJson(String.raw`["it\'s\"q","a\\","b\\'","` + '\u001b[31m"]')).toEqual(['it\'s"q', 'a\\', "b\\'", '\u001b[31m']);
  expect(parseIpJson('no')).toBeUndefined();
});
