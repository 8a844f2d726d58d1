// The analysis of TCP over the captures of a corpus: what tshark's one pass said of each frame, field by field and capture by capture.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANALYSIS_DIFFERENCES } from './analysis-differences.mjs';
import { expectedFrames } from './expected-frames.mjs';

/** Our field for each word of the column tcp_analysis. */
const FLAGS = {
  rtx: 'retransmission', frtx: 'fast_retransmission', srtx: 'spurious_retransmission', ooo: 'out_of_order', dupack: 'duplicate_ack', lost: 'lost_segment', acklost: 'ack_lost_segment',
  zwin: 'zero_window', zwprobe: 'zero_window_probe', zwprobeack: 'zero_window_probe_ack', winupd: 'window_update', winfull: 'window_full', ka: 'keep_alive', kaack: 'keep_alive_ack', reuse: 'reused_ports',
};
const NUMBERS = [
  'tcp.stream', 'tcp.seq', 'tcp.ack', 'tcp.completeness',
  ...['bytes_in_flight', 'push_bytes_sent', 'ack_rtt', 'acks_frame', 'initial_rtt', 'rto', 'duplicate_ack_num', 'duplicate_ack_frame'].map((name) => `tcp.analysis.${name}`),
];

/** What we are asked for; the first is the frame's number. */
export const ANALYSIS_FIELDS = ['frame.number', ...Object.values(FLAGS).map((name) => `tcp.analysis.${name}`), ...NUMBERS];

/**
 * @param {string[]} captures
 * @param {string} expectedDir
 * @param {string} oursDir one `CAPTURE.tsv` each, of ANALYSIS_FIELDS
 * @returns {string} the report
 */
export function analysisAgreement(captures, expectedDir, oursDir) {
  const fields = new Map(ANALYSIS_FIELDS.slice(1).map((field) => [field, { captures: 0, captureSame: 0, frames: 0, frameSame: 0 }]));
  const differing = new Map();
  for (const capture of captures) {
    const ours = ourRows(join(oursDir, `${capture}.tsv`));
    const inCapture = new Map();
    for (const frame of expectedFrames(expectedDir, capture)) {
      if (frame.layers.includes('tcp')) compareFrame(frame, ours.get(frame.cells[0]) ?? [], inCapture, (text) => (differing.get(capture) ?? differing.set(capture, []).get(capture)).push(text));
    }
    for (const [field, { frames, same }] of inCapture) {
      const sum = fields.get(field);
      sum.captures++;
      sum.frames += frames;
      sum.frameSame += same;
      if (frames === same) sum.captureSame++;
    }
  }
  return [...table(fields), ...reasons(differing)].join('\n');
}

/** A field counts in a frame where one of both says something. */
function compareFrame(frame, own, inCapture, differs) {
  const said = new Set((frame.cells[11] ?? '').split(/[ ,]+/));
  const wanted = [...Object.keys(FLAGS).map((word) => (said.has(word) ? '1' : '')), ...NUMBERS.map((name) => (frame.fields === undefined ? null : [frame.fields[name] ?? ''].flat().join('\x1f')))];
  wanted.forEach((want, i) => {
    if (want === null) return;
    const isFlag = i < Object.keys(FLAGS).length;
    const have = isFlag && own[i + 1] ? '1' : (own[i + 1] ?? '');
    if (want === '' && have === '') return;
    const field = ANALYSIS_FIELDS[i + 1];
    const count = inCapture.get(field) ?? inCapture.set(field, { frames: 0, same: 0 }).get(field);
    count.frames++;
    if (want === have) count.same++;
    else differs(`#${frame.cells[0]} ${field.replace(/^tcp\.(analysis\.)?/, '')} ${want || 'nothing'} / ${have || 'nothing'}`);
  });
}

function ourRows(path) {
  if (!existsSync(path)) return new Map();
  return new Map(readFileSync(path, 'utf8').split('\n').filter(Boolean).map((line) => line.split('\t')).map((cells) => [cells[0], cells]));
}

const share = (same, all) => `${((100 * same) / all).toFixed(2)} %`;

function table(fields) {
  const rows = [...fields].filter(([, f]) => f.frames > 0).map(([field, f]) => `  ${field}\t${f.captureSame} of ${f.captures}\t${share(f.captureSame, f.captures)}\t${f.frameSame} of ${f.frames}\t${share(f.frameSame, f.frames)}`);
  return ['TCP analysis, where tshark or we say something', '  field\tcaptures equal\t\tframes equal\t', ...rows];
}

function reasons(differing) {
  const rows = [...differing].map(([capture, texts]) => {
    const known = ANALYSIS_DIFFERENCES.find((difference) => difference.captures.test(capture));
    return `  ${capture} (${texts.length}): ${known?.reason ?? 'NOT EXPLAINED'}\n    ${texts.slice(0, 3).join('; ')}`;
  });
  return ['', `captures that differ: ${differing.size} (frame, field, tshark's / ours)`, ...rows];
}
