// Names of fields that a misspelt one probably was meant to be.

const LONGEST = 80;
const MOST = 3;
/** The last parts that people think of first. */
const USUAL: ReadonlySet<string> = new Set(['port', 'addr', 'src', 'dst', 'proto', 'len', 'host', 'flags', 'type', 'name', 'method', 'stream', 'time', 'version']);

/** At most three, the likeliest first: other capitals, a few letters off, the same last part elsewhere, the same words in another order. */
export function nearNames(text: string, names: Iterable<string>): string[] {
  if (text.length > LONGEST) return [];
  const wanted = text.toLowerCase();
  const allowed = wanted.length < 5 ? 1 : wanted.length < 10 ? 2 : 3;
  const ranked: { name: string; rank: number }[] = [];
  for (const name of names) {
    const rank = rankOf(wanted, name.toLowerCase(), allowed);
    if (rank < Infinity) ranked.push({ name, rank: rank + (USUAL.has(name.slice(name.lastIndexOf('.') + 1)) ? -0.4 : 0) + name.length / 1000 });
  }
  return ranked.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1)).slice(0, MOST).map(({ name }) => name);
}

function rankOf(wanted: string, name: string, allowed: number): number {
  if (wanted === name) return 0;
  const distance = Math.abs(wanted.length - name.length) > allowed ? allowed + 1 : editDistance(wanted, name, allowed);
  if (distance <= allowed) return distance;
  if (wanted.length >= 3 && name.endsWith(`.${wanted}`)) return allowed + 1;
  const [ourHead, ourTail] = split(wanted);
  const [head, tail] = split(name);
  if (ourHead === '' || ourHead !== head) return Infinity;
  // `http.method` is `http.request.method`; `tcp.dport` is `tcp.dstport`.
  if (name.endsWith(`.${ourTail}`)) return allowed + 1;
  return ourTail.length >= 4 && (tail.includes(ourTail) || isSubsequence(ourTail, tail)) ? allowed + 1.5 + (tail.length - ourTail.length) / 20 : Infinity;
}

function split(name: string): [string, string] {
  const at = name.indexOf('.');
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
}

function isSubsequence(short: string, long: string): boolean {
  let at = 0;
  for (const c of long) if (c === short[at]) at++;
  return at === short.length && short[0] === long[0];
}

/** Edits (a letter more, less, another, or two neighbours swapped); more than `most` is most + 1. */
function editDistance(a: string, b: string, most: number): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, before[j - 2]! + 1);
      next.push(value);
      if (value < least) least = value;
    }
    if (least > most) return most + 1;
    before = row;
    row = next;
  }
  return row[b.length]!;
}
