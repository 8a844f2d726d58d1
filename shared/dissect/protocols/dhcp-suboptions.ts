// Options inside an option: the relay agent's (RFC 3046), Novell's (RFC 2242) and PXE's.
import { ipv4BytesText } from '../../frame/address';
import type { Field } from '../field';
import type { Layer } from '../layer';
import type { DhcpFields } from './dhcp-fields';
import { takeAscii } from './dns-name';
import { AGENT_SUBOPTIONS, NOVELL_SUBOPTIONS, PXE_SUBOPTIONS } from './values/dhcp-names';
import { enterpriseText } from './values/enterprise-names';

/** A finding about the line that is open, not about the one emitted last. */
export function complain(p: Layer, f: Field<undefined>, message: string): void {
  p.close();
  p.expert(f, 'error', 'Protocol', message);
  p.open();
}

/** Reads one suboption's value; true when it could. */
type Read = (p: Layer, f: DhcpFields, end: number) => boolean;

interface Family {
  readonly field: keyof DhcpFields;
  readonly names: Readonly<Record<number, string>>;
  readonly read: ReadonlyMap<number, Read>;
  /** Where nobody reads it: bytes in this field, or a finding. */
  readonly unknown: 'option.agent_information_option.value' | '';
}

/** From the cursor to `end`. PXE pads with zeros and ends with 255, both without length. */
export function suboptions(p: Layer, f: DhcpFields, end: number, family: Family): void {
  while (p.at < end) {
    const start = p.at;
    const code = p.view.uint8(start);
    if (family === PXE && code === 0) {
      p.read(f['option.vendor.pxeclient.padding']);
      continue;
    }
    if (family === PXE && code === 255) {
      p.read(f['option.vendor.pxeclient.end']);
      return;
    }
    if (start + 1 >= end) {
      complain(p, f.missing_subopt_length, `Suboption ${code}: no room left in option for suboption length`);
      return;
    }
    const length = p.view.uint8(start + 1);
    p.put(f[family.field] as Field<number>, code, start, 2 + length);
    if (p.inTree) p.last.valueText = `(${code}) ${family.names[code] ?? 'Unknown'}`;
    p.open();
    p.skip(1);
    p.read(f['option.suboption_length']);
    const after = start + 2 + length;
    if (after > end) {
      complain(p, f.missing_subopt_value, `Suboption ${code}: no room left in option for suboption value`);
      p.close();
      return;
    }
    value(p, f, family, code, after);
    p.at = after;
    p.close();
  }
}

function value(p: Layer, f: DhcpFields, family: Family, code: number, end: number): void {
  const read = family.read.get(code);
  if (read) {
    if (!read(p, f, end)) unknownType(p, f, code);
  } else if (family.unknown !== '') p.take(f[family.unknown], end - p.at);
  else if (family.names[code] === undefined) unknownType(p, f, code);
}

function unknownType(p: Layer, f: DhcpFields, code: number): void {
  complain(p, f['subopt.unknown_type'], `ERROR, please report: Unknown subopt type handler ${code}`);
}

const bytes =
  (key: keyof DhcpFields): Read =>
  (p, f, end) => {
    p.take(f[key] as Field<Uint8Array>, end - p.at);
    return true;
  };

const text =
  (key: keyof DhcpFields): Read =>
  (p, f, end) => {
    const length = end - p.at;
    takeAscii(p, f[key] as Field<string>, length);
    return length > 0;
  };

const number =
  (key: keyof DhcpFields): Read =>
  (p, f, end) => {
    const field = f[key] as Field<number>;
    if (end - p.at === field.width) {
      p.read(field);
      return true;
    }
    complain(p, f.bad_length, `length isn't ${field.width}`);
    return false;
  };

/** `title`: the address stands in the suboption's line too. */
const address =
  (key: keyof DhcpFields, title: boolean): Read =>
  (p, f, end) => {
    const field = f[key] as Field<number>;
    const at = p.at;
    if (title && end - at !== 4) {
      complain(p, f.bad_length, "length isn't 4");
      return false;
    }
    if ((end - at) % 4 !== 0) {
      complain(p, f.bad_length, "Option length isn't a multiple of 4");
      return false;
    }
    while (p.at < end) p.read(field);
    if (title && p.inTree) {
      p.close();
      p.last.append = ` (${ipv4BytesText(p.view.bytes, at)})`;
      p.open();
    }
    return true;
  };

const yesNo =
  (key: keyof DhcpFields): Read =>
  (p, f, end) => {
    if (end - p.at !== 1) {
      complain(p, f.bad_length, "length isn't 1");
      return false;
    }
    p.readBool(f[key] as Field<boolean>);
    return true;
  };

/** RFC 4243. */
function vendorSpecific(p: Layer, f: DhcpFields, end: number): boolean {
  while (p.at + 5 <= end) {
    const enterprise = p.read(f['option.agent_information_option.vi.enterprise']);
    if (p.inTree) p.last.valueText = enterpriseText(enterprise);
    p.open();
    const length = p.read(f['option.agent_information_option.vi.data_length']);
    p.close();
    const rest = Math.min(length, end - p.at);
    if (rest > 0) p.take(f['option.agent_information_option.value'], rest);
  }
  return true;
}

/** RFC 2685 and Cisco's way of writing it. */
function vpn(p: Layer, f: DhcpFields, end: number): boolean {
  const length = end - p.at;
  if (length === 1 && p.view.uint8(p.at) === 255) p.read(f['option.agent_information_option.vrf_name.global']);
  else takeAscii(p, f['option.agent_information_option.vrf_name'], length);
  return true;
}

const AGENT = 'option.agent_information_option.';

