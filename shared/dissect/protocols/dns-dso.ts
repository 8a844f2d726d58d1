// DNS stateful operations (RFC 8490): type-length-value entries instead of records.
import type { Layer } from '../layer';
import type { DnsFields } from './dns-fields';
import { DSO_TYPES } from './values/dns-names';

export function dissectDso(p: Layer, f: DnsFields): void {
  p.view.need(p.at, 4);
  p.put(f.dso, undefined, p.at, p.left);
  p.open();
  while (p.left > 0) entry(p, f);
  p.close();
}

function entry(p: Layer, f: DnsFields): void {
  const start = p.at;
  const type = p.view.uint16(start);
  const length = p.view.uint16(start + 2);
  p.put(f['dso.tlv'], undefined, start, Math.min(4 + length, p.left));
  if (p.inTree) p.last.valueText = DSO_TYPES.find(([low, high]) => type >= low && type <= high)?.[2] ?? 'Unknown';
  p.open();
  p.read(f['dso.tlv.type']);
  p.read(f['dso.tlv.length']);
  if (type === 1) {
    p.read(f['dso.tlv.keepalive.inactivity']);
    p.read(f['dso.tlv.keepalive.interval']);
  } else if (type === 2) {
    p.read(f['dso.tlv.retrydelay.retrydelay']);
  } else {
    p.take(type === 3 ? f['dso.tlv.encpad.padding'] : f['dso.tlv.data'], length);
  }
  p.close();
}
