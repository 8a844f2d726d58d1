// DHCP options whose value has a shape of its own.
import { ipv4BytesText, ipv4Text } from '../../frame/address';
import type { Field } from '../field';
import type { Layer } from '../layer';
import { clientIdentifier, clientName, machineIdentifier, networkInterface, userClass } from './dhcp-client-options';
import type { DhcpFields } from './dhcp-fields';
import type { DhcpMessage } from './dhcp-message';
import { complain, NOVELL, PXE, RELAY_AGENT, suboptions } from './dhcp-suboptions';
import { asciiText, DnsMessage, takeAscii } from './dns-name';
import { BROADBAND_SUBOPTIONS } from './values/dhcp-names';
import { OPTION_NAMES } from './values/dhcp-options';
import { enterpriseText } from './values/enterprise-names';

/** Reads a value that is at least one octet long, from the cursor to `end`. */
export type SpecialOption = (p: Layer, f: DhcpFields, m: DhcpMessage, end: number) => void;

/** Two addresses at a time. */
const pairs =
  (first: 'option.policy_filter.ip' | 'option.static_route.ip', second: 'option.policy_filter.subnet_mask' | 'option.static_route.router'): SpecialOption =>
  (p, f, _m, end) => {
    if ((end - p.at) % 8 !== 0) {
      complain(p, f.bad_length, "Option length isn't a multiple of 8");
      return;
    }
    while (p.at < end) {
      p.read(f[first]);
      p.read(f[second]);
    }
  };

function vendorSpecific(p: Layer, f: DhcpFields, m: DhcpMessage, end: number): void {
  if (!m.pxeClient) {
    p.take(f['option.vendor.value'], end - p.at);
    return;
  }
  p.close();
  if (p.inTree) p.last.append = ' (PXEClient)';
  p.open();
  suboptions(p, f, end, PXE);
}

function requestList(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  while (p.at < end) {
    const code = p.read(f['option.request_list_item']);
    if (p.inTree) p.last.valueText = `(${code}) ${OPTION_NAMES[code] ?? 'Unassigned'}`;
  }
}

function directoryAgent(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  p.read(f['option.slp_directory_agent.value']);
  while (end - p.at >= 4) p.read(f['option.slp_directory_agent.slpda_address']);
  if (p.at < end) complain(p, f.bad_length, "Option length isn't a multiple of 4");
}

function serviceScope(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  p.read(f['option.slp_service_scope.value']);
  takeAscii(p, f['option.slp_service_scope.string'], end - p.at);
}

/** RFC 3118. */
function authentication(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  if (end - p.at < 11) {
    complain(p, f.bad_length, "length isn't >= 11");
    return;
  }
  const delayed = p.read(f['option.dhcp_authentication.protocol']) === 1;
  const algorithm = p.read(delayed ? f['option.dhcp_authentication.alg_delay'] : f['option.dhcp_authentication.algorithm']);
  if (p.read(f['option.dhcp_authentication.rdm']) === 0) p.read64(f['option.dhcp_authentication.rdm_replay_detection']);
  else takeAscii(p, f['option.dhcp_authentication.rdm_rdv'], 8);
  const rest = end - p.at;
  if (delayed && algorithm === 1) {
    if (rest < 20) return;
    p.read(f['option.dhcp_authentication.secret_id']);
    p.take(f['option.dhcp_authentication.hmac_md5_hash'], 16);
  } else if (rest > 0) takeAscii(p, f['option.dhcp_authentication.information'], rest);
}

/** RFC 4776. */
function civicLocation(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  if (end - p.at < 3) return;
  p.read(f['option.civic_location.what']);
  takeAscii(p, f['option.civic_location.country'], 2);
  while (end - p.at >= 2) {
    p.read(f['option.civic_location.ca_type']);
    const length = p.read(f['option.civic_location.ca_length']);
    if (p.at + length > end) {
      complain(p, f['option.civic_location.bad_cattype'], 'Error with CAType');
      return;
    }
    if (length > 0) takeAscii(p, f['option.civic_location.ca_value'], length);
  }
}

const NAME_SERVICES: Readonly<Record<number, string>> = {
  0: 'Local naming information (e.g., an /etc/hosts file on a UNIX machine) (0)', 6: 'Domain Name Server Option (6)',
  41: 'Network Information Servers Option (41)', 44: 'NetBIOS over TCP/IP Name Server Option (44)', 65: 'Network Information Service+ Servers Option (65)',
};

/** RFC 2937. */
function nameServices(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  const length = end - p.at;
  if (length < 2) complain(p, f.bad_length, "length isn't >= 2");
  else if (length % 2 !== 0) complain(p, f.bad_length, `length (${length}) isn't even number`);
  else {
    for (; p.at < end; p.skip(2)) {
      const service = p.view.uint16(p.at);
      const name = NAME_SERVICES[service];
      if (name !== undefined) p.put(f['option.dhcp_name_service_search_option'], name, p.at, 2);
      else complain(p, f['option.dhcp_name_service.invalid'], `Invalid Name Service (${service}). RFC 2937 defines only 0, 6, 41, 44, and 65 as possible values.`);
    }
  }
}

