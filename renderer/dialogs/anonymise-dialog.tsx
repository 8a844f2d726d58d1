// "Anonymise": the open capture with other addresses and without payload; says afterwards what was changed and what may remain.
import { useState, type ReactNode } from 'react';
import type { Anonymised } from '../../shared/ipc/share-calls';
import { engine } from '../engine';
import { problemSentences, useLanguage, useText } from '../locales/text';
import { closeDialog } from '../state/overlay';
import { report as reportProblem, toProblem } from '../state/session';
import { anonymise, NEW_ANONYMISE, suggestedShare, type AnonymiseWish } from '../state/sharing';
import { DialogBox } from '../widgets/dialog-box';
import { formatBytes, formatCount } from '../widgets/format-quantity';
import { useOneAtATime } from '../widgets/one-at-a-time';
import { visibleMarks } from '../widgets/visible-marks';
import { useTarget } from './path-there';
import { TargetPath } from './target-path';
import { WritingFoot } from './writing-foot';

export function AnonymiseDialog(): ReactNode {
  const text = useText();
  const language = useLanguage();
  const [wish, setWish] = useState(NEW_ANONYMISE);
  const [path, setPath] = useState(() => suggestedShare(` ${text('anonymise.named')}`, '.pcapng'));
  const target = useTarget(path);
  const [failure, setFailure] = useState('');
  const [said, setSaid] = useState<Anonymised['report'] | null>(null);
  const write = useOneAtATime(async () => {
    setFailure('');
    if (!(await target.mayWrite())) return;
    try {
      setSaid(await anonymise(path, wish));
    } catch (error) {
      setFailure(problemSentences(toProblem(error), language));
    }
  });
  const footer = said ? (
    <>
      <span className="grow" />
      <button type="button" className="button primary" onClick={closeDialog}>{text('dialog.close')}</button>
    </>
  ) : <WritingFoot label={text(target.isThere ? 'save.replace' : 'share.write')} isReady={path.trim() !== ''} write={write} stop={() => void engine.call('share.cancel', {}).catch(reportProblem)} />;
  return (
    <DialogBox title={text('anonymise.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="narrow" footer={footer}>
      {said ? <Outcome report={said} /> : (
        <>
          <Wishes wish={wish} set={(part) => setWish({ ...wish, ...part })} />
          <TargetPath path={path} onChange={setPath} isThere={target.isThere} />
          <div className="write-outcome" role="alert">{failure !== '' && <p className="error-text">{visibleMarks(failure)}</p>}</div>
        </>
      )}
    </DialogBox>
  );
}

interface WishesProps {
  readonly wish: AnonymiseWish;
  readonly set: (part: Partial<AnonymiseWish>) => void;
}

function Wishes({ wish, set }: WishesProps): ReactNode {
  const text = useText();
  return (
    <div className="import-hex">
      <p className="t2">{text('anonymise.what')}</p>
      <label className="write-line">
        <span>{text('anonymise.payload')}</span>
        <select className="input" value={wish.payload} onChange={(event) => set({ payload: event.target.value as AnonymiseWish['payload'] })}>
          {(['mask', 'cut', 'keep'] as const).map((each) => <option key={each} value={each}>{text(`anonymise.payload.${each}`)}</option>)}
        </select>
      </label>
      {wish.payload === 'keep' && <p className="warn-text">{text('anonymise.kept')}</p>}
      <label className="write-line">
        <span>{text('anonymise.key')}</span>
        <input className="input mono" autoComplete="off" spellCheck={false} maxLength={1000} placeholder={text('anonymise.keyHint')} value={wish.key} onChange={(event) => set({ key: event.target.value })} />
      </label>
      <label className="write-check">
        <input type="checkbox" checked={wish.keepsMaker} onChange={(event) => set({ keepsMaker: event.target.checked })} />
        {text('anonymise.keepsMaker')}
      </label>
      <label className="write-check">
        <input type="checkbox" checked={wish.keepsComments} onChange={(event) => set({ keepsComments: event.target.checked })} />
        {text('anonymise.keepsComments')}
      </label>
    </div>
  );
}

/** What was changed, and what may remain. */
function Outcome({ report: { counts, addresses, payload, dropped } }: { readonly report: Anonymised['report'] }): ReactNode {
  const text = useText();
  const formatted = formatCount;
  return (
    <div className="import-hex" role="status" data-testid="anonymised">
      <p>{text('anonymise.changed', { frames: formatted(counts.frames), ipv4: formatted(addresses.ipv4), ipv6: formatted(addresses.ipv6), ether: formatted(addresses.ether), places: formatted(counts.places), checksums: formatted(counts.checksums) })}</p>
      {payload !== 'keep' && <p>{text(payload === 'cut' ? 'anonymise.wasCut' : 'anonymise.masked', { bytes: formatBytes(counts.payloadBytes), frames: formatted(counts.framesCut) })}</p>}
      <p>{text(dropped.comments ? 'anonymise.leftOut' : 'anonymise.leftOutNames', { names: formatted(dropped.names), secrets: formatted(dropped.secrets) })}</p>
      <p className="t2">{text('anonymise.remains')}</p>
      {payload === 'keep' && <p className="warn-text">{text('anonymise.kept')}</p>}
      {counts.checksumsLeft > 0 && <p className="warn-text">{text('anonymise.checksumsLeft', { count: counts.checksumsLeft, formatted: formatted(counts.checksumsLeft) })}</p>}
      {payload === 'keep' && counts.reassembled > 0 && <p className="warn-text">{text('anonymise.reassembled', { count: counts.reassembled, formatted: formatted(counts.reassembled) })}</p>}
      {payload === 'keep' && counts.undecoded > 0 && <p className="warn-text">{text('anonymise.undecoded', { count: counts.undecoded, formatted: formatted(counts.undecoded) })}</p>}
    </div>
  );
}
