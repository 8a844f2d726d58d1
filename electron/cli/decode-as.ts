// `-d LAYER==SELECTOR,PROTOCOL`: who is in charge of a port or type, as tshark has it.
import type { Registry } from '../../shared/dissect/registry';
import type { Table } from '../../shared/dissect/tables';
import { UsageError } from './options';

const LAYERS: readonly Table[] = ['tcp.port', 'udp.port', 'ip.proto', 'ethertype'];
const HIGHEST = 0xffff;

/** @param text `tcp.port==8080,http`, `udp.port==5000-5010,dns` or `tcp.port==8080:3,http` @throws UsageError */
export function decodeAs(text: string, registry: Registry): void {
  const [, layer, first, mark, second, protocol] = /^([\w.]+)==(0x[\da-f]+|\d+)(?:([-:])(\d+))?,(.+)$/i.exec(text) ?? [];
  if (layer === undefined || first === undefined || protocol === undefined) throw new UsageError(`-d ${text}: write LAYER==NUMBER,PROTOCOL, such as tcp.port==8080,http`);
  const table = LAYERS.find((name) => name === layer);
  if (table === undefined) throw new UsageError(`-d ${text}: layers are ${LAYERS.join(', ')}`);
  if (registry.indexOf(protocol) < 0) throw new UsageError(`-d ${text}: there is no protocol ${protocol}; netloupe fields lists them`);
  const from = Number(first);
  const last = mark === '-' ? Number(second) : mark === ':' ? from + Number(second) - 1 : from;
  if (from > HIGHEST || last > HIGHEST || last < from) throw new UsageError(`-d ${text}: numbers are 0 to ${HIGHEST}, the lower one first`);
  registry.decodeAs(table, from, last, protocol);
}
