// The forms of `netloupe read -T` beside the installed tshark's, frame by frame: PDML field by field and attribute by attribute, the others as a whole.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CAPTURE_DIFFERENCES, FORM_DIFFERENCES } from './forms-differences.mjs';

const FRAMES = 200;
const BYTES = 1 << 29;
/** What begins a frame in each form. */
const STARTS = { pdml: /^<packet>$/m, psml: /^<packet>$/m, json: /^ {2}\{$/m, jsonraw: /^ {2}\{$/m, ek: /^\{"index"/m, tabs: /^ *\d+\t/m, '-V': /^Frame \d+: /m, '-x': /^ *\d+ +\d+\.\d+ /m, '--hexdump': /^ *\d+ +\d+\.\d+ /m, 'json -x': /^ {2}\{$/m, 'ek -x': /^\{"index"/m };
/** The options of a form, where it is not one of -T. */
const OPTIONS = { '-V': ['-V'], '-x': ['-P', '-x'], '--hexdump': ['-P', '--hexdump', 'frames'], 'json -x': ['-T', 'json', '-x'], 'ek -x': ['-T', 'ek', '-x'] };
/** Of hex dumps only the octets: what stands in the line above them is another form's matter. */
const SUMMARY = /^( *\d+) .*$/m;
/** Names of card makers, of which there is no list here: without them frames can be the same as a whole. */
const MAKERS = /^ *"[\w.]*\boui(?:_resolved)?_raw": \[\n(?:.*\n){5} *\],?\n|^.*\boui(?:_resolved)?\b.*\n|"\w*_oui(?:_resolved)?(?:_raw)?":("[^"]*"|\[[^\]]*\]),?/gm;
const FORMS = Object.keys(STARTS);
const ATTRIBUTES = /([a-z]+)="([^"]*)"/g;

/**
 * @param {string[]} captures
 * @param {string} folder that holds them
 * @param {string} cli
 * @param {number} every one capture of so many
 * @param {ReadonlyMap<string, string>} known the field reference: types by name
 * @returns {string} the report
 */
export function formsAgreement(captures, folder, cli, every, known) {
  const reasonOf = ruleOf(known);
  const sums = Object.fromEntries(FORMS.map((form) => [form, { frames: 0, same: 0, alone: 0, example: '' }]));
  const fields = { lines: 0, same: 0, ruled: 0, found: new Map(), rules: new Map() };
  for (const [i, capture] of captures.entries()) {
    if (i % every !== 0) continue;
    const path = join(folder, capture);
    const have = printed(cli, ['read'], 'pdml', path);
    const want = printed('tshark', ['-n'], 'pdml', path);
    want.forEach((frame, at) => compareFrame(frame, have[at] ?? '', `${capture} #${at + 1}`, fields, reasonOf));
    for (const form of FORMS) {
      const [own, other] = form === 'pdml' ? [have, want] : [printed(cli, ['read'], form, path), printed('tshark', ['-n'], form, path)];
      countFrames(sums[form], own, other, (at) => have[at] === want[at], capture);
    }
  }
  return report(sums, fields);
}

/** @param {(at: number) => boolean} isSameTree the frame's PDML is the same, so that what differs lies in the form */
function countFrames(sum, own, other, isSameTree, capture) {
  sum.frames += other.length;
  for (const [at, text] of other.entries()) {
    if (text === own[at]) sum.same++;
    else if (isSameTree(at)) {
      sum.alone++;
      const [theirs, ours] = [text, own[at] ?? ''].map((one) => one.split('\n'));
      const line = theirs.findIndex((one, i) => one !== ours[i]);
      sum.example ||= `${capture} #${at + 1}: ${(theirs[line] ?? '').slice(0, 160)} / ${(ours[line] ?? '').slice(0, 160)}`;
    }
  }
}

/** The text of each frame; without the head and the end of the document. */
function printed(program, words, form, path) {
  const { stdout } = spawnSync(program, [...words, '-r', path, '-c', String(FRAMES), ...(OPTIONS[form] ?? ['-T', form])], { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' }, maxBuffer: BYTES, timeout: 60_000 });
  const text = stdout.replace(/(<\/p[sd]ml>|\n\])\n*$/, '\n');
  return text.split(new RegExp(`(?=${STARTS[form].source})`, 'm')).filter((part) => STARTS[form].test(part)).map((part) => (form === '-x' || form === '--hexdump' ? part.replace(SUMMARY, '$1') : part).replace(MAKERS, '').trim().replace(/,$/, ''));
}

/** Why a line is missing as a whole: its protocol, or one that carries it, is not taken apart here, or it is a field that Netloupe does not have. '' = neither. */
function ruleOf(known) {
  const dissected = new Set([...known.keys()].filter((name) => name.includes('.')).map((name) => name.split('.')[0]));
  return ({ key, protos }) => {
    const carrier = protos.find((proto) => !dissected.has(proto.split('.')[0]));
    if (carrier !== undefined) return `${carrier}: not dissected`;
    if (key.startsWith('"')) return '';
    return known.has(key) ? '' : `${key.split('.')[0]}: fields that Netloupe does not have`;
  };
}

/** Why lines differ in some captures, whatever is compared. */
function ruleOfCapture(where, key) {
  const isOfFrame = /^(frame|timestamp|num|len|caplen|geninfo)\b/.test(key) || /\.time_(relative|delta)$|^"Timestamps"$/.test(key);
  const found = CAPTURE_DIFFERENCES.find(({ capture, lines }) => where.includes(capture) && lines.test(key));
  if (found) return found.reason;
  if (isOfFrame && /FuzzTarget|crash-|fuzz|asan|oobr|overflow/.test(where)) return 'damaged record headers: fractions of a second and lengths beyond what there can be';
  return isOfFrame && /pcapng-test-generator/.test(where) ? 'frames without a time, and interfaces whose number no block gives' : '';
}

function compareFrame(want, have, where, fields, reasonOf) {
  const [theirs, ours] = [want, have].map((text) => [...text.matchAll(/<(?:field|proto) [^>]*>/g)].map(([line]) => lineOf(line)));
  for (const side of [theirs, ours]) withProtocols(side);
  for (const [their, our] of paired(theirs, ours)) {
    const differs = their === null ? ['extra'] : our === null ? ['missing'] : [...new Set([...Object.keys(their.attributes), ...Object.keys(our.attributes)])].filter((key) => their.attributes[key] !== our.attributes[key]);
    fields.lines++;
    if (differs.length === 0) fields.same++;
    const rule = differs.length === 0 ? '' : ruleOfCapture(where, (their ?? our).key) || (our === null ? reasonOf(their) : their === null && our.protos.at(-1) === 'xml' ? 'xml: shown by its lines, not as a tree' : '');
    if (rule !== '') {
      fields.ruled++;
      fields.rules.set(rule, (fields.rules.get(rule) ?? 0) + 1);
      continue;
    }
    const name = (their ?? our).key.trim();
    for (const kind of differs) {
      const id = `${name}\t${kind}`;
      const found = fields.found.get(id) ?? { count: 0, example: `${where}: ${shown(their, kind)} / ${shown(our, kind)}` };
      found.count++;
      fields.found.set(id, found);
    }
  }
}

function lineOf(line) {
  const attributes = Object.fromEntries([...line.matchAll(ATTRIBUTES)].map(([, key, value]) => [key, value]));
  return { key: attributes.name === '' ? `"${attributes.show}"` : attributes.name, attributes, isProtocol: line.startsWith('<proto '), protos: [] };
}

/** The protocols of the frame up to the one that each line stands in; geninfo is none. */
function withProtocols(lines) {
  let protos = [];
  for (const line of lines) {
    if (line.isProtocol && line.key !== 'geninfo' && !line.key.startsWith('_ws.')) protos = [...protos, line.key];
    line.protos = protos;
  }
}

/** Longest common sequence of names: pairs of lines, null where one side has none. */
function paired(a, b) {
  const [rows, columns] = [a.length + 1, b.length + 1];
  const lengths = new Uint32Array(rows * columns);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * columns + j] = a[i].key === b[j].key ? 1 + lengths[(i + 1) * columns + j + 1] : Math.max(lengths[(i + 1) * columns + j], lengths[i * columns + j + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i].key === b[j].key) pairs.push([a[i++], b[j++]]);
    else if (j >= b.length || (i < a.length && lengths[(i + 1) * columns + j] >= lengths[i * columns + j + 1])) pairs.push([a[i++], null]);
    else pairs.push([null, b[j++]]);
  }
  return pairs;
}

const shown = (line, kind) => (line === null ? 'nothing' : JSON.stringify(kind === 'missing' || kind === 'extra' ? (line.attributes.showname ?? line.key) : line.attributes[kind] ?? 'nothing').slice(0, 90));

function report(sums, { lines, same, ruled, found, rules }) {
  const percent = (part, all) => `${(all === 0 ? 100 : (100 * part) / all).toFixed(2)} %`;
  const rows = [...found].map(([id, { count, example }]) => ({ id, count, example, reason: FORM_DIFFERENCES.find(({ lines: test }) => test.test(id))?.reason ?? '' })).sort((a, b) => b.count - a.count);
  const explained = rows.filter(({ reason }) => reason !== '');
  return [
    'frames that are the same as a whole', ...FORMS.map((form) => `  ${form}\t${sums[form].same} of ${sums[form].frames}\t${percent(sums[form].same, sums[form].frames)}${sums[form].alone === 0 ? '' : `; ${sums[form].alone} of them differ here alone, such as ${sums[form].example}`}`),
    `lines of PDML with all attributes the same: ${same} of ${lines}, ${percent(same, lines)}; of those that are of protocols and fields that Netloupe has: ${percent(same, lines - ruled)}`,
    `differences without a reason: ${rows.length - explained.length} kinds`, ...rows.filter(({ reason }) => reason === '').map(({ id, count, example }) => `  ${count}\t${id}\t${example}`),
    `lines of what Netloupe does not have: ${ruled}`, ...[...rules].sort((a, b) => b[1] - a[1]).map(([rule, count]) => `  ${count}\t${rule}`),
    `differences with a reason: ${explained.length} kinds`, ...explained.map(({ id, count, reason }) => `  ${count}\t${id}\t${reason}`),
  ].join('\n');
}
