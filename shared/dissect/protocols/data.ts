// Bytes that no protocol claims.
import { TRUNCATED } from '../../bytes/byte-view';
import { hexText } from '../../bytes/text';
import { bytes, uint32 } from '../field';
import { protocol } from '../protocol';
import { layerLine } from '../seen';

export const data = protocol({
  id: 'data', name: 'Data', column: '', spec: '', over: {},
  fields: {
    data: bytes('Data'),
    len: uint32('Length'),
  },
  dissect(p, f) {
    const length = Math.min(p.left, Math.max(0, p.captured));
    if (length === 0 && p.left > 0) throw TRUNCATED;
    const { bytes: b } = p.view;
    const start = p.at;
    if (p.inTree) p.title(() => ` (${length} byte${length === 1 ? '' : 's'})`);
    else layerLine(p, 'data', () => hexText(b, start, length));
    p.take(f.data, length);
    p.generated(f.len, length);
  },
});
