// Words and icons of an interface: its kind, its addresses, what is special about it.
import type { InterfaceInfo, InterfaceKind } from '../../../shared/live/interfaces';
import type { Text } from '../../locales/text';
import type { IconName } from '../../widgets/icon';

const ICONS: Readonly<Record<InterfaceKind, IconName>> = {
  ethernet: 'ethernet', wireless: 'wireless', loopback: 'loopback', bridge: 'bridge', tunnel: 'tunnel', virtual: 'virtual', bluetooth: 'bluetooth',
  usb: 'usb', any: 'everything', other: 'ethernet',
};

export function iconOf({ kind }: InterfaceInfo): IconName {
  return ICONS[kind];
}

export interface InterfaceChip {
  readonly label: string;
  readonly tone: '' | 'good' | 'quiet';
  readonly title: string;
}

/** What is special about an interface, most useful first. */
export function chipsOf(info: InterfaceInfo, text: Text): readonly InterfaceChip[] {
  const chip = (name: 'up' | 'down' | 'noCarrier' | 'loopback' | 'promiscuous' | 'noPromiscuous' | 'noLinkLayer' | 'multicast', tone: InterfaceChip['tone'] = ''): InterfaceChip => ({
    label: text(`interfaces.chip.${name}`), tone, title: text(`interfaces.chipMeans.${name}`),
  });
  if (info.kind === 'any') return [chip('noPromiscuous')];
  const network = info.mtu > 0;
  return [
    ...(!network ? [] : info.up ? [info.running || info.loopback ? chip('up', 'good') : chip('noCarrier')] : [chip('down', 'quiet')]),
    ...(info.loopback ? [chip('loopback')] : []),
    ...(info.vlan >= 0 ? [{ label: `vlan ${info.vlan}`, tone: '' as const, title: text('interfaces.chipMeans.vlan', { number: info.vlan }) }] : []),
    ...(info.promiscuity > 0 ? [chip('promiscuous')] : []),
    ...(info.kind === 'tunnel' && info.mac === '' ? [chip('noLinkLayer')] : []),
    ...(info.multicast && info.wireless ? [chip('multicast')] : []),
  ];
}

/** The two lines of addresses: the first, and the next or how many more there are. */
export function addressLines(info: InterfaceInfo, text: Text): readonly [string, string] {
  if (info.kind === 'any') return [text('interfaces.everyAddress'), ''];
  const [first = '', second = '', ...more] = info.addresses.map((address) => address.replace(/\/\d+$/, ''));
  if (first === '') return [info.mac === '' || info.loopback ? text('interfaces.noAddress') : info.mac, info.mac === '' || info.loopback ? '' : text('interfaces.noAddress')];
  return [first, more.length > 0 ? `${second} +${more.length}` : second];
}
