// What the file says of itself: format, size, every interface with its link type and snaplen, comments.
import type { ReactNode } from 'react';
import { useText, type Text } from '../locales/text';
import { linktypeText, precisionKey, snaplenText } from '../state/capture-facts';
import { closeDialog } from '../state/overlay';
import { useSession } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { formatBytes, formatCount } from '../widgets/format-quantity';
import { visibleMarks } from '../widgets/visible-marks';
import type { CaptureInfo } from '../../shared/ipc/contract';

export function CaptureDialog(): ReactNode {
  const text = useText();
  const capture = useSession((s) => s.capture);
  const progress = useSession((s) => s.progress);
  if (!capture) return null;
  const facts: readonly (readonly [string, string])[] = [
    [text('capture.path'), capture.path],
    [text('capture.format'), capture.format + (capture.compressed ? ` (${text('toolbar.compressed')})` : '')],
    [text('capture.size'), `${formatBytes(capture.size)} (${text('details.bytes', { count: capture.size, formatted: formatCount(capture.size) })})`],
    [text('capture.frames'), formatCount(progress?.frames ?? 0)],
    [text('capture.duration'), `${progress?.duration ?? ''} s`],
  ];
  return (
    <DialogBox title={text('capture.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="wide-box">
      <div className="capture-facts" tabIndex={0} data-testid="capture-facts">
        <dl>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="mono">{visibleMarks(value)}</dd>
            </div>
          ))}
        </dl>
        <Interfaces capture={capture} text={text} />
        {capture.comments.length > 0 && <h3>{text('capture.comments')}</h3>}
        {capture.comments.map((comment, i) => (
          <p key={i} className="capture-note">
            {visibleMarks(comment)}
          </p>
        ))}
      </div>
    </DialogBox>
  );
}

function Interfaces({ capture, text }: { readonly capture: CaptureInfo; readonly text: Text }): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          {(['interface', 'linktype', 'snaplen', 'precision', 'promiscuous'] as const).map((column) => (
            <th key={column}>{text(`capture.${column}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {capture.interfaces.map((item, i) => (
          <tr key={i}>
            <td>{item.name === '' ? text('capture.unnamed', { number: i }) : visibleMarks(item.name)}</td>
            <td>{visibleMarks(linktypeText(item, text))}</td>
            <td className="mono">{snaplenText(item, text)}</td>
            <td>{text(precisionKey(item.timeDigits))}</td>
            <td className="t3">{text('capture.unknown')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