/** Names that share their ends by pointers into this option (RFC 3397). */
function names(p: Layer, f: Field<string>, end: number, base: number): void {
  const reader = new DnsMessage('dns', base);
  while (p.at < end) reader.take(p, f);
}

function sipServers(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  const length = end - p.at;
  const encoding = p.read(f['option.sip_server.encoding']);
  if (encoding > 1) complain(p, f['option.sip_server_address.encoding'], `RFC 3361 defines only 0 and 1 for Encoding byte (Encoding = ${encoding}).`);
  else if (encoding === 0) names(p, f['option.sip_server.name'], end, p.at);
  else if (length < 5) complain(p, f.bad_length, `length isn't >= 5 (len = ${length})`);
  else {
    while (end - p.at >= 4) p.read(f['option.sip_server.address']);
    if (p.at < end) complain(p, f.bad_length, "Option length isn't a multiple of 4 plus 1 (len = " + `${length}).`);
  }
}

/** RFC 3442: mask width, as many octets of the network as it needs, router. */
function classlessRoutes(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  if (end - p.at < 5) {
    complain(p, f.bad_length, "length isn't >= 5");
    return;
  }
  while (p.at < end) {
    const start = p.at;
    const width = p.view.uint8(start);
    if (width > 32) {
      complain(p, f['option.classless_static.route'], `Mask width (${width}) > 32`);
      return;
    }
    const octets = Math.ceil(width / 8);
    p.skip(1 + octets + 4);
    if (p.emits) route(p, f, start, width, octets);
  }
}

function route(p: Layer, f: DhcpFields, start: number, width: number, octets: number): void {
  const b = p.view.bytes;
  const length = 5 + octets;
  p.put(f['option.classless_static_route'], b.subarray(start, start + length), start, length);
  if (!p.inTree) return;
  let network = 0;
  for (let i = 0; i < 4; i++) network = network * 256 + (i < octets ? b[start + 1 + i]! : 0);
  p.last.text = ` ${width === 0 ? 'default' : `${ipv4Text(network)}/${width}`}-${ipv4BytesText(b, start + 1 + octets)}`;
}

function vendorClass(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  if (end - p.at < 5) {
    complain(p, f.bad_length, 'length < 5');
    return;
  }
  while (end - p.at >= 5) {
    const enterprise = p.read(f['option.vi_class.enterprise']);
    if (p.inTree) p.last.valueText = enterpriseText(enterprise);
    const length = p.read(f['option.vi_class.length']);
    if (p.at + length > end) return;
    takeAscii(p, f['option.vi_class.data'], length);
  }
}

const BROADBAND_FORUM = 3561;

/** RFC 3925. */
function vendorIdentifying(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  if (end - p.at < 5) {
    complain(p, f.bad_length, 'length < 5');
    return;
  }
  while (end - p.at >= 5) {
    const start = p.at;
    const enterprise = p.read(f['option.vi.enterprise']);
    if (p.inTree) p.last.valueText = enterpriseText(enterprise);
    p.open();
    const length = p.read(f['option.vi.length']);
    const after = Math.min(start + 5 + length, end);
    while (p.at + 1 < after) vendorSuboption(p, f, enterprise, after);
    p.close();
    p.at = after;
  }
}

function vendorSuboption(p: Layer, f: DhcpFields, enterprise: number, end: number): void {
  const start = p.at;
  const code = p.view.uint8(start);
  const length = p.view.uint8(start + 1);
  const broadband = enterprise === BROADBAND_FORUM;
  if (broadband) {
    p.put(f['option.vi.tr111.suboption'], code, start + 1, 2 + length);
    if (p.inTree) p.last.valueText = `(${code}) ${BROADBAND_SUBOPTIONS[code] ?? 'Unknown'}`;
  } else p.put(f['vendor.suboption'], code, start, 1);
  p.open();
  p.skip(1);
  p.put(f['option.suboption_length'], length, broadband ? start + 1 : p.at, 1);
  p.skip(1);
  if (p.at + length > end) complain(p, f.missing_subopt_value, `Suboption ${code}: no room left in option for suboption value`);
  else if (broadband) broadbandValue(p, f, code, length);
  else if (length > 0) p.take(f['vendor.data'], length);
  p.close();
  p.at = Math.min(start + 2 + length, end);
}

/** TR-111 part 1. */
function broadbandValue(p: Layer, f: DhcpFields, code: number, length: number): void {
  switch (code) {
    case 1: if (length === 6) manufacturer(p, f); break;
    case 2: takeAscii(p, f['option.vi.tr111.device_serial_number'], length); break;
    case 3: takeAscii(p, f['option.vi.tr111.device_product_class'], length); break;
    case 4: takeAscii(p, f['option.vi.tr111.gateway_manufacturer_oui'], length); break;
    case 5: takeAscii(p, f['option.vi.tr111.gateway_serial_number'], length); break;
    case 6: takeAscii(p, f['option.vi.tr111.gateway_product_class'], length); break;
    default:
  }
}