export const RELAY_AGENT: Family = {
  field: 'option.agent_information_option.suboption', names: AGENT_SUBOPTIONS, unknown: 'option.agent_information_option.value',
  read: new Map<number, Read>([
    [1, bytes(`${AGENT}agent_circuit_id`)], [2, bytes(`${AGENT}agent_remote_id`)], [3, bytes(`${AGENT}reserved`)],
    [4, number(`${AGENT}docsis_device_class`)], [5, address(`${AGENT}link_selection`, true)], [6, text(`${AGENT}subscriber_id`)],
    [7, bytes(`${AGENT}radius_attributes`)], [8, bytes(`${AGENT}authentication`)], [9, vendorSpecific], [10, number(`${AGENT}flags`)],
    [11, address(`${AGENT}server_id_override`, true)], [12, bytes(`${AGENT}relay_agent_id`)], [13, number(`${AGENT}ani_att`)],
    [14, text(`${AGENT}ani_network_name`)], [15, text(`${AGENT}ani_ap_name`)], [16, bssid], [17, bytes(`${AGENT}ani_operator_id`)],
    [18, text(`${AGENT}ani_operator_realm`)], [19, () => false], [150, address(`${AGENT}link_selection_cisco`, true)], [151, vpn],
    [152, address(`${AGENT}server_id_override_cisco`, true)],
  ]),
};

function bssid(p: Layer, f: DhcpFields, end: number): boolean {
  if (end - p.at !== 6) return false;
  p.take(f['option.agent_information_option.ani_ap_bssid']);
  return true;
}

const NWIP = 'option.novell_options.';

export const NOVELL: Family = {
  field: 'option.novell_options.suboption', names: NOVELL_SUBOPTIONS, unknown: '',
  read: new Map<number, Read>([
    [5, yesNo(`${NWIP}broadcast`)], [6, address(`${NWIP}preferred_dss_server`, false)], [7, address(`${NWIP}nearest_nwip_server`, false)],
    [8, number(`${NWIP}autoretries`)], [9, number(`${NWIP}autoretry_delay`)], [10, yesNo(`${NWIP}support_netware_v1_1`)],
    [11, address(`${NWIP}primary_dss`, true)],
  ]),
};

function discoveryControl(p: Layer, f: DhcpFields): boolean {
  const flags = p.read(f['option.vendor.pxeclient.discovery_control']);
  const bits = [
    f['option.vendor.pxeclient.discovery_control.broadcast'], f['option.vendor.pxeclient.discovery_control.multicast'],
    f['option.vendor.pxeclient.discovery_control.serverlist'], f['option.vendor.pxeclient.discovery_control.bstrap'],
  ];
  if (p.inTree) p.last.append = bits.filter((bit) => (flags & bit.mask) !== 0).map((bit) => `, ${bit.label}`).join('');
  p.open();
  p.flags(flags, bits, p.at - 1, 1);
  p.close();
  return true;
}

/** A list of entries below the line that shows all its bytes. */
const list =
  (key: keyof DhcpFields, entry: (p: Layer, f: DhcpFields, end: number) => void): Read =>
  (p, f, end) => {
    const start = p.at;
    p.take(f[key] as Field<Uint8Array>, end - start);
    p.open();
    p.at = start;
    while (p.at < end) entry(p, f, end);
    p.close();
    return true;
  };

function bootServer(p: Layer, f: DhcpFields, end: number): void {
  p.read(f['option.vendor.pxeclient.boot_servers.type']);
  let count = p.read(f['option.vendor.pxeclient.boot_servers.count']);
  for (; count > 0 && p.at < end; count--) p.read(f['option.vendor.pxeclient.boot_servers.ip']);
}

function menuEntry(p: Layer, f: DhcpFields): void {
  p.read(f['option.vendor.pxeclient.boot_menu.type']);
  const length = p.read(f['option.vendor.pxeclient.boot_menu.length']);
  takeAscii(p, f['option.vendor.pxeclient.boot_menu.desc'], length);
}

function menuPrompt(p: Layer, f: DhcpFields, end: number): void {
  p.read(f['option.vendor.pxeclient.menu_prompt.timeout']);
  takeAscii(p, f['option.vendor.pxeclient.menu_prompt.prompt'], Math.max(0, end - p.at));
}

function bootItem(p: Layer, f: DhcpFields, end: number): void {
  p.read(f['option.vendor.pxeclient.boot_item.type']);
  p.take(f['option.vendor.pxeclient.boot_item.layer'], Math.max(0, end - p.at));
}

const CLIENT = 'option.vendor.pxeclient.';

/** Preboot Execution Environment 2.1, section 2.4. */
export const PXE: Family = {
  field: 'option.vendor.pxeclient.suboption', names: PXE_SUBOPTIONS, unknown: '',
  read: new Map<number, Read>([
    [1, address(`${CLIENT}mtftp_ip`, false)], [2, number(`${CLIENT}mtftp_client_port`)], [3, number(`${CLIENT}mtftp_server_port`)],
    [4, number(`${CLIENT}mtftp_timeout`)], [5, number(`${CLIENT}mtftp_delay`)], [6, discoveryControl], [7, address(`${CLIENT}multicast_address`, false)],
    [8, list(`${CLIENT}boot_servers`, bootServer)], [9, list(`${CLIENT}boot_menu`, menuEntry)], [10, list(`${CLIENT}menu_prompt`, menuPrompt)],
    [11, bytes(`${CLIENT}multicast_address_alloc`)], [12, bytes(`${CLIENT}credential_types`)], [71, list(`${CLIENT}boot_item`, bootItem)],
  ]),
};
