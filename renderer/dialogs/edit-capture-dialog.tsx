// "Edit capture": the open capture written anew, with others, or split, shifted, cut, without duplicates; says what will be written.
import { useEffect, useState, type ReactNode } from 'react';
import { allLinktypes } from '../../shared/frame/linktype';
import type { CaptureEdit } from '../../shared/ipc/edit-calls';
import type { Problem } from '../../shared/problem';
import { engine } from '../engine';
import { problemSentences, useLanguage, useText, type AnyTextKey } from '../locales/text';
import { cancelEdit, editOf, EMPTY_EDIT, previewEdit, suggestedPath, useEditPreview, useEditPurpose, writeEdit, type EditForm, type WrongField } from '../state/editing';
import { closeDialog } from '../state/overlay';
import { useSaving } from '../state/saving';
import { report, toProblem, useSession } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { formatBytes, formatCount } from '../widgets/format-quantity';
import { useOneAtATime } from '../widgets/one-at-a-time';
import { visibleMarks } from '../widgets/visible-marks';
import { useTarget } from './path-there';
import { TargetPath } from './target-path';

const PREVIEW_AFTER_MS = 250;
const LINKTYPES = allLinktypes().filter(({ number }) => number <= 0xffff);

interface PartProps {
  readonly form: EditForm;
  readonly set: (part: Partial<EditForm>) => void;
  readonly wrong: readonly WrongField[];
}

function isEdit(found: CaptureEdit | readonly WrongField[]): found is CaptureEdit {
  return 'plan' in found;
}

