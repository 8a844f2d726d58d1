// Which protocols decode-as rules may name.
import { DECODE_LAYERS, type DecodeRule } from '../../shared/dissect/decode-rule';
import type { Protocol } from '../../shared/dissect/protocol';
import type { Registry } from '../../shared/dissect/registry';
import type { EngineHandlers } from '../../shared/ipc/rpc';

const FOUND_BY_CONTENT: Readonly<Record<DecodeRule['layer'], 'tcp' | 'udp' | null>> = { 'tcp.port': 'tcp', 'udp.port': 'udp', 'ip.proto': null, ethertype: null };

export function decodeHandlers(registry: Registry): Pick<EngineHandlers, 'decodeAs.protocols'> {
  const fits = (protocol: Protocol, layer: DecodeRule['layer']): boolean => {
    const found = FOUND_BY_CONTENT[layer];
    return protocol.id === 'data' || protocol.over[layer] !== undefined || (found !== null && protocol.recogniseOver?.includes(found) === true);
  };
  const of = (layer: DecodeRule['layer']): { id: string; name: string }[] =>
    registry.protocols.filter((protocol) => fits(protocol, layer)).map(({ id, name }) => ({ id, name })).sort((a, b) => (a.id < b.id ? -1 : 1));
  return { 'decodeAs.protocols': () => Object.fromEntries(DECODE_LAYERS.map((layer) => [layer, of(layer)])) as Record<DecodeRule['layer'], { id: string; name: string }[]> };
}
