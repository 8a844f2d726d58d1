// `-d LAYER==SELECTOR,PROTOCOL`: who is in charge of a port or type, as tshark has it.
import { DECODE_LAYERS, HIGHEST_NUMBER, type DecodeRule } from '../../shared/dissect/decode-rule';
import type { Registry } from '../../shared/dissect/registry';
import { UsageError } from './options';

/** @param text `tcp.port==8080,http`, `udp.port==5000-5010,dns` or `tcp.port==8080:3,http` @throws UsageError */
export function decodeRule(text: string, registry: Registry): DecodeRule {
  const [, named, from, mark, second, protocol] = /^([\w.]+)==(0x[\da-f]+|\d+)(?:([-:])(\d+))?,(.+)$/i.exec(text) ?? [];
  if (named === undefined || from === undefined || protocol === undefined) throw new UsageError(`-d ${text}: write LAYER==NUMBER,PROTOCOL, such as tcp.port==8080,http`);
  const layer = DECODE_LAYERS.find((name) => name === named);
  if (layer === undefined) throw new UsageError(`-d ${text}: layers are ${DECODE_LAYERS.join(', ')}`);
  if (registry.indexOf(protocol) < 0) throw new UsageError(`-d ${text}: there is no protocol ${protocol}; netloupe fields lists them`);
  const first = Number(from);
  const last = mark === '-' ? Number(second) : mark === ':' ? first + Number(second) - 1 : first;
  if (first > HIGHEST_NUMBER || last > HIGHEST_NUMBER || last < first) throw new UsageError(`-d ${text}: numbers are 0 to ${HIGHEST_NUMBER}, the lower one first`);
  return { layer, first, last, protocol };
}
