// How many frames were looked at, while not all were.
import type { ReactNode } from 'react';
import { useText } from '../../locales/text';
import { formatCount } from '../../widgets/format-quantity';

export function Progress({ examined, total }: { readonly examined: number; readonly total: number }): ReactNode {
  const text = useText();
  if (examined >= total) return null;
  return (
    <span className="statistics-progress" role="status">
      <progress max={total} value={examined} />
      {text('statistics.progress', { examined: formatCount(examined), total: formatCount(total) })}
    </span>
  );
}
