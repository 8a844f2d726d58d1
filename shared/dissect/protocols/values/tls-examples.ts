// Bytes for the test of TLS: an openssl s_client session on loopback.
import type { Example } from '../../protocol';

export const TLS_EXAMPLES: readonly Example[] = [
  { what: 'a fatal alert', hex: '15 0301 0002 0246', info: 'Alert (Level: Fatal, Description: Protocol Version)', fields: { 'tls.alert_message.level': '2', 'tls.alert_message.desc': '70' } },
];
