// Which frames leave the capture: all, displayed, selected, marked, by number, or a conversation; and how many those are.
import { useEffect, useState, type ReactNode } from 'react';
import type { FrameChoice } from '../../shared/ipc/frame-choice';
import { problemSentences, useLanguage, useText } from '../locales/text';
import { useDisplayFilter } from '../state/display-filter';
import { choiceOf, countFrames, forgetCount, FRAME_GROUPS, rangesOf, useExportCount, type FrameGroup } from '../state/exporting';
import { noteCount, selectedNumber } from '../state/notes';
import { useSession } from '../state/session';
import { formatCount } from '../widgets/format-quantity';

const COUNT_AFTER_MS = 150;

function isPossible(group: FrameGroup): boolean {
  if (group === 'marked') return noteCount('marked') > 0;
  return (group !== 'selected' && group !== 'conversation') || selectedNumber() > 0;
}

export type ChosenFrames = ReturnType<typeof useFrameChoice>;

/** What is chosen, counted after a moment. */
export function useFrameChoice() {
  const isFiltered = useDisplayFilter((s) => s.applied.trim() !== '');
  const [group, setGroup] = useState<FrameGroup>(isFiltered ? 'displayed' : 'all');
  const [ranges, setRanges] = useState('');
  const [withDependencies, setWithDependencies] = useState(false);
  useEffect(() => {
    forgetCount();
    const waiting = setTimeout(() => void countFrames(choiceOf(group, ranges, withDependencies)), COUNT_AFTER_MS);
    return () => clearTimeout(waiting);
  }, [group, ranges, withDependencies]);
  const chosen = (): FrameChoice | null => choiceOf(group, ranges, withDependencies);
  /** How many they are, of what is chosen now. */
  const counted = async (): Promise<number> => useExportCount.getState().frames ?? (await countFrames(chosen()));
  return { group, setGroup, ranges, setRanges, withDependencies, setWithDependencies, chosen, counted };
}

export function FrameGroups({ group, setGroup, ranges, setRanges }: ChosenFrames): ReactNode {
  const text = useText();
  return (
    <div className="export-groups" role="radiogroup" aria-label={text('exportFrames.which')}>
      {FRAME_GROUPS.map((each) => (
        <label key={each} className={isPossible(each) ? '' : 't3'}>
          <input type="radio" name="export-frames" checked={group === each} disabled={!isPossible(each)} {...(group === each ? { 'data-focus-first': true } : {})} onChange={() => setGroup(each)} />
          {text(`exportFrames.${each}`)}
        </label>
      ))}
      <input className="input mono" aria-label={text('exportFrames.ranges')} placeholder={text('exportFrames.rangesHint')} value={ranges} spellCheck={false} onFocus={() => setGroup('ranges')} onChange={(event) => setRanges(event.target.value)} />
    </div>
  );
}

export function ChoiceCount({ group, ranges }: ChosenFrames): ReactNode {
  return (
    <p className="export-line t2" role="status" data-testid="export-count">
      <CountText group={group} ranges={ranges} />
    </p>
  );
}

function CountText({ group, ranges }: { readonly group: FrameGroup; readonly ranges: string }): ReactNode {
  const text = useText();
  const language = useLanguage();
  const { frames, problem } = useExportCount();
  const last = useSession((s) => s.progress?.frames ?? 1);
  if (problem) return problemSentences(problem, language);
  if (group === 'ranges' && ranges.trim() !== '' && rangesOf(ranges, last) === null) return text('exportFrames.rangesWrong');
  if (frames === null) return text('exportFrames.counting');
  return frames === 0 ? text('exportFrames.none') : text('exportFrames.count', { count: frames, formatted: formatCount(frames) });
}
