// NTP: which answer belongs to which request, and how long it took.
import { timeBetween } from '../../frame/time';
import type { Layer } from '../layer';
import type { NtpFields } from './ntp-fields';

/** Request and response, as far as the capture has both. */
export function pair(p: Layer, f: NtpFields, kind: 'request' | 'response', key: number): void {
  const peer = p.transaction(kind, key);
  if (!peer) return;
  if (kind === 'request') {
    p.generated(f.response_in, peer.frame);
    return;
  }
  p.generated(f.request_in, peer.frame);
  if (peer.time && p.context.time) p.generated(f.delta_time, timeBetween(peer.time, p.context.time));
}
