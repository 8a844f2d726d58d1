// One line of a frame's detail tree, as the tree run makes it: flat, depth first.
import type { Field } from './field';

export type Severity = 'comment' | 'chat' | 'note' | 'warn' | 'error';
export const SEVERITIES: readonly Severity[] = ['comment', 'chat', 'note', 'warn', 'error'];

export const SEVERITY_TITLES: Readonly<Record<Severity, string>> = { comment: 'Comment', chat: 'Chat', note: 'Note', warn: 'Warning', error: 'Error' };

export class TreeNode {
  /** Replaces the whole line. */
  text = '';
  /** Replaces what stands after `Label: `. */
  valueText = '';
  /** Added at the end of the line. */
  append = '';
  severity: Severity | '' = '';
  /** Worked out, not read: printed in square brackets. */
  generated = false;
  /** Stands in documents that hold everything, not in the tree. */
  isHidden = false;
  /** Index into the frame's byte sources: 0 is the frame itself. */
  source = 0;

  constructor(
    public field: Field | null,
    public value: unknown,
    /** Position in the dissected buffer, -1 = no bytes of its own; length -1 = not known yet. */
    public start: number,
    public length: number,
    readonly depth: number,
  ) {}

  /** A finding about this line: the worst one counts. */
  raise(severity: Severity): void {
    if (this.severity === '' || SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(this.severity)) this.severity = severity;
  }
}
