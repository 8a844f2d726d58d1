// A display filter as it was written: the tree with the place of each part. Nothing is known of fields yet.
import type { CompareOperator, LayerRange, Quantifier, SlicePart, ArithmeticOperator } from './expression';

export interface Span {
  readonly from: number;
  readonly to: number;
}

export type Term = Span & (
  | { readonly kind: 'word'; readonly text: string }
  /** `raw`: escapes were not read. */
  | { readonly kind: 'string'; readonly text: string; readonly raw: boolean }
  | { readonly kind: 'character'; readonly text: string }
  | { readonly kind: 'slice'; readonly of: Term; readonly parts: readonly SlicePart[] }
  | { readonly kind: 'layer'; readonly of: Term; readonly ranges: readonly LayerRange[] }
  | { readonly kind: 'raw'; readonly of: Term }
  | { readonly kind: 'reference'; readonly of: Term }
  | { readonly kind: 'call'; readonly name: string; readonly nameSpan: Span; readonly arguments: readonly Term[] }
  | { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Term; readonly right: Term }
  | { readonly kind: 'negated'; readonly of: Term }
);

export interface SetItem extends Span {
  readonly low: Term | null;
  readonly high: Term | null;
}

export type Clause = Span & (
  | { readonly kind: 'and' | 'or' | 'xor'; readonly left: Clause; readonly right: Clause }
  | { readonly kind: 'not'; readonly of: Clause }
  | { readonly kind: 'test'; readonly of: Term }
  /** `spelling`: the operator in symbols; `===` and `!==` are `==` with `all` and `!=` with `any`. */
  | { readonly kind: 'compare'; readonly operator: CompareOperator; readonly quantifier: Quantifier; readonly spelling: string; readonly operatorSpan: Span; readonly left: Term; readonly right: Term }
  | { readonly kind: 'in'; readonly quantifier: Quantifier; readonly left: Term; readonly set: readonly SetItem[] }
  | { readonly kind: 'contains' | 'matches'; readonly quantifier: Quantifier; readonly operatorSpan: Span; readonly left: Term; readonly right: Term }
);
