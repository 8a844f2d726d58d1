// "Import hex dump": a text that is pasted or a file; shows what is recognised while it is typed; opens the packets as a capture.
import { useEffect, useState, type ReactNode } from 'react';
import { allLinktypes, linktype as linktypeOf } from '../../shared/frame/linktype';
import type { HexTrouble } from '../../shared/hex-import/hex-packets';
import { MOST_PASTED, type ImportPreview } from '../../shared/ipc/import-calls';
import type { Problem } from '../../shared/problem';
import { engine } from '../engine';
import { problemSentences, useLanguage, useText, type Text } from '../locales/text';
import { previewImport, suggestedImport, useImportPreview, writeImport, type ImportWish } from '../state/importing';
import { closeDialog } from '../state/overlay';
import { report, toProblem, useSession } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { formatCount } from '../widgets/format-quantity';
import { useOneAtATime } from '../widgets/one-at-a-time';
import { visibleMarks } from '../widgets/visible-marks';
import { useTarget } from './path-there';
import { TargetPath } from './target-path';

const PREVIEW_AFTER_MS = 250;
const MOST_TROUBLES = 5;
const LINKTYPES = allLinktypes().filter(({ number }) => number <= 0xffff);

function wishOf(text: string, file: string, linktype: number | null): ImportWish | null {
  if (file.trim() !== '') return { from: { kind: 'file', path: file.trim() }, linktype };
  return text.trim() === '' || text.length > MOST_PASTED ? null : { from: { kind: 'text', text }, linktype };
}

export function ImportHexDialog(): ReactNode {
  const text = useText();
  const [typed, setTyped] = useState('');
  const [file, setFile] = useState('');
  const [linktype, setLinktype] = useState<number | null>(null);
  const [path, setPath] = useState(() => suggestedImport(text('importHex.name')));
  const target = useTarget(path);
  const [failure, setFailure] = useState<Problem | null>(null);
  const { found } = useImportPreview();
  useEffect(() => {
    const waiting = setTimeout(() => void previewImport(wishOf(typed, file, linktype)), PREVIEW_AFTER_MS);
    return () => clearTimeout(waiting);
  }, [typed, file, linktype]);
  const open = useOneAtATime(async () => {
    const wish = wishOf(typed, file, linktype);
    if (!wish) return;
    setFailure(null);
    if (!(await target.mayWrite())) return;
    try {
      await writeImport(wish, path);
      closeDialog();
    } catch (error) {
      setFailure(toProblem(error));
    }
  });
  const footer = (
    <>
      <span className="grow" />
      <button type="button" className="button edge" onClick={closeDialog}>{text('dialog.cancel')}</button>
      <button type="button" className="button primary" disabled={!found || found.count === 0 || path.trim() === ''} onClick={open}>{text('importHex.open')}</button>
    </>
  );
  return (
    <DialogBox title={text('importHex.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="write-box" footer={footer}>
      <div className="import-hex">
        <textarea className="input mono" data-focus-first aria-label={text('importHex.text')} placeholder={text('importHex.hint')} spellCheck={false} value={typed} disabled={file.trim() !== ''} onChange={(event) => setTyped(event.target.value)} />
        <FileLine file={file} setFile={setFile} />
        <label className="write-line">
          <span>{text('edit.linktype')}</span>
          <select className="input" value={linktype === null ? '' : String(linktype)} onChange={(event) => setLinktype(event.target.value === '' ? null : Number(event.target.value))}>
            <option value="">{text('importHex.guess')}</option>
            {LINKTYPES.map(({ number, name, description }) => <option key={number} value={number}>{`${name} (${description})`}</option>)}
          </select>
        </label>
        <div className="import-found">
          <Recognised found={found} />
        </div>
      </div>
      <TargetPath path={path} onChange={setPath} isThere={target.isThere} />
      <Trouble failure={failure} found={found} isTooLong={file.trim() === '' && typed.length > MOST_PASTED} />
    </DialogBox>
  );
}

function FileLine({ file, setFile }: { readonly file: string; readonly setFile: (path: string) => void }): ReactNode {
  const text = useText();
  const hasDialog = useSession((s) => s.app?.fileDialog ?? false);
  const browse = (): void => void engine.call('files.choose', {}).then(({ path }) => path !== '' && setFile(path), report);
  return (
    <div className="write-add">
      <label className="write-line">
        <span>{text('importHex.file')}</span>
        <input className="input mono" autoComplete="off" spellCheck={false} maxLength={4096} value={file} onChange={(event) => setFile(event.target.value)} />
      </label>
      {hasDialog && <button type="button" className="button edge" onClick={browse}>{text('write.browse')}</button>}
    </div>
  );
}

function Recognised({ found }: { readonly found: ImportPreview | null }): ReactNode {
  const text = useText();
  if (!found) return null;
  if (found.count === 0) return <p className="warn-text" role="status" data-testid="import-found">{text('importHex.nothing')}</p>;
  return (
    <>
      <p role="status" data-testid="import-found">{text('importHex.found', { count: found.count, formatted: formatCount(found.count), linktype: linktypeOf(found.linktype).name })}</p>
      <div className="import-packets mono" tabIndex={0} aria-label={text('importHex.packets')}>
        {found.packets.map(({ line, time, length, begin }, i) => (
          <div key={i} className="import-packet">
            <span>{i + 1}</span>
            <span className="t3">{text('importHex.line', { line })}</span>
            <span>{time}</span>
            <span>{length}</span>
            <span className="cut">{begin}</span>
          </div>
        ))}
      </div>
    </>
  );
}

function troubleOf({ kind, line, wanted, found }: HexTrouble, text: Text): string {
  return kind === 'long' ? text('importHex.long', { line, wanted }) : text('importHex.offset', { line, wanted, found });
}

interface TroubleProps {
  readonly failure: Problem | null;
  readonly found: ImportPreview | null;
  readonly isTooLong: boolean;
}

function Trouble({ failure, found, isTooLong }: TroubleProps): ReactNode {
  const text = useText();
  const language = useLanguage();
  const { problem } = useImportPreview();
  const wrong = failure ?? problem;
  return (
    <div className="write-outcome" role="alert">
      {isTooLong && <p className="error-text">{text('importHex.tooLong')}</p>}
      {wrong && <p className="error-text">{visibleMarks(problemSentences(wrong, language))}</p>}
      {!wrong && found?.troubles.slice(0, MOST_TROUBLES).map((each, i) => <p key={i} className="warn-text">{troubleOf(each, text)}</p>)}
    </div>
  );
}
