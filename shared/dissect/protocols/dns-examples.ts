// Messages made for these tests, and what tshark 4.0 says of them.
import type { Example } from '../protocol';

export const DNS_EXAMPLES: readonly Example[] = [
  {
    what: 'a question',
    hex: '123400000001000000000000016104746573740000010001',
    info: 'Standard query 0x1234 A a.test',
    fields: { 'dns.id': '0x1234', 'dns.qry.name': 'a.test', 'dns.qry.name.len': '6', 'dns.count.labels': '2', 'dns.qry.type': '1', 'dns.flags.response': '0' },
  },
  {
    what: 'an answer with an address',
    hex: '123481800001000100000000016104746573740000010001c00c000100010000012c00040a000001',
    info: 'Standard query response 0x1234 A a.test A 10.0.0.1',
    fields: { 'dns.a': '10.0.0.1', 'dns.resp.name': 'a.test', 'dns.resp.ttl': '300', 'dns.flags.rcode': '0' },
  },
  {
    what: 'start of authority',
    hex: '123481800001000100000000016104746573740000060001c00c000600010000012c0024016d04746573740001720474657374000000000100000002000000030000000400000005',
    info: 'Standard query response 0x1234 SOA a.test SOA m.test',
    fields: { 'dns.soa.mname': 'm.test', 'dns.soa.rname': 'r.test', 'dns.soa.minimum_ttl': '5' },
  },
  {
    what: 'mail exchange',
    hex: '1234818000010001000000000161047465737400000f0001c00c000f00010000012c000b000a026d78047465737400',
    info: 'Standard query response 0x1234 MX a.test MX 10 mx.test',
    fields: { 'dns.mx.preference': '10', 'dns.mx.mail_exchange': 'mx.test' },
  },
  {
    what: 'texts, one empty',
    hex: '123481800001000100000000016104746573740000100001c00c001000010000012c0009036162630003783d79',
    info: 'Standard query response 0x1234 TXT a.test TXT',
    fields: { 'dns.txt': 'abc,,x=y', 'dns.txt.length': '3,0,3' },
  },
  {
    what: 'a service',
    hex: '123481800001000100000000045f736970045f75647004746573740000210001c00c002100010000012c000e0001000200500174047465737400',
    info: 'Standard query response 0x1234 SRV _sip._udp.test SRV 1 2 80 t.test',
    fields: { 'dns.srv.service': '_sip', 'dns.srv.proto': '_udp', 'dns.srv.name': 'test', 'dns.srv.target': 't.test' },
  },
  {
    what: 'naming authority',
    hex: '123481800001000100000000016104746573740000230001c00c002300010000012c00240064000a0175074532552b73697014215e2e2a24217369703a696e666f40746573742100',
    info: 'Standard query response 0x1234 NAPTR a.test NAPTR 100 10 u',
    fields: { 'dns.naptr.flags': 'u', 'dns.naptr.service': 'E2U+sip', 'dns.naptr.regex': '!^.*$!sip:info@test!' },
  },
  {
    what: 'signature',
    hex: '1234818000010001000000000161047465737400002e0001c00c002e00010000012c001e00010d0200000e106553f10064bb5a8012340173047465737400aabbccdd',
    info: 'Standard query response 0x1234 RRSIG a.test RRSIG',
    fields: { 'dns.rrsig.type_covered': '1', 'dns.rrsig.signature_expiration': 'Nov 14, 2023 22:13:20.000000000 UTC', 'dns.rrsig.signers_name': 's.test' },
  },
  {
    what: 'key and its tag',
    hex: '123481800001000100000000016104746573740000300001c00c003000010000012c000e0100030803010001aabbccddeeff',
    info: 'Standard query response 0x1234 DNSKEY a.test DNSKEY',
    fields: { 'dns.dnskey.flags': '0x0100', 'dns.dnskey.key_id': '28067', 'dns.dnskey.public_key': '03010001aabbccddeeff' },
  },
  {
    what: 'next hashed owner',
    hex: '123481800001000100000000016104746573740000320001c00c003200010000012c00170101000a02abcd04aabbccdd0006400000000003010140',
    info: 'Standard query response 0x1234 NSEC3 a.test NSEC3',
    fields: { 'dns.nsec3.hash_value': 'latspn8', 'dns.nsec3.salt_value': 'abcd', 'dns.resp.type': '50,1,46,47,257' },
  },
  {
    what: 'bit map of types',
    hex: '1234818000010001000000000161047465737400002f0001c00c002f00010000012c0013016e0474657374000006400000000003010140',
    info: 'Standard query response 0x1234 NSEC a.test NSEC n.test',
    fields: { 'dns.nsec.next_domain_name': 'n.test', 'dns.resp.type': '47,1,46,47,257' },
  },
  {
    what: 'a place',
    hex: '1234818000010001000000000161047465737400001d0001c00c001d00010000012c0010001216138917393870be15f000989a68',
    info: 'Standard query response 0x1234 LOC a.test LOC',
    fields: { 'dns.loc.latitude': '2300000568', 'dns.loc.size': '18' },
  },
  {
    what: 'address prefixes',
    hex: '1234818000010001000000000161047465737400002a0001c00c002a00010000012c001d00011803c0a8260002158420010db8000120840a00000100031002abcd',
    info: 'Standard query response 0x1234 APL a.test APL a.test',
    fields: { 'dns.apl.afdpart.ipv4': '192.168.38.0,10.0.0.1', 'dns.apl.afdpart.ipv6': '2001:db8::', 'dns.apl.negation': '0,1,1,0' },
  },
  {
    what: 'certification authority',
    hex: '123481800001000100000000016104746573740001010001c00c010100010000012c000e0005697373756563612e74657374',
    info: 'Standard query response 0x1234 CAA a.test CAA',
    fields: { 'dns.caa.issue': 'ca.test', 'dns.caa.tag': 'issue', 'dns.caa.value': 'ca.test' },
  },
  {
    what: 'transaction signature',
    hex: '123481800001000100000000016104746573740000fa0001c00c00fa00ff0000000000210b686d61632d73686132353600000065500000012c0004aabbccdd123400000000',
    info: 'Standard query response 0x1234 TSIG a.test TSIG',
    fields: { 'dns.tsig.algorithm_name': 'hmac-sha256', 'dns.tsig.time_signed': 'Nov 11, 2023 22:28:16.000000000 UTC', 'dns.tsig.mac_size': '4' },
  },
  {
    what: 'service binding with all parameters',
    hex: '1234818000000001000000000161016200004100010000003c0073000100000000040001ff000001000602683202683300020000000300021f90000400080a0000010a00000200050003aa' +
      'bbcc0006002020010db800000000000000000000000120010db8000000000000000000000001000700082f646e737b3f647d800100020102ff000003020304ffff0000',
    info: 'Standard query response 0x1234 HTTPS',
    fields: { 'dns.svcb.svcparam.alpn': 'h2,h3', 'dns.svcb.svcparam.port': '8080', 'dns.svcb.svcparam.ipv4hint.ip': '10.0.0.1,10.0.0.2' },
  },
  {
    what: 'EDNS: cookie',
    hex: '12340100000100000000000101610474657374000001000100002904d0000000000014000a001001020304050607081112131415161718',
    info: 'Standard query 0x1234 A a.test OPT',
    fields: { 'dns.opt.code': '10', 'dns.opt.cookie.client': '0102030405060708', 'dns.opt.cookie.server': '1112131415161718', 'dns.rr.udp_payload_size': '1232' },
  },
  {
    what: 'EDNS: client subnet',
    hex: '12340100000100000000000101610474657374000001000100002904d000000000000f0008000b00023800200104701f0b16',
    info: 'Standard query 0x1234 A a.test OPT',
    fields: { 'dns.opt.client.addr6': '2001:470:1f0b:1600::', 'dns.opt.client.netmask': '56' },
  },
  {
    what: 'EDNS: extended error',
    hex: '12340100000100000000000101610474657374000001000100002904d000000000000b000f00070006626f677573',
    info: 'Standard query 0x1234 A a.test OPT',
    fields: { 'dns.opt.ext_error.info_code': '6', 'dns.opt.ext_error.extra_text': 'bogus' },
  },
  {
    what: 'dynamic update',
    hex: '123428000001000100010001047a6f6e65047465737400000600010170047465737400000100ff0000000000000175047465737400000100010000003c0004010203040178047465737400' +
      '00ff00ff000000000000',
    info: 'Dynamic update 0x1234 SOA zone.test A A 1.2.3.4 ANY',
    fields: { 'dns.count.zones': '1', 'dns.count.prerequisites': '1', 'dns.count.updates': '1', 'dns.a': '1.2.3.4' },
  },
  {
    what: 'stateful operation',
    hex: '1234300000000000000000000001000800001388000013880002000400000005000300020000004000020102',
    info: 'DNS Stateful operations (DSO) 0x1234',
    fields: { 'dns.dso.tlv.type': '1,2,3,64', 'dns.dso.tlv.keepalive.interval': '5000' },
  },
  {
    what: 'no such name',
    hex: '123481830001000000000000016104746573740000010001',
    info: 'Standard query response 0x1234 No such name A a.test',
    fields: { 'dns.flags.rcode': '3' },
  },
  {
    what: 'a name that points at itself',
    hex: '123401000001000000000000c00c00010001',
    info: 'Standard query 0x1234 A <Name contains a pointer that loops>',
    fields: { 'dns.qry.name': '<Name contains a pointer that loops>' },
  },
  {
    what: 'a pointer beyond the end',
    hex: '123401000001000000000000c05000010001',
    info: 'Standard query 0x1234[Malformed Packet]',
    fields: { 'dns.id': '0x1234' },
  },
  {
    what: 'octets behind the last record',
    hex: '123481800001000100000000016104746573740000010001c00c000100010000003c000401020304deadbeef',
    info: 'Standard query response 0x1234 A a.test A 1.2.3.4',
    fields: { 'dns.extraneous.data': 'deadbeef' },
  },
];
