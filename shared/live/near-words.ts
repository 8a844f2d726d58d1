// Words of the capture filter language that a misspelt one probably was meant to be.
import { WORDS } from './capture-filter-words';

const LONGEST_WORD = Math.max(...WORDS.map((word) => word.length));
const FREQUENT: ReadonlySet<string> = new Set(['port', 'host', 'net', 'src', 'dst', 'tcp', 'udp', 'ip', 'ip6', 'icmp', 'arp', 'and', 'or', 'not', 'ether', 'vlan', 'portrange', 'proto', 'broadcast', 'multicast']);

/** Words two edits away at most, the nearest and the most frequent first. */
export function nearWords(text: string): string[] {
  if (text.length > LONGEST_WORD + 2) return [];
  const lower = text.toLowerCase();
  const rank = (word: string): number => (FREQUENT.has(word) ? 0 : 0.5);
  return WORDS.map((word) => ({ word, distance: editDistance(lower, word) }))
    .filter(({ word, distance }) => distance <= (Math.min(word.length, lower.length) < 4 ? 1 : 2))
    .sort((a, b) => a.distance + rank(a.word) - b.distance - rank(b.word))
    .slice(0, 3)
    .map(({ word }) => word);
}

/** Edits (a letter more, less, another, or two neighbours swapped) that lead from one to the other. */
function editDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = least;
    }
  }
  return rows[a.length]![b.length]!;
}
