// A step of the bundler: protocols keep their examples beside them in the source, for the tests; what runs does without.
import { parseAst } from 'rolldown/parseAst';

/** @typedef {{ type: string, start: number, end: number, [key: string]: unknown }} Node */

/** @returns {import('rolldown').Plugin} */
export function withoutExamples() {
  return {
    name: 'without-examples',
    transform: {
      filter: { id: /shared\/dissect\/protocols\/[\w-]+\.ts$/, code: /\bexamples:/ },
      handler: (code) => ({ code: removeExamples(code), map: null }),
    },
  };
}

/**
 * Takes `examples: …` out of what is handed to `protocol({…})`.
 * @param {string} code TypeScript
 */
export function removeExamples(code) {
  /** @type {Node[]} */
  const found = [];
  visit(/** @type {Node} */ (/** @type {unknown} */ (parseAst(code, { lang: 'ts' }))), found);
  let result = code;
  for (const { start, end } of found.reverse()) result = result.slice(0, start) + result.slice(result[end] === ',' ? end + 1 : end);
  return result;
}

/**
 * @param {Node} node
 * @param {Node[]} found
 */
function visit(node, found) {
  if (isCallOfProtocol(node)) {
    for (const property of propertiesOf(node)) {
      const { name } = /** @type {{ name?: string }} */ (property['key'] ?? {});
      if (name === 'examples') found.push(property);
    }
  }
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (typeof child === 'object' && child !== null && 'type' in child) visit(child, found);
  }
}

/** @param {Node} node */
function isCallOfProtocol(node) {
  return node.type === 'CallExpression' && /** @type {{ name?: string }} */ (node['callee']).name === 'protocol';
}

/**
 * @param {Node} call
 * @returns {Node[]}
 */
function propertiesOf(call) {
  const [declaration] = /** @type {Node[]} */ (call['arguments']);
  return /** @type {Node[] | undefined} */ (declaration?.['properties']) ?? [];
}
