// Notices above the content: what happened in bold, the rest in plain words, the facts, and a code to search for.
import type { ReactNode } from 'react';
import { problemSentences, useLanguage, useText } from '../locales/text';
import { runAction } from '../state/actions';
import { copyText } from '../state/clipboard';
import { dismissDoubt, dismissNotice, openCapture, useSession, type Notice } from '../state/session';
import { formatCount } from '../widgets/format-quantity';
import { Icon } from '../widgets/icon';
import { visibleMarks } from '../widgets/visible-marks';
import type { ProblemCode } from '../../shared/problem';

export function NoticeList(): ReactNode {
  const notices = useSession((s) => s.notices);
  return (
    <div className="notices">
      <LinktypeDoubt />
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

/** What to do about a file that could not be opened; problems in frames say it themselves. */
const HINTS = new Set<ProblemCode>(['NL-FILE-01', 'NL-FILE-03', 'NL-FILE-04', 'NL-FILE-05']);
type HintCode = 'NL-FILE-01' | 'NL-FILE-03' | 'NL-FILE-04' | 'NL-FILE-05';
const hasHint = (code: ProblemCode): code is HintCode => HINTS.has(code);

/** The first sentence, which says what happened, and the others. */
function headAndRest(sentences: string): readonly [string, string] {
  const end = /[.。](?=\s|$|[\u4e00-\u9fff])/.exec(sentences);
  return end ? [sentences.slice(0, end.index + 1), sentences.slice(end.index + 1).trim()] : [sentences, ''];
}

function NoticeLine({ notice }: { readonly notice: Notice }): ReactNode {
  const text = useText();
  const language = useLanguage();
  const { problem, path, kind, id } = notice;
  const [head, rest] = headAndRest(problemSentences(problem, language));
  const mild = kind === 'read' || kind === 'restart';
  return (
    <div className={`notice ${mild ? 'warn' : 'error'}`} role="alert" data-testid="notice" data-code={problem.code}>
      <Icon name={mild ? 'warn' : 'error'} />
      <div className="grow">
        <b>{visibleMarks(head)}</b> <span className="t2">{visibleMarks(rest)}</span>
        {kind === 'open' && hasHint(problem.code) && <span className="t2"> {text(`hint.${problem.code}`)}</span>}
        {kind === 'read' && <NoticeFacts notice={notice} />}
      </div>
      {kind === 'open' && (
        <button type="button" className="button edge small" onClick={() => runAction('file.open')}>
          {text('notice.other')}
        </button>
      )}
      {kind === 'start' && (problem.code === 'NL-CAP-01' || problem.code === 'NL-CAP-02') && (
        <button type="button" className="button edge small" onClick={() => runAction('capture.doctor')}>
          {text('action.capture.doctor')}
        </button>
      )}
      {path !== '' && kind !== 'read' && (
        <button type="button" className="button edge small" onClick={() => void openCapture(path)}>
          {text(kind === 'restart' ? 'notice.reopen' : 'notice.retry')}
        </button>
      )}
      <button type="button" className="button small mono notice-code" title={text('notice.copyCode')} onClick={() => void copyText(problem.code)}>
        {problem.code}
      </button>
      <button type="button" className="button small" title={text('notice.dismiss')} aria-label={text('notice.dismiss')} onClick={() => dismissNotice(id)}>
        <Icon name="close" />
      </button>
    </div>
  );
}

/** The frames look like another link type than the file says: offers to read them as that. */
function LinktypeDoubt(): ReactNode {
  const text = useText();
  const capture = useSession((s) => s.capture);
  const dismissed = useSession((s) => s.doubtDismissed);
  const looks = capture?.looksLike;
  if (!capture || !looks || dismissed) return null;
  const { name, declared, linktype } = looks;
  return (
    <div className="notice warn" role="alert" data-testid="linktype-doubt">
      <Icon name="warn" />
      <div className="grow">
        <b>{text('doubt.title', { name, declared })}</b> <span className="t2">{text('doubt.text', { name })}</span>
      </div>
      <button type="button" className="button edge small" onClick={() => void openCapture(capture.path, linktype)}>
        {text('doubt.action', { name })}
      </button>
      <button type="button" className="button small" title={text('notice.dismiss')} aria-label={text('notice.dismiss')} onClick={dismissDoubt}>
        <Icon name="close" />
      </button>
    </div>
  );
}

/** How much was read, where it ended, drawn as a bar and said in words. */
function NoticeFacts({ notice }: { readonly notice: Notice }): ReactNode {
  const text = useText();
  const frames = useSession((s) => s.progress?.frames ?? 0);
  const size = useSession((s) => s.capture?.size ?? 0);
  const compressed = useSession((s) => s.capture?.compressed ?? false);
  const { offset } = notice.problem.values;
  const share = typeof offset === 'number' && size > 0 && !compressed ? Math.min(1, offset / size) : null;
  return (
    <div className="notice-facts">
      {share !== null && (
        <span className="notice-bar" aria-hidden="true">
          <span style={{ flexGrow: share }} className="read" />
          <span style={{ flexGrow: 1 - share }} className="damaged" />
        </span>
      )}
      <span>{text('notice.framesRead', { count: frames, formatted: formatCount(frames) })}</span>
      {offset !== undefined && <span>{text('notice.offset', { offset: formatCount(Number(offset)), size: formatCount(size) })}</span>}
    </div>
  );
}
