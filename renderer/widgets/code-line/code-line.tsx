// A text field of one line for code: coloured while it is typed, what is wrong underlined; a text box or a combobox to screen readers.
import { useEffect, useImperativeHandle, useRef, type ReactNode, type Ref } from 'react';
import { CodeEditor, type Place, type Stretch } from './code-editor';

export interface CodeLineHandle {
  focus(selectAll?: boolean): void;
  /** Changes a part as if it had been typed. */
  replace(from: number, to: number, insert: string): void;
  hasFocus(): boolean;
  /** Where a character stands on the screen. */
  leftOf(position: number): number | null;
}

interface CodeLineProps {
  readonly text: string;
  readonly label: string;
  readonly hint: string;
  readonly isWrong: boolean;
  readonly place: Place | null;
  readonly colour: (text: string) => readonly Stretch[];
  readonly onEdit: (text: string, caret: number, changed: boolean) => void;
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly onFocus?: (focused: boolean) => void;
  readonly handle?: Ref<CodeLineHandle>;
  readonly testId?: string;
  /** Ids of elements of the page: what is said of the text, the list of suggestions and its active line. */
  readonly describedBy?: string;
  readonly list?: { readonly id: string; readonly active: string } | null;
}

export function CodeLine(props: CodeLineProps): ReactNode {
  const { text, label, hint, isWrong, place, testId, describedBy, list } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (!host.current) return undefined;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open', delegatesFocus: true });
    const made = new CodeEditor(root, {
      text: latest.current.text,
      colour: (code) => latest.current.colour(code),
      onEdit: (code, caret, changed) => latest.current.onEdit(code, caret, changed),
      onKey: (event) => latest.current.onKey(event),
      onFocus: (focused) => latest.current.onFocus?.(focused),
    });
    editor.current = made;
    return () => {
      made.destroy();
      editor.current = null;
    };
  }, []);
  useEffect(() => editor.current?.setText(text), [text]);
  useEffect(() => editor.current?.setPlace(place && { from: place.from, to: place.to }), [place, place?.from, place?.to, text]);
  const isCombobox = list !== undefined;
  const isOpen = list !== undefined && list !== null;
  useEffect(() => {
    const combobox = isCombobox ? { role: 'combobox', 'aria-expanded': String(isOpen), 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox' } : {};
    editor.current?.setAttributes({ 'aria-label': label, 'aria-multiline': 'false', contenteditable: 'plaintext-only', 'aria-invalid': String(isWrong), spellcheck: 'false', autocorrect: 'off', ...combobox, ...(testId === undefined ? {} : { 'data-testid': testId }) }, hint);
  }, [label, hint, isWrong, testId, isCombobox, isOpen]);
  useEffect(() => {
    // Elements outside of the shadow root cannot be named by id, but be given.
    const content = editor.current?.view.contentDOM;
    if (!content) return;
    const said = describedBy === undefined ? null : document.getElementById(describedBy);
    content.ariaDescribedByElements = said ? [said] : null;
    const lines = list ? document.getElementById(list.id) : null;
    content.ariaControlsElements = lines ? [lines] : null;
    content.ariaActiveDescendantElement = list && list.active !== '' ? document.getElementById(list.active) : null;
  });
  useImperativeHandle(props.handle, () => handleOf(editor), []);
  return <div ref={host} className="code-line" />;
}

function handleOf(editor: { readonly current: CodeEditor | null }): CodeLineHandle {
  return {
    focus: (selectAll) => editor.current?.focus(selectAll),
    replace: (from, to, insert) => editor.current?.replace(from, to, insert),
    hasFocus: () => editor.current?.view.hasFocus ?? false,
    leftOf: (position) => editor.current?.view.coordsAtPos(Math.min(position, editor.current.text.length))?.left ?? null,
  };
}
