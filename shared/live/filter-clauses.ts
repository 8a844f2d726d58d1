// The parts of a capture filter that `and` and `or` join, so that each can be counted by itself.

/** Parts on the level of the whole filter, from left to right; one where nothing is joined. What `port 80 or 443` leaves out is put back. */
export function filterClauses(filter: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  const words = [...filter.matchAll(/\(|\)|&&|\|\||[^\s()&|]+|[&|]/g)];
  for (const { 0: word, index } of words) {
    if (word === '(') depth++;
    else if (word === ')') depth--;
    else if (depth === 0 && /^(?:and|or|&&|\|\|)$/.test(word)) {
      parts.push(filter.slice(from, index));
      from = index + word.length;
    }
  }
  parts.push(filter.slice(from));
  return withQualifiers(parts.map((part) => part.trim()).filter((part) => part !== ''));
}

/** `tcp port 80`, `443` → `tcp port 80`, `tcp port 443`: a value alone has the words of the part before it. */
function withQualifiers(parts: readonly string[]): string[] {
  let words = '';
  return parts.map((part) => {
    const value = /^[\d.:/-]+$/.test(part) || /^[\da-f:]+:[\da-f:]*$/i.test(part);
    if (value) return `${words}${part}`;
    words = /^((?:[a-z\d]+\s+)*(?:host|net|port|portrange|src|dst|proto))\s/.exec(part)?.[0] ?? '';
    return part;
  });
}
