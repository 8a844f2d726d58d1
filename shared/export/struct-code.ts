// A layer's header as a type in C, Go, Rust or TypeScript, with offsets and this packet's values.
import type { DetailNode } from '../ipc/contract';

export const STRUCT_LANGUAGES = ['c', 'go', 'rust', 'typescript'] as const;
export type StructLanguage = (typeof STRUCT_LANGUAGES)[number];

/** One member: whole bytes; fields that share them (bits of a word) are named in the note. */
interface Member {
  name: string;
  readonly start: number;
  length: number;
  note: string;
}

/**
 * @param nodes a frame's detail tree, `layer` the index of a layer's own line in it
 * @returns source text; offsets count from the layer's first byte
 */
export function structCode(nodes: readonly DetailNode[], layer: number, language: StructLanguage): string {
  const head = nodes[layer]!;
  const members = membersOf(nodes, layer);
  const lines = members.map((m) => [declaration(m, language), `+${m.start - head.start}`.padEnd(4) + m.note] as const);
  const width = Math.max(0, ...lines.map(([left]) => left.length));
  const body = lines.map(([left, note]) => `  ${left.padEnd(width)}  ${comment(note, language)}`).join('\n');
  const title = comment(`${head.name || head.label}, ${head.length} bytes at ${head.start} of the frame; fields in network byte order`, language);
  return `${title}\n${opening(head.field, language)}\n${body}\n${language === 'c' ? '};' : '}'}\n`;
}

function membersOf(nodes: readonly DetailNode[], layer: number): Member[] {
  const head = nodes[layer]!;
  const members: Member[] = [];
  for (let i = layer + 1; i < nodes.length && nodes[i]!.depth > head.depth; i++) {
    const node = nodes[i]!;
    const note = node.secret ? `${node.name}: masked` : node.label;
    if (node.depth !== head.depth + 1 || node.start < head.start || node.length <= 0 || node.generated || node.source !== head.source) continue;
    const last = members.at(-1);
    const end = last ? last.start + last.length : head.start;
    const own = identifier(node);
    if (last && node.start < end) {
      if (node.start + node.length > end) last.length = node.start + node.length - last.start;
      if (node.start === last.start && last.length <= 4 && !last.name.includes(own)) last.name += `_${own}`;
      last.note += `; ${note}`;
    } else if (own !== '') members.push({ name: own, start: node.start, length: node.length, note });
  }
  return unique(members);
}

function identifier(node: DetailNode): string {
  const text = node.field === '' ? node.label.replace(/[:(].*/, '') : node.field.slice(node.field.indexOf('.') + 1);
  return text.trim().toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '').replace(/^(\d)/, 'n$1');
}

function unique(members: Member[]): Member[] {
  const seen = new Map<string, number>();
  for (const m of members) {
    const times = (seen.get(m.name) ?? 0) + 1;
    seen.set(m.name, times);
    if (times > 1) m.name += `_${times}`;
  }
  return members;
}

/** Notes are packet data: nothing in them may end the comment. */
function comment(note: string, language: StructLanguage): string {
  const safe = note.replace(/\*\//g, '* /').replace(/[\r\n\u2028\u2029]/g, ' ');
  return language === 'c' ? `/* ${safe} */` : `// ${safe}`;
}

function declaration(m: Member, language: StructLanguage): string {
  const bits = m.length === 1 || m.length === 2 || m.length === 4 || m.length === 8 ? m.length * 8 : 0;
  switch (language) {
    case 'c': return bits > 0 ? `uint${bits}_t ${m.name};` : `uint8_t ${m.name}[${m.length}];`;
    case 'go': return `${capital(m.name)} ${bits > 0 ? `uint${bits}` : `[${m.length}]byte`}`;
    case 'rust': return `pub ${m.name === 'type' ? 'r#type' : m.name}: ${bits > 0 ? `u${bits}` : `[u8; ${m.length}]`},`;
    case 'typescript': return `readonly ${m.name}: ${bits === 64 ? 'bigint' : bits > 0 ? 'number' : 'Uint8Array'};`;
  }
}

function opening(field: string, language: StructLanguage): string {
  const name = field.replace(/[^A-Za-z0-9]+/g, '_');
  switch (language) {
    case 'c': return `struct __attribute__((packed)) ${name} {`;
    case 'go': return `type ${capital(name)} struct {`;
    case 'rust': return `#[repr(C, packed)]\npub struct ${capital(name)} {`;
    case 'typescript': return `interface ${capital(name)} {`;
  }
}


function capital(name: string): string {
  return name.split('_').map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join('');
}
