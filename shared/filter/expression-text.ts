// What a checked filter means, as indented lines: for those who learn the language, and for those who mend it.
import type { Expression, Operand, SetRange, SlicePart, Value } from './expression';
import { hexText } from '../bytes/text';
import { ipv4Text, ipv6Text } from '../frame/address';

export interface ExplainedLine {
  readonly depth: number;
  readonly text: string;
}

const JOINS = { and: 'all of', or: 'one of', xor: 'exactly one of' } as const;

export function explained(expression: Expression, depth = 0): ExplainedLine[] {
  const line = (text: string): ExplainedLine[] => [{ depth, text }];
  switch (expression.kind) {
    case 'and':
    case 'or': return [...line(JOINS[expression.kind]), ...joinedParts(expression, expression.kind).flatMap((part) => explained(part, depth + 1))];
    case 'xor': return [...line(JOINS.xor), ...explained(expression.left, depth + 1), ...explained(expression.right, depth + 1)];
    case 'not': return [...line('not'), ...explained(expression.of, depth + 1)];
    case 'present': return line(`there is ${operandText(expression.of)}`);
    case 'nonzero': return line(`${operandText(expression.of)} is not zero`);
    case 'compare': return line(`${expression.quantifier} ${operandText(expression.left)} ${expression.operator} ${operandText(expression.right)}   (compared as ${expression.type})`);
    case 'in': return line(`${expression.quantifier} ${operandText(expression.left)} in {${expression.set.map(rangeText).join(', ')}}   (compared as ${expression.type})`);
    case 'contains': return line(`${expression.quantifier} ${operandText(expression.left)} contains ${operandText(expression.right)}   (as ${expression.type})`);
    case 'matches': return line(`${expression.quantifier} ${operandText(expression.left)} matches /${expression.pattern}/i   (as ${expression.type})`);
  }
}

/** `a && b && c` as one list. */
function joinedParts(expression: Expression, kind: 'and' | 'or'): Expression[] {
  return expression.kind === kind ? [...joinedParts(expression.left, kind), ...joinedParts(expression.right, kind)] : [expression];
}

function rangeText({ low, high }: SetRange): string {
  return low !== null && low === high ? operandText(low) : `${low === null ? '' : operandText(low)}..${high === null ? '' : operandText(high)}`;
}

export function operandText(operand: Operand): string {
  switch (operand.kind) {
    case 'literal': return valueText(operand.value);
    case 'reference': return `\${${operandText(operand.of)}}`;
    case 'slice': return `${operandText(operand.of)}[${operand.parts.map(partText).join(',')}]`;
    case 'function': return `${operand.name}(${operand.arguments.map(operandText).join(', ')})`;
    case 'arithmetic': return `{${operandText(operand.left)} ${operand.operator} ${operandText(operand.right)}}`;
    case 'negated': return `-${operandText(operand.of)}`;
    case 'field': {
      const layers = operand.layers === null ? '' : `#[${operand.layers.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last === Infinity ? '' : last}`)).join(',')}]`;
      return `${operand.raw ? '@' : ''}${operand.name}${layers}`;
    }
  }
}

function partText({ start, length, end }: SlicePart): string {
  return end !== undefined ? `${start}-${end}` : length === Infinity ? `${start}:` : `${start}:${length}`;
}

function valueText(value: Value): string {
  switch (value.type) {
    case 'text': return JSON.stringify(value.value);
    case 'bytes': return hexText(value.value, 0, value.value.length, ':');
    case 'ipv4': return ipv4Text(value.value) + (value.prefix < 32 ? `/${value.prefix}` : '');
    case 'ipv6': return ipv6Text(value.value) + (value.prefix < 128 ? `/${value.prefix}` : '');
    case 'time': return `${Number(value.value) / 1e9} s`;
    default: return String(value.value);
  }
}