export function EditCaptureDialog(): ReactNode {
  const text = useText();
  const { purpose } = useEditPurpose();
  const frames = useSession((s) => s.progress?.frames ?? 1);
  const [form, setForm] = useState<EditForm>(EMPTY_EDIT);
  const [path, setPath] = useState(() => suggestedPath(text(purpose === 'merge' ? 'edit.namedMerged' : 'edit.namedEdited')));
  const [failure, setFailure] = useState<Problem | null>(null);
  // Parts are files whose names begin like it.
  const target = useTarget(path, form.split === 'none');
  const job = useSaving((s) => s.job);
  const isRefused = useEditPreview((s) => s.problem !== null);
  const found = editOf(form, frames);
  const edit = isEdit(found) ? found : null;
  const wrong = isEdit(found) ? [] : found;
  const key = JSON.stringify(edit);
  useEffect(() => {
    const waiting = setTimeout(() => void previewEdit(JSON.parse(key) as CaptureEdit | null), PREVIEW_AFTER_MS);
    return () => clearTimeout(waiting);
  }, [key]);
  const set = (part: Partial<EditForm>): void => setForm((before) => ({ ...before, ...part }));
  const write = useOneAtATime(async () => {
    if (!edit) return;
    setFailure(null);
    if (!(await target.mayWrite())) return;
    try {
      await writeEdit(path, edit);
      closeDialog();
    } catch (error) {
      setFailure(toProblem(error));
    }
  });
  const dismiss = (): void => {
    cancelEdit();
    if (!job) closeDialog();
  };
  const parts = { form, set, wrong };
  return (
    <DialogBox title={text(purpose === 'merge' ? 'edit.titleMerge' : 'edit.title')} closeLabel={text('dialog.close')} onClose={dismiss} className="write-box" footer={<Foot disabled={!edit || isRefused || job !== null || path.trim() === ''} dismiss={dismiss} write={write} />}>
      <div className="write-form">
        {purpose === 'merge' && <MergePart {...parts} />}
        <ChoosePart {...parts} />
        <ChangePart {...parts} />
        <DuplicatePart {...parts} />
        <SplitPart {...parts} />
        {purpose === 'edit' && <MergePart {...parts} />}
      </div>
      <TargetPath path={path} onChange={setPath} isThere={target.isThere} />
      <Outcome failure={failure} wrong={wrong} form={form} />
    </DialogBox>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isWrong?: boolean;
  readonly hint?: string;
  readonly focusFirst?: boolean;
}

function Field({ label, value, onChange, isWrong = false, hint = '', focusFirst = false }: FieldProps): ReactNode {
  return (
    <label className="write-line">
      <span>{label}</span>
      <input className="input mono" autoComplete="off" spellCheck={false} maxLength={4096} value={value} placeholder={hint} aria-invalid={isWrong} {...(focusFirst ? { 'data-focus-first': true } : {})} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, choices, onChange }: ChoiceProps<T>): ReactNode {
  return (
    <label className="write-line">
      <span>{label}</span>
      <select className="input" value={value} onChange={(event) => onChange(event.target.value as T)}>
        {choices.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Check({ label, checked, onChange }: { readonly label: string; readonly checked: boolean; readonly onChange: (checked: boolean) => void }): ReactNode {
  return (
    <label className="write-check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}

function ChoosePart({ form, set, wrong }: PartProps): ReactNode {
  const text = useText();
  return (
    <fieldset>
      <legend>{text('edit.frames')}</legend>
      <Choice label={text('edit.rangesMean')} value={form.rangesMean} choices={[['keep', text('edit.keep')], ['delete', text('edit.delete')]]} onChange={(rangesMean) => set({ rangesMean })} />
      <Field label={text('edit.ranges')} value={form.ranges} hint={text('exportFrames.rangesHint')} isWrong={wrong.includes('ranges')} focusFirst onChange={(ranges) => set({ ranges })} />
      <Field label={text('edit.after')} value={form.after} hint="2026-11-26T13:00:00" isWrong={wrong.includes('after')} onChange={(after) => set({ after })} />
      <Field label={text('edit.before')} value={form.before} hint="2026-11-26T14:00:00" isWrong={wrong.includes('before')} onChange={(before) => set({ before })} />
      <Check label={text('edit.repair')} checked={form.resumes} onChange={(resumes) => set({ resumes })} />
    </fieldset>
  );
}

function ChangePart({ form, set, wrong }: PartProps): ReactNode {
  const text = useText();
  return (
    <fieldset>
      <legend>{text('edit.change')}</legend>
      <Field label={text('edit.shift')} value={form.shift} hint="-0.5" isWrong={wrong.includes('shift')} onChange={(shift) => set({ shift })} />
      <Check label={text('edit.strict')} checked={form.strict} onChange={(strict) => set({ strict })} />
      <Field label={text('edit.snaplen')} value={form.snaplen} hint="96" isWrong={wrong.includes('snaplen')} onChange={(snaplen) => set({ snaplen })} />
      <Field label={text('edit.chops')} value={form.chops} hint={text('edit.chopsHint')} isWrong={wrong.includes('chops')} onChange={(chops) => set({ chops })} />
      <Check label={text('edit.lengths')} checked={form.adjustsLength} onChange={(adjustsLength) => set({ adjustsLength })} />
      <Choice label={text('edit.linktype')} value={String(form.linktype ?? '')} choices={[['', text('edit.linktypeSame')], ...LINKTYPES.map(({ number, name }) => [String(number), name] as const)]} onChange={(value) => set({ linktype: value === '' ? null : Number(value) })} />
    </fieldset>
  );
}

function DuplicatePart({ form, set, wrong }: PartProps): ReactNode {
  const text = useText();
  return (
    <fieldset>
      <legend>{text('edit.duplicates')}</legend>
      <Choice label={text('edit.leaveOut')} value={form.duplicates} choices={[['none', text('edit.duplicatesNone')], ['frames', text('edit.duplicatesFrames')], ['time', text('edit.duplicatesTime')]]} onChange={(duplicates) => set({ duplicates })} />
      {form.duplicates !== 'none' && (
        <>
          <Field label={text(form.duplicates === 'time' ? 'edit.windowTime' : 'edit.windowFrames')} value={form.window} isWrong={wrong.includes('window')} onChange={(window) => set({ window })} />
          <Field label={text('edit.ignored')} value={form.ignored} hint="0" isWrong={wrong.includes('ignored')} onChange={(ignored) => set({ ignored })} />
        </>
      )}
    </fieldset>
  );
}

function SplitPart({ form, set, wrong }: PartProps): ReactNode {
  const text = useText();
  return (
    <fieldset>
      <legend>{text('edit.split')}</legend>
      <Choice label={text('edit.splitInto')} value={form.split} choices={[['none', text('edit.splitNone')], ['frames', text('edit.splitFrames')], ['time', text('edit.splitTime')], ['bytes', text('edit.splitBytes')]]} onChange={(split) => set({ split })} />
      {form.split !== 'none' && <Field label={text(`edit.part.${form.split}`)} value={form.part} isWrong={wrong.includes('part')} onChange={(part) => set({ part })} />}
    </fieldset>
  );
}

/** Captures that are written with the open one. */
function MergePart({ form, set }: PartProps): ReactNode {
  const text = useText();
  const [typed, setTyped] = useState('');
  const hasDialog = useSession((s) => s.app?.fileDialog ?? false);
  const add = (path: string): void => {
    if (path.trim() === '') return;
    set({ others: [...form.others, path.trim()] });
    setTyped('');
  };
  const browse = (): void => void engine.call('files.choose', {}).then(({ path }) => add(path), report);
  return (
    <fieldset>
      <legend>{text('edit.merge')}</legend>
      <form
        className="write-add"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === '' && hasDialog) browse();
          else add(typed);
        }}
      >
        <Field label={text('edit.other')} value={typed} onChange={setTyped} />
        <button type="submit" className="button edge" disabled={typed.trim() === '' && !hasDialog}>
          {text('edit.add')}
        </button>
      </form>
      {form.others.map((other, i) => (
        <div key={`${i} ${other}`} className="write-other">
          <span className="mono cut" title={visibleMarks(other)}>{visibleMarks(other)}</span>
          <button type="button" className="button small" aria-label={text('edit.remove', { name: visibleMarks(other) })} onClick={() => set({ others: form.others.filter((_, at) => at !== i) })}>
            ×
          </button>
        </div>
      ))}
      {form.others.length > 0 && <Choice label={text('edit.order')} value={form.order} choices={[['merge', text('edit.orderTime')], ['append', text('edit.orderAppend')]]} onChange={(order) => set({ order })} />}
    </fieldset>
  );
}

/** What a field takes, as one would type it. */
const EXAMPLES: Readonly<Record<WrongField, string>> = {
  ranges: '1-10, 20, 30-', after: '2026-11-26T13:00:00', before: '2026-11-26T14:00:00', shift: '-0.5', snaplen: '96', chops: '14, -4, 12:4', window: '5', ignored: '14', part: '1000',
};

/** What a field is called in the dialog. */
function labelOf(field: WrongField, { duplicates, split }: EditForm): AnyTextKey {
  if (field === 'window') return duplicates === 'time' ? 'edit.windowTime' : 'edit.windowFrames';
  if (field === 'part') return split === 'none' ? 'edit.split' : `edit.part.${split}`;
  return `edit.${field}`;
}

interface OutcomeProps {
  readonly failure: Problem | null;
  readonly wrong: readonly WrongField[];
  readonly form: EditForm;
}

/** What will be written, or why not. */
function Outcome({ failure, wrong: fields, form }: OutcomeProps): ReactNode {
  const text = useText();
  const language = useLanguage();
  const { outcome, problem } = useEditPreview();
  const wrong = failure ?? problem;
  if (wrong) return <p className="write-outcome error-text" role="alert">{problemSentences(wrong, language)}</p>;
  if (fields.length > 0) {
    return (
      <div className="write-outcome error-text" role="status" data-testid="edit-outcome">
        {fields.map((field) => <p key={field}>{text('edit.wrong', { field: text(labelOf(field, form)), example: EXAMPLES[field] })}</p>)}
      </div>
    );
  }
  if (!outcome) return <p className="write-outcome t3" role="status" data-testid="edit-outcome">{text('edit.counting')}</p>;
  const { counts } = outcome;
  const left = counts.left + counts.duplicates;
  return (
    <div className="write-outcome" role="status" data-testid="edit-outcome">
      <p>{text('edit.outcome', { frames: formatCount(outcome.frames), count: outcome.files, bytes: formatBytes(outcome.bytes), duration: outcome.duration === '' ? '—' : outcome.duration })}</p>
      {left + counts.cut + counts.timesSet > 0 && <p className="t2">{text('edit.outcomeMore', { left: formatCount(counts.left), duplicates: formatCount(counts.duplicates), cut: formatCount(counts.cut), times: formatCount(counts.timesSet) })}</p>}
      {outcome.lost.map((each, i) => <p key={i} className="warn-text">{problemSentences(each, language)}</p>)}
    </div>
  );
}

function Foot({ disabled, dismiss, write }: { readonly disabled: boolean; readonly dismiss: () => void; readonly write: () => void }): ReactNode {
  const text = useText();
  const job = useSaving((s) => s.job);
  const percent = job && job.size > 0 ? Math.min(100, Math.floor((job.bytes / job.size) * 100)) : 0;
  return (
    <>
      <span className="grow save-progress">{job && <progress max={100} value={percent} aria-label={text('live.statusSaving', { name: visibleMarks(job.name) })} />}</span>
      <button type="button" className="button edge" onClick={dismiss}>
        {text('dialog.cancel')}
      </button>
      <button type="button" className="button primary" disabled={disabled} onClick={write}>
        {text('edit.write')}
      </button>
    </>
  );
}
