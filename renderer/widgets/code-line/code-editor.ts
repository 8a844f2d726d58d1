// One line of code that is typed: CodeMirror in a shadow root, because the page's policy refuses style elements and a shadow root adopts sheets.
import { history, historyKeymap, isolateHistory, standardKeymap } from '@codemirror/commands';
import { Compartment, EditorState, Prec, StateEffect, StateField, type Extension, type Range } from '@codemirror/state';
import { Decoration, EditorView, keymap, placeholder, WidgetType, type DecorationSet } from '@codemirror/view';

/** What a stretch of the text is, which is what its colour says. */
export type StretchKind = 'field' | 'operator' | 'value' | 'number' | 'word';

export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly kind: StretchKind;
}

/** Where something is wrong; from = to: something is missing there. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

export interface CodeEditorOptions {
  readonly text: string;
  readonly colour: (text: string) => readonly Stretch[];
  /** The user changed the text or moved the caret. */
  readonly onEdit: (text: string, caret: number, changed: boolean) => void;
  /** @returns whether the key meant something */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly onFocus: (focused: boolean) => void;
}

const STYLE = EditorView.theme({
  '&': { height: '100%', width: '100%', color: 'var(--text)', background: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono)', fontSize: 'var(--fs-mono)', lineHeight: 'calc(20px * var(--zoom))', fontVariantLigatures: 'none',
    fontFeatureSettings: '"zero", "tnum", "calt" 0, "liga" 0', overflowX: 'auto', overflowY: 'hidden', scrollbarWidth: 'none',
  },
  '.cm-content': { padding: 'calc(4px * var(--zoom)) 2px calc(4px * var(--zoom)) 0', caretColor: 'var(--text)', WebkitUserModify: 'read-write-plaintext-only' },
  '.cm-line': { padding: '0' },
  '.cm-placeholder': { color: 'var(--text-3)', fontFamily: 'var(--font-ui)', fontSize: 'var(--fs-13)' },
  '.code-field': { color: 'var(--syn-field)' },
  '.code-operator': { color: 'var(--syn-op)', fontWeight: 'var(--w-strong)' },
  '.code-value': { color: 'var(--syn-value)' },
  '.code-number': { color: 'var(--syn-num)' },
  '.code-word': { color: 'var(--syn-word)' },
  '.code-wrong, .code-wrong *': { color: 'var(--error)' },
  '.code-wrong': { textDecoration: 'underline wavy var(--error-mark) 1.2px', textUnderlineOffset: '4px', textDecorationSkipInk: 'none' },
});

const MARKS: Readonly<Record<StretchKind, Decoration>> = {
  field: Decoration.mark({ class: 'code-field' }),
  operator: Decoration.mark({ class: 'code-operator' }),
  value: Decoration.mark({ class: 'code-value' }),
  number: Decoration.mark({ class: 'code-number' }),
  word: Decoration.mark({ class: 'code-word' }),
};
const WRONG = Decoration.mark({ class: 'code-wrong' });

/** A wave where something is missing. */
class MissingMark extends WidgetType {
  override toDOM(): HTMLElement {
    const mark = document.createElement('span');
    mark.className = 'code-wrong';
    mark.textContent = '\u00a0\u00a0';
    return mark;
  }
}
const MISSING = Decoration.widget({ widget: new MissingMark(), side: 1 });

const setPlace = StateEffect.define<Place | null>();

/** Moves with the text until what is said of the new text arrives. */
const wrongPlace = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setPlace)) continue;
      const { length } = transaction.newDoc;
      if (effect.value === null || effect.value.from > length) return Decoration.none;
      const to = Math.min(effect.value.to, length);
      return Decoration.set(effect.value.from < to ? WRONG.range(effect.value.from, to) : MISSING.range(to));
    }
    return before.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function colours(colour: CodeEditorOptions['colour']): Extension {
  const paint = (state: EditorState): DecorationSet => {
    const ranges: Range<Decoration>[] = [];
    for (const { from, to, kind } of colour(state.doc.toString())) if (from < to) ranges.push(MARKS[kind].range(from, to));
    return Decoration.set(ranges, true);
  };
  return StateField.define<DecorationSet>({
    create: paint,
    update: (before, transaction) => (transaction.docChanged ? paint(transaction.state) : before),
    provide: (field) => EditorView.decorations.from(field),
  });
}

/** Text from elsewhere may have several lines. */
export function onOneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}

/** Typed text is put in by the editor: the browser, replacing a coloured word, would write its colour into the element, which the policy refuses. */
function typeText(event: InputEvent, view: EditorView): boolean {
  if (event.isComposing || event.data === null || event.inputType !== 'insertText') return false;
  view.dispatch(view.state.replaceSelection(onOneLine(event.data)), { userEvent: 'input.type', scrollIntoView: true });
  return true;
}

const ONE_LINE: Extension = [
  EditorView.clipboardInputFilter.of(onOneLine),
  EditorState.transactionFilter.of((transaction) => (transaction.newDoc.lines > 1 ? [] : transaction)),
];

export class CodeEditor {
  readonly view: EditorView;
  private readonly attributes = new Compartment();
  private readonly hint = new Compartment();
  /** Set while the text is changed by the program and not by the user. */
  private isSetting = false;

  constructor(root: ShadowRoot, options: CodeEditorOptions) {
    const changes = EditorView.updateListener.of((update) => {
      if (update.focusChanged) options.onFocus(update.view.hasFocus);
      if (!this.isSetting && (update.docChanged || update.selectionSet)) options.onEdit(update.state.doc.toString(), update.state.selection.main.head, update.docChanged);
    });
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: onOneLine(options.text),
        extensions: [
          Prec.highest(EditorView.domEventHandlers({ keydown: (event) => !event.isComposing && options.onKey(event), beforeinput: typeText })),
          history(),
          keymap.of([...historyKeymap, ...standardKeymap]),
          ONE_LINE, STYLE, colours(options.colour), wrongPlace, changes,
          this.attributes.of([]), this.hint.of([]),
        ],
      }),
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Replaces the whole text; the caret goes to the end. Can be undone by itself. */
  setText(text: string): void {
    const next = onOneLine(text);
    if (next === this.text) return;
    this.isSetting = true;
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: next }, selection: { anchor: next.length }, annotations: isolateHistory.of('full'), scrollIntoView: true });
    this.isSetting = false;
  }

  /** Changes a part as the user would: it can be undone, and is told. */
  replace(from: number, to: number, insert: string): void {
    const end = Math.min(to, this.view.state.doc.length);
    this.view.dispatch({ changes: { from, to: end, insert }, selection: { anchor: from + insert.length }, scrollIntoView: true, userEvent: 'input.complete' });
  }

  setPlace(place: Place | null): void {
    this.view.dispatch({ effects: setPlace.of(place) });
  }

  setAttributes(attributes: Readonly<Record<string, string>>, hint: string): void {
    this.view.dispatch({ effects: [this.attributes.reconfigure(EditorView.contentAttributes.of(attributes)), this.hint.reconfigure(hint === '' ? [] : placeholder(hint))] });
  }

  focus(selectAll = false): void {
    this.view.focus();
    if (selectAll) this.view.dispatch({ selection: { anchor: 0, head: this.view.state.doc.length } });
  }

  destroy(): void {
    this.view.destroy();
  }
}
