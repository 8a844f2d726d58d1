// Addresses and ports that the open capture has, for completion: taken from its conversations, no frame is read.
import type { Field } from '../dissect/field';
import { AddressKind } from '../dissect/frame-facts';
import { ipv4Text, ipv6Text } from '../frame/address';
import type { ConversationTable } from '../stream/conversation-table';

/** Conversations that are looked at, and values that are given. */
const MOST_CONVERSATIONS = 20_000;
const MOST_VALUES = 12;

const TRANSPORTS: Readonly<Record<string, number>> = { tcp: 6, udp: 17, sctp: 132 };

/** What a field asks of a conversation's ends; null = conversations do not know it. */
function wanted(name: string, field: Field): { readonly family: number; readonly transport: number; readonly port: boolean } | null {
  const protocol = name.split('.')[0]!;
  if (/\.(src|dst)?port$/.test(name) && TRANSPORTS[protocol] !== undefined) return { family: -1, transport: TRANSPORTS[protocol], port: true };
  if (protocol !== 'ip' && protocol !== 'ipv6') return null;
  if (field.type === 'ipv4') return { family: AddressKind.Ipv4, transport: -1, port: false };
  return field.type === 'ipv6' ? { family: AddressKind.Ipv6, transport: -1, port: false } : null;
}

/** Of the addresses or ports that a field can have, those of most conversations first. */
export function seenValues(conversations: ConversationTable, name: string, field: Field): string[] {
  const ask = wanted(name, field);
  if (!ask) return [];
  const counts = new Map<string, number>();
  for (let index = 0; index < Math.min(conversations.count, MOST_CONVERSATIONS); index++) {
    if (ask.transport >= 0 && conversations.transportOf(index) !== ask.transport) continue;
    const { family, ends } = conversations.endpointsOf(index);
    if (ask.family >= 0 && family !== ask.family) continue;
    for (const { address, port } of ends) {
      const text = ask.port ? String(port) : typeof address === 'number' ? ipv4Text(address) : ipv6Text(address, 0);
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_VALUES).map(([text]) => text);
}
