// Where a dialog writes to: a path to type, by the system's dialog where the host has one; says when a file is there already.
import type { ReactNode } from 'react';
import { engine } from '../engine';
import { useText } from '../locales/text';
import { report, useSession } from '../state/session';
import { nameOf } from './path-there';

interface TargetPathProps {
  readonly path: string;
  readonly onChange: (path: string) => void;
  /** It is said that a file will be replaced. */
  readonly isThere: boolean;
}

export function TargetPath({ path, onChange, isThere }: TargetPathProps): ReactNode {
  const text = useText();
  const hasDialog = useSession((s) => s.app?.fileDialog ?? false);
  const browse = (): void => {
    engine.call('files.chooseSave', { name: nameOf(path) || 'capture.pcapng' }).then((chosen) => chosen.path !== '' && onChange(chosen.path), report);
  };
  return (
    <div className="write-target">
      <label className="write-line">
        <span>{text('write.path')}</span>
        <input className="input mono" autoComplete="off" spellCheck={false} value={path} maxLength={4096} onChange={(event) => onChange(event.target.value)} />
      </label>
      {hasDialog && (
        <button type="button" className="button edge" onClick={browse}>
          {text('write.browse')}
        </button>
      )}
      <p className="warn-text">{isThere ? text('stream.save.replaces') : ''}</p>
    </div>
  );
}
