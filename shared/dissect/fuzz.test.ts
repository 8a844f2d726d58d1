// Damaged bytes: examples of every protocol, frames of captures and TCP options of every kind, mutated by a seeded generator,
// go through all runs. Nothing may escape, and the runs agree. NETLOUPE_FUZZ=1000000 sets the number of frames.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readWhole } from '../capture-file/read-whole';
import { Dissector, type FrameBytes } from './dissector';
import { NO_CONTEXT, TSHARK_OPTIONS, type DissectOptions, type FrameContext } from './frame-context';
import { FrameFacts } from './frame-facts';
import { asksForMore, remembered } from './remembered-facts';
import { lineText } from './field-text';
import { PROTOCOLS } from './protocols';
import { Registry } from './registry';
import { damaged, randomFrom, tcpWithOptions, type DamagedFrame, type Random, type Sample } from './testing/damaged-frames';

const ROUNDS = Number(process.env['NETLOUPE_FUZZ'] ?? 100_000);
const SEED = Number(process.env['NETLOUPE_FUZZ_SEED'] ?? 0x5eed_1e55);
/** Link types that no file has: each protocol is put on one of its own. */
const FIRST_LINKTYPE = 0xe000;
const ROOT = join(import.meta.dirname, '../..');
const FRAMES_OF_A_CAPTURE = 12;
/** No frame, whatever it says, gives more lines than this, nor more made bytes (decompressed bodies). */
const MOST_NODES = 60_000;
const MOST_MADE_BYTES = 1 << 26;

function bytesOf(hex: string): Uint8Array {
  const digits = hex.replace(/\s+/g, '');
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

const protocols = PROTOCOLS.map((p, i) => ({ ...p, over: { ...p.over, linktype: [...(p.over.linktype ?? []), FIRST_LINKTYPE + i] } }));
const linktypeOf = (id: string): number => FIRST_LINKTYPE + PROTOCOLS.findIndex((p) => p.id === id);
const examples: readonly Sample[] = PROTOCOLS.flatMap((p) => (p.examples ?? []).map((x) => {
  const bytes = bytesOf(x.hex);
  return { what: p.id, bytes, len: bytes.length, linktype: linktypeOf(p.id) };
}));
const applications = PROTOCOLS.filter((p) => p.over['tcp.port'] !== undefined || p.over['udp.port'] !== undefined || p.recognise !== undefined).map((p) => p.id);
const dissector = new Dissector(new Registry(protocols));
const wanted = new Uint8Array(dissector.registry.fields.length).fill(1);
const verifying: DissectOptions = { ...TSHARK_OPTIONS, verifyChecksums: true };

/** The first frames of our own captures and of the corpus beside the checkout, where it is. */
function captured(): Sample[] {
  const folders = [join(ROOT, 'e2e/captures'), join(ROOT, '../shared/corpus/captures')].filter(existsSync);
  return folders.flatMap((folder) => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return files.sort().flatMap(firstFrames);
  });
}

function firstFrames(path: string): Sample[] {
  const { frames, scanner } = readWhole(readFileSync(path).subarray(0, 65_536), 'x');
  const short = frames.filter((frame) => frame.caplen <= 2048).slice(0, FRAMES_OF_A_CAPTURE);
  return short.map((frame) => ({ what: path.slice(ROOT.length), bytes: frame.bytes, len: frame.len, linktype: scanner!.interfaces[frame.interfaceIndex]!.linktype }));
}

/** The same frame among other bytes: what lies around a frame must not matter. */
function elsewhere(frame: FrameBytes, around = 0xa5): FrameBytes {
  const at = 61;
  const bytes = new Uint8Array(at + frame.caplen + 67).fill(around);
  bytes.set(frame.bytes.subarray(frame.at, frame.at + frame.caplen), at);
  return { ...frame, bytes, at };
}

interface Worst {
  nodes: number;
  madeBytes: number;
  milliseconds: number;
  what: string;
}

