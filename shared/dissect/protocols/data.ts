// Bytes that no protocol claims.
import { TRUNCATED } from '../../bytes/byte-view';
import { bytes, uint32 } from '../field';
import { protocol } from '../protocol';

export const data = protocol({
  id: 'data', name: 'Data', column: '', spec: '', over: {},
  fields: {
    data: bytes('Data'),
    len: uint32('Length'),
  },
  dissect(p, f) {
    const length = Math.min(p.left, Math.max(0, p.captured));
    if (length === 0 && p.left > 0) throw TRUNCATED;
    if (p.inTree) p.layerNode.append = ` (${length} byte${length === 1 ? '' : 's'})`;
    p.take(f.data, length);
    p.generated(f.len, length);
  },
});
