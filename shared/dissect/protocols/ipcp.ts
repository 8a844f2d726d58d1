// PPP IP Control Protocol, and that of IPv6.
import { ipv4Text } from '../../frame/address';
import { bytes, ipv4, uint16, uint8, type Field } from '../field';
import { protocol } from '../protocol';
import { controlFields, controlHeader, controlOptions, type ControlOption } from './ppp-control';

const NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'IP Addresses (deprecated)'], [2, 'IP Compression Protocol'], [3, 'IP Address'], [4, "Mobile Node's Home IP Address"],
  [129, 'Primary DNS Server IP Address'], [130, 'Primary NBNS Server IP Address'], [131, 'Secondary DNS Server IP Address'],
  [132, 'Secondary NBNS Server IP Address'],
]);
const COMPRESSIONS = { 0x0003: 'Robust Header Compression (ROHC)', 0x002d: 'VJ compression', 0x0037: 'VJ compression (RFC1172-typo)', 0x0061: 'IPHC compression' };

export const ipcp = protocol({
  id: 'ipcp', name: 'PPP IP Control Protocol', column: 'PPP IPCP', spec: 'RFC 1332, RFC 1877',
  over: { 'ppp.protocol': [0x8021] },
  fields: {
    ...controlFields(),
    'opt.type': uint8('Type', { names: NAMES }),
    'opt.length': uint8('Length'),
    'opt.addr': bytes('IP Address'),
    'opt.compress': bytes('IP Compression Protocol'),
    'opt.pri_dns': bytes('Primary DNS Server IP Address'),
    'opt.pri_nbns': bytes('Primary NBNS Server IP Address'),
    'opt.sec_dns': bytes('Secondary DNS Server IP Address'),
    'opt.sec_nbns': bytes('Secondary NBNS Server IP Address'),
    'opt.ip_address': ipv4('IP Address'),
    'opt.pri_dns_address': ipv4('Primary DNS Address'),
    'opt.pri_nbns_address': ipv4('Primary NBNS Address'),
    'opt.sec_dns_address': ipv4('Secondary DNS Address'),
    'opt.sec_nbns_address': ipv4('Secondary NBNS Address'),
    'opt.compress_proto': uint16('IP Compression Protocol', { base: 'hex', names: COMPRESSIONS }),
    data: bytes('Data'),
  },
  dissect(p, f) {
    const { code, end } = controlHeader(p, f);
    if (code >= 1 && code <= 4) controlOptions(p, end, f['opt.type'], f['opt.length'], optionsOf(f));
    else if (end > p.at) p.take(f['.ppp.data'], end - p.at);
  },
  examples: [{ what: 'request for an address', info: 'Configuration Request', hex: '0101000a 0306 00000000', fields: { 'ipcp.opt.type': '3', 'ipcp.opt.ip_address': '0.0.0.0' } }],
});

type F = typeof ipcp.fields;
let known: ReadonlyMap<number, ControlOption> | null = null;

function optionsOf(f: F): ReadonlyMap<number, ControlOption> {
  const address = (kind: number, line: keyof F, field: Field<number>, inLine: boolean): [number, ControlOption] => [kind, {
    field: f[line] as Field<Uint8Array>, name: NAMES.get(kind)!, value: (p) => {
      const text = ipv4Text(p.read(field));
      return inLine ? text : undefined;
    },
  }];
  return (known ??= new Map<number, ControlOption>([
    address(3, 'opt.addr', f['opt.ip_address'], false),
    address(129, 'opt.pri_dns', f['opt.pri_dns_address'], false),
    address(130, 'opt.pri_nbns', f['opt.pri_nbns_address'], false),
    address(131, 'opt.sec_dns', f['opt.sec_dns_address'], false),
    address(132, 'opt.sec_nbns', f['opt.sec_nbns_address'], false),
    [2, {
      field: f['opt.compress'], name: NAMES.get(2)!, value: (p, n) => {
        const type = p.read(f['opt.compress_proto']);
        if (n > 2) p.take(f.data, n - 2);
        return `${f['opt.compress_proto'].nameOf(type) ?? 'Unknown'} (0x${type.toString(16).padStart(4, '0')})`;
      },
    }],
  ]));
}

export const ipv6cp = protocol({
  id: 'ipv6cp', name: 'PPP IPv6 Control Protocol', column: 'PPP IPV6CP', spec: 'RFC 5072',
  over: { 'ppp.protocol': [0x8057] },
  fields: {
    ...controlFields(),
    'opt.type': uint8('Type', { names: { 1: 'Interface Identifier', 2: 'IPv6 compression' } }),
    'opt.length': uint8('Length'),
    'opt.interface_identifier': bytes('Interface Identifier'),
    interface_identifier: bytes('Interface Identifier'),
  },
  dissect(p, f) {
    const { code, end } = controlHeader(p, f);
    const options = new Map<number, ControlOption>([[1, { field: f['opt.interface_identifier'], name: 'Interface Identifier', value: (q, n) => q.take(f.interface_identifier, n) }]]);
    if (code >= 1 && code <= 4) controlOptions(p, end, f['opt.type'], f['opt.length'], options);
    else if (end > p.at) p.take(f['.ppp.data'], end - p.at);
  },
  examples: [{ what: 'interface identifier', info: 'Configuration Request', hex: '0101000e 010a ed1700a21baf229e', fields: { 'ipv6cp.opt.type': '1', 'ipv6cp.interface_identifier': 'ed1700a21baf229e' } }],
});
