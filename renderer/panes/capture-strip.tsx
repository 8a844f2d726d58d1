// What is open, in a line of the tab strip; while it is read or saved: how far that is, and Cancel.
import type { ReactNode } from 'react';
import type { CaptureInfo } from '../../shared/ipc/contract';
import { useText, type Text } from '../locales/text';
import { hintOf } from '../state/action-items';
import { runAction } from '../state/actions';
import { interfacesText, precisionKey } from '../state/capture-facts';
import { cancelSaving, useSaving } from '../state/saving';
import { isReading, useSession } from '../state/session';
import { formatBytes, formatCount } from '../widgets/format-quantity';
import { Icon } from '../widgets/icon';
import { ReadingProgress } from '../widgets/reading-progress';
import { visibleMarks } from '../widgets/visible-marks';

/** Its place and height never change. */
export function CaptureStrip(): ReactNode {
  const text = useText();
  const { capture, progress } = useSession();
  const job = useSaving((s) => s.job);
  if (job) return <SavingProgress name={job.name} bytes={job.bytes} size={job.size} />;
  if (!capture) return null;
  if (capture.live || !isReading(progress)) return <CaptureSummary capture={capture} text={text} />;
  return (
    <div className="capture-strip">
      <ReadingProgress
        title={text('progress.label', { name: visibleMarks(capture.name) })}
        done={progress?.bytesRead ?? 0}
        size={capture.size}
        detail={`${readingDetail(capture.size, progress?.bytesRead ?? 0, progress?.elapsedMs ?? 0, text)}; ${text('progress.frames', { formatted: formatCount(progress?.frames ?? 0) })}`}
        cancel={text('progress.cancel')}
        onCancel={() => runAction('file.cancel')}
      />
    </div>
  );
}

function SavingProgress({ name, bytes, size }: { readonly name: string; readonly bytes: number; readonly size: number }): ReactNode {
  const text = useText();
  return (
    <div className="capture-strip">
      <ReadingProgress title={text('live.statusSaving', { name: visibleMarks(name) })} done={bytes} size={size} detail={text('progress.detailUnknown', { read: formatBytes(bytes), size: formatBytes(size) })} cancel={text('progress.cancel')} onCancel={cancelSaving} />
    </div>
  );
}

function readingDetail(size: number, read: number, elapsedMs: number, text: Text): string {
  const values = { read: formatBytes(read), size: formatBytes(size) };
  if (read === 0 || elapsedMs < 100) return text('progress.detailUnknown', values);
  const rate = (read / elapsedMs) * 1000;
  const left = Math.max(0, size - read) / rate;
  return text('progress.detail', { ...values, rate: formatBytes(rate), left: `${left < 9.95 ? left.toFixed(1) : Math.round(left)} s` });
}

function CaptureSummary({ capture, text }: { readonly capture: CaptureInfo; readonly text: Text }): ReactNode {
  const facts: string[] = [capture.format + (capture.compressed ? ` (${text('toolbar.compressed')})` : '')];
  // A capture that grows says its size in the status bar.
  if (!capture.live) facts.push(formatBytes(capture.size));
  else if (capture.live.file !== '') facts.push(capture.path.replace(/^.*[\\/]/, ''));
  const first = capture.interfaces[0];
  if (capture.interfaces.length > 1) facts.push(text('toolbar.interfaces', { count: capture.interfaces.length }));
  if (first) facts.push(interfacesText(capture, text), text(precisionKey(first.timeDigits)));
  const filters = [...new Set(capture.live?.interfaces.map((item) => item.filter))].filter((filter) => filter !== '');
  if (filters.length > 0) facts.push(text('live.filter', { filter: filters.join(', ') }));
  const comment = capture.comments[0];
  const line = facts.map(visibleMarks).join(' · ');
  return (
    <button type="button" className="capture-strip" data-testid="capture-summary" title={`${visibleMarks(capture.path)}\n${line}\n${hintOf('file.properties', text)}`} onClick={() => runAction('file.properties')}>
      <Icon name="file" className="t3" />
      <b className="cut">{visibleMarks(capture.name)}</b>
      <span className="t3 cut">{line}</span>
      {comment && (
        <span className="capture-comment">
          <Icon name="note" />
          <span className="cut">{visibleMarks(comment)}</span>
        </span>
      )}
    </button>
  );
}
