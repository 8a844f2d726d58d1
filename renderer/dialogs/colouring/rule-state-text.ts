// What is wrong with a colouring rule, or with a part of it, in words; '' = nothing.
import type { ColourRule, ColourRuleState } from '../../../shared/profile/colour-rule';
import { remarkSentence } from '../../state/filter-remarks';
import type { Language, Text } from '../../locales/text';
import { visibleMarks } from '../../widgets/visible-marks';

const MOST_NAMES = 6;

export function namesText(names: readonly string[]): string {
  return visibleMarks(names.slice(0, MOST_NAMES).join(', ')) + (names.length > MOST_NAMES ? ', …' : '');
}

export function ruleStateText(rule: ColourRule, state: ColourRuleState | undefined, text: Text, language: Language): string {
  if (rule.filter.trim() === '') return text('rules.empty');
  if (!state || state.state === 'used') return '';
  const names = namesText(state.missing);
  if (state.state === 'partly') return text('rules.partly', { names });
  return text('rules.unusable', { why: state.problem ? visibleMarks(remarkSentence(state.problem, language)) : text('rules.notDecoded', { names }) });
}