/** Six hexadecimal digits as text. */
function manufacturer(p: Layer, f: DhcpFields): void {
  const at = p.at;
  p.skip(6);
  if (!p.emits) return;
  const digits = asciiText(p.view.bytes, at, 6);
  const value = /^[0-9a-fA-F]{6}$/.test(digits) ? parseInt(digits, 16) : 0;
  p.put(f['option.vi.tr111.device_manufacturer_oui'], value, at, 6);
  if (p.inTree) p.last.valueText = value.toString(16).padStart(6, '0').replace(/..(?!$)/g, '$&:');
}

/** RFC 6731. */
function serverSelection(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  if (end - p.at < 10) {
    complain(p, f.bad_length, 'length must be >= 10');
    return;
  }
  p.peek(f['option.rdnss.reserved']);
  p.read(f['option.rdnss.preference']);
  p.read(f['option.rdnss.primary_dns']);
  p.read(f['option.rdnss.secondary_dns']);
  new DnsMessage('dns', p.at).take(p, f['option.rdnss.domain']);
}

const moment =
  (key: 'option.bulk_lease.base_time' | 'option.bulk_lease.query_start_time' | 'option.bulk_lease.query_end_time'): SpecialOption =>
  (p, f, _m, end) => {
    if (end - p.at !== 4) complain(p, f.bad_length, 'length must be 4');
    else p.put(f[key], { seconds: p.view.uint32(p.at), nanos: 0 }, p.at, 4);
  };

/** RFC 7291. */
function portControl(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  if (end - p.at < 5) {
    complain(p, f.bad_length, 'length must >= 5');
    return;
  }
  while (p.at < end) {
    const start = p.at;
    const length = p.view.uint8(start);
    p.group('PCP server list', start, Math.max(1, length));
    p.read(f['option.pcp.list_length']);
    for (let rest = length; rest >= 4 && p.at + 4 <= end; rest -= 4) p.read(f['option.pcp.server']);
    p.close();
    if (length === 0) return;
  }
}

function portParameters(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  if (end - p.at !== 4) {
    complain(p, f.bad_length, 'length must be 4');
    return;
  }
  p.read(f['option.portparams.offset']);
  p.read(f['option.portparams.psid_length']);
  p.take(f['option.portparams.psid'], 2);
}

/** RFC 5969. */
function rapidDeployment(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  if (end - p.at < 22) {
    complain(p, f['option.6RD.malformed'], '6RD: malformed option');
    return;
  }
  p.read(f['option.6RD.ipv4_mask_len']);
  p.read(f['option.6RD.prefix_len']);
  p.take(f['option.6RD.prefix']);
  while (end - p.at >= 4) p.read(f['option.6RD.border_relay_ip']);
  if (p.at < end) complain(p, f.bad_length, "Option length isn't a multiple of 4");
}

function leaseStatus(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  p.read(f['option.bulk_lease.status_code']);
  if (p.at < end) takeAscii(p, f['option.bulk_lease.status_code_message'], end - p.at);
}

function nonces(p: Layer, f: DhcpFields, _m: DhcpMessage, end: number): void {
  while (p.at < end) p.read(f['option.forcerenew_nonce.algorithm']);
}

export const SPECIAL_OPTIONS: ReadonlyMap<number, SpecialOption> = new Map<number, SpecialOption>([
  [21, pairs('option.policy_filter.ip', 'option.policy_filter.subnet_mask')], [33, pairs('option.static_route.ip', 'option.static_route.router')],
  [43, vendorSpecific], [52, (p, f) => void p.read(f['option.option_overload'])], [55, requestList], [61, clientIdentifier],
  [63, (p, f, _m, end) => suboptions(p, f, end, NOVELL)], [77, userClass], [78, directoryAgent], [79, serviceScope], [81, clientName],
  [82, (p, f, _m, end) => suboptions(p, f, end, RELAY_AGENT)], [90, authentication], [94, networkInterface], [97, machineIdentifier],
  [99, civicLocation], [117, nameServices], [119, (p, f, _m, end) => names(p, f['option.dhcp_dns_domain_search_list_fqdn'], end, p.at)],
  [120, sipServers], [121, classlessRoutes], [124, vendorClass], [125, vendorIdentifying], [145, nonces], [146, serverSelection],
  [151, leaseStatus], [152, moment('option.bulk_lease.base_time')], [154, moment('option.bulk_lease.query_start_time')],
  [155, moment('option.bulk_lease.query_end_time')], [158, portControl], [159, portParameters], [212, rapidDeployment], [249, classlessRoutes],
]);