/** What is wrong with how the runs take this frame; '' = nothing. */
function faultOf(frame: FrameBytes, context: FrameContext, worst: Worst): string {
  dissector.bug = undefined;
  dissector.index(frame, new FrameFacts());
  const isAsked = asksForMore(dissector.layer.facts);
  const indexed = JSON.stringify(remembered(dissector.layer.facts));
  dissector.layer.facts = new FrameFacts();
  dissector.row(frame, context, TSHARK_OPTIONS);
  const said = (): string => `${dissector.path.join(':')} ${dissector.stopped} ${dissector.layer.infoText}`;
  const [row, rowFacts] = [said(), JSON.stringify(remembered(dissector.layer.facts, isAsked))];
  if (context === NO_CONTEXT && rowFacts !== indexed) return `facts: index ${indexed}, row ${rowFacts}`;
  const began = performance.now();
  const nodes = dissector.tree(elsewhere(frame), context, TSHARK_OPTIONS);
  const lines = nodes.map(lineText);
  const took = performance.now() - began;
  const made = dissector.layer.sources.reduce((sum, source) => sum + source.bytes.length, 0);
  if (nodes.length > worst.nodes) worst.nodes = nodes.length;
  if (made > worst.madeBytes) worst.madeBytes = made;
  if (took > worst.milliseconds) slower(frame, context, worst, took);
  if (nodes.length > MOST_NODES || made > MOST_MADE_BYTES) return `${nodes.length} lines, ${made} bytes made`;
  if (said() !== row) return `row ${row}, tree ${said()}`;
  const treeFacts = JSON.stringify(remembered(dissector.layer.facts, isAsked));
  if (treeFacts !== rowFacts) return `facts: row ${rowFacts}, tree ${treeFacts}`;
  const values = nodes.map(({ value }) => String(value));
  const other = dissector.tree(elsewhere(frame, 0x5a), context, TSHARK_OPTIONS);
  const differs = other.findIndex((node, i) => lineText(node) !== lines[i] || String(node.value) !== values[i]);
  if (differs >= 0) return `octets behind the frame: ${lines[differs]} / ${lineText(other[differs]!)}, ${other[differs]!.field?.name}`;
  dissector.match(frame, context, verifying, wanted, true);
  const matched = said();
  for (const node of dissector.tree(frame, context, verifying)) lineText(node);
  if (said() !== matched) return `with checksums: match ${matched}, tree ${said()}`;
  if (matched !== row && context === NO_CONTEXT) return `row ${row}, match ${matched}`;
  return dissector.bug === undefined ? '' : `threw ${inspect(dissector.bug)}`;
}

/** Counts as slow what is slow twice: the machine has other work too. */
function slower(frame: FrameBytes, context: FrameContext, worst: Worst, first: number): void {
  const began = performance.now();
  dissector.tree(elsewhere(frame), context, TSHARK_OPTIONS);
  const milliseconds = Math.min(first, performance.now() - began);
  if (milliseconds > worst.milliseconds) Object.assign(worst, { milliseconds, what: hexOf(frame) });
}

function hexOf(frame: FrameBytes): string {
  return Buffer.from(frame.bytes.subarray(frame.at, frame.at + frame.caplen)).toString('hex');
}

function nextFrame(random: Random, samples: readonly Sample[], tcp: number): DamagedFrame {
  const kind = random(10);
  if (kind === 0) return tcpWithOptions(random, tcp);
  const pool = kind < 5 && samples.length > 0 ? samples : examples;
  return damaged(random, pool[random(pool.length)]!, pool);
}

describe('damaged bytes', () => {
  it(`${ROUNDS} frames of seed ${SEED}: no exception, bounded, the runs agree`, { timeout: 60_000 + ROUNDS }, () => {
    const random = randomFrom(SEED);
    const samples = captured();
    const worst: Worst = { nodes: 0, madeBytes: 0, milliseconds: 0, what: '' };
    const faults = new Map<string, string>();
    for (let round = 0; round < ROUNDS && faults.size < 20; round++) {
      const { what, bytes, caplen, len, linktype } = nextFrame(random, samples, linktypeOf('tcp'));
      const frame = { bytes, at: 0, caplen, len, linktype };
      const context = random(4) === 0 ? { ...NO_CONTEXT, application: applications[random(applications.length)]! } : NO_CONTEXT;
      const fault = faultOf(frame, context, worst);
      if (fault !== '') faults.set(`${what} ${fault.slice(0, 60)}`, `round ${round}, ${what}, link type ${linktype}, ${len} octets, ${context.application}: ${hexOf(frame)}\n${fault}`);
    }
    if (process.env['NETLOUPE_FUZZ']) {
      process.stdout.write(`fuzz: ${ROUNDS} frames, seed ${SEED}, ${samples.length} captured samples; most lines ${worst.nodes}, most bytes made ${worst.madeBytes}, slowest tree ${worst.milliseconds.toFixed(1)} ms: ${worst.what}\n`);
    }
    expect([...faults.values()].join('\n\n')).toBe('');
  });
});
