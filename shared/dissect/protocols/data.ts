// Bytes that no protocol claims.
import { bytes, uint32 } from '../field';
import { protocol } from '../protocol';

export const data = protocol({
  id: 'data', name: 'Data', column: '', spec: '', over: {},
  fields: {
    data: bytes('Data'),
    len: uint32('Length'),
  },
  dissect(p, f) {
    const length = Math.min(p.left, p.captured);
    if (p.inTree) p.layerNode.append = ` (${length} byte${length === 1 ? '' : 's'})`;
    p.take(f.data, length);
    p.generated(f.len, length);
  },
});
