// The ledger of a live capture by interface, for captures on several.
import type { ReactNode } from 'react';
import { useText } from '../../locales/text';
import { figuresOf } from '../../state/ledger-figures';
import { formatBuffer, formatCount } from '../../widgets/format-quantity';
import { visibleMarks } from '../../widgets/visible-marks';
import type { CaptureOptions } from '../../../shared/live/capture-options';
import type { Ledger } from '../../../shared/live/ledger';

export function InterfaceTable({ ledger, options }: { readonly ledger: Ledger; readonly options: CaptureOptions }): ReactNode {
  const text = useText();
  return (
    <table className="live-interfaces" data-testid="live-interfaces">
      <thead>
        <tr>
          <th>{text('live.interface')}</th>
          <th>{text('live.received')}</th>
          <th>{text('live.dropped')}</th>
          <th>{text('live.written')}</th>
          <th>{text('live.cut')}</th>
          <th>{text('live.refusedHead')}</th>
          <th>{text('live.buffer')}</th>
        </tr>
      </thead>
      <tbody className="mono">
        {ledger.interfaces.map((item, i) => {
          const one = options.interfaces[i];
          const figures = figuresOf({ ...ledger, interfaces: [item], written: item.written }, one ? [one] : []);
          return (
            <tr key={`${item.netns} ${item.name}`}>
              <td>{visibleMarks(item.netns === '' ? item.name : `${item.name} (${item.netns})`)}</td>
              <td>{formatCount(figures.received)}</td>
              <td className={figures.dropped > 0 ? 'error-text' : ''}>{formatCount(figures.dropped)}</td>
              <td>{formatCount(figures.written)}</td>
              <td>{formatCount(figures.truncated)}</td>
              <td>{figures.refused >= 0 ? formatCount(figures.refused) : one?.filter ? text('live.unknown') : '-'}</td>
              <td>{formatBuffer(item.bufferBytes)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
