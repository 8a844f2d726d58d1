// Says why the decoding of a layer stopped: in the tree, as a field, and in Info.
import { isOutOfBytes, MALFORMED, TRUNCATED } from '../bytes/byte-view';
import { expert } from './expert';
import type { Layer } from './layer';
import type { Protocol } from './protocol';
import { verdictLine } from './seen';

/** @param goesOn the PDU at hand goes on in later segments: running out of bytes is no fault of anybody's @returns null = nothing is wrong */
export function decodingStopped(p: Layer, error: unknown, protocol: Protocol, goesOn: boolean): 'truncated' | 'malformed' | 'bug' | null {
  const fields = expert.fields;
  if (error === TRUNCATED && goesOn) {
    p.generated(fields['._ws.unreassembled'], undefined);
    return null;
  }
  if (error === MALFORMED && p.quoted > 0) return null; // an error message need not quote all
  const kind = isOutOfBytes(error) ? error.outOfBytes : 'bug';
  const name = protocol.column || protocol.name;
  if (error === TRUNCATED) {
    verdictLine(p, fields['._ws.short'], `Packet size limited during capture: ${name} truncated`);
    p.appendInfo(() => '[Packet size limited during capture]');
  } else if (error === MALFORMED && p.fragment) {
    verdictLine(p, fields['._ws.unreassembled'], `BoundError Unreassembled Packet: ${name}`);
    p.expert(fields['._ws.unreassembled'], 'note', 'Reassemble', 'Unreassembled fragment');
    p.appendInfo(() => '[BoundErrorUnreassembled Packet]');
  } else {
    const reason = error === MALFORMED && p.itemEnd > p.view.reportedEnd ? ': length of contained item exceeds length of containing item' : '';
    const text = error === MALFORMED ? `Malformed Packet: ${name}${reason}` : `Netloupe's mistake in ${name}: ${String(error)}`;
    verdictLine(p, fields['._ws.malformed'], text);
    p.expert(fields['._ws.malformed'], 'error', 'Malformed', 'Malformed Packet (Exception occurred)');
    p.appendInfo(() => `[Malformed Packet${reason}]`);
  }
  return kind;
}
