// The two ends of a conversation as text.
import { ipv4Text, ipv6Text } from '../frame/address';
import type { ConversationTable } from '../stream/conversation-table';

/** @param side of the first endpoint 0, of the second 1 */
export function addressText(conversations: ConversationTable, conversation: number, side: number): string {
  const address = conversations.addressOf(conversation, side);
  return typeof address === 'number' ? ipv4Text(address) : ipv6Text(address);
}

/** `10.0.0.1:80`, `[2001:db8::1]:80` */
export function endpointText(conversations: ConversationTable, conversation: number, side: number): string {
  const ports = conversations.portsOf(conversation);
  const address = addressText(conversations, conversation, side);
  return `${address.includes(':') ? `[${address}]` : address}:${side === 0 ? ports >>> 16 : ports & 0xffff}`;
}
