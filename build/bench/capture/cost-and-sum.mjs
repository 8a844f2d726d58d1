// What capturing costs a packet, and whether every packet is accounted for when there are too many.
import { say } from '../../terminal.mjs';
import { load, median } from '../measure.mjs';
import { PROGRAMS } from './programs-beside.mjs';
import { SIZES } from './rate.mjs';
import { trial } from './trial.mjs';

/** @typedef {import('../report.mjs').Line} Line */
/** @typedef {import('./programs-beside.mjs').ProgramName} ProgramName */

/** All three survive these. */
const STEADY = { 64: { rate: 300_000, packets: 900_000 }, 1514: { rate: 100_000, packets: 300_000 } };
const CPU_TIMES = 2;
/** More than can be kept: large packets as fast as they go; small ones while the program is stopped for a while. MiB are the kernel's buffer's. */
const OVERLOADS = [
  { what: '1514 bytes, at full speed', size: 1514, packets: 600_000, mib: 32, stoppedMs: 0 },
  { what: '1514 bytes, at full speed', size: 1514, packets: 600_000, mib: 2, stoppedMs: 0 },
  { what: '64 bytes, the program stopped for 0.4 s', size: 64, packets: 3_000_000, mib: 32, stoppedMs: 400 },
  { what: '64 bytes, the program stopped for 0.4 s', size: 64, packets: 3_000_000, mib: 2, stoppedMs: 400 },
];

/** @param {{ runs: number }} bench @returns {Promise<Line[]>} */
export async function costPerPacket({ runs }) {
  /** @type {Line[]} */
  const lines = [];
  for (const size of SIZES) {
    const { rate, packets } = STEADY[size];
    /** @type {Record<ProgramName, number[]>} */
    const costs = { netloupe: [], tcpdump: [], dumpcap: [] };
    let lost = 0;
    for (let run = 1; run <= runs; run++) {
      for (const name of /** @type {ProgramName[]} */ (Object.keys(costs))) {
        const { cpuMs, sent, inFile } = await trial(PROGRAMS[name], { size, packets, rate });
        lost += sent - inFile;
        costs[name].push((cpuMs * 1e6) / Math.max(1, inFile));
      }
      say(`run ${run}`, `cpu, ${size} bytes: ${Object.entries(costs).map(([name, values]) => `${name} ${(values.at(-1) ?? 0).toFixed(0)} ns`).join(', ')} a packet (load ${load().toFixed(1)})`);
    }
    const ns = (/** @type {ProgramName} */ name) => `${median(costs[name]).toFixed(0)} ns`;
    const part = `processor time of the capturing program a packet, ${size} bytes, ${rate.toLocaleString('en')} packets/s`;
    const note = lost > 0 ? `${lost} packets lost by one or the other: the machine was too busy` : undefined;
    lines.push({ part, what: 'times tcpdump', ours: ns('netloupe'), theirs: ns('tcpdump'), value: median(costs.netloupe) / median(costs.tcpdump), target: CPU_TIMES, ...(note && { note }) });
    lines.push({ part, what: 'times dumpcap', ours: '', theirs: ns('dumpcap'), value: median(costs.netloupe) / median(costs.dumpcap) });
  }
  return lines;
}

/** @param {{ runs: number }} bench @returns {Promise<Line[]>} */
export async function everyPacket({ runs }) {
  const part = 'more packets than can be kept: in the file + said to be dropped − sent';
  /** @type {Line[]} */
  const lines = [];
  for (const { what, size, packets, mib, stoppedMs } of OVERLOADS) {
    let worst = 0;
    const drops = [];
    for (let run = 1; run <= runs; run++) {
      const { sent, inFile, dropped, rate } = await trial(PROGRAMS.netloupe, { size, packets, rate: 0 }, { bufferMib: mib, stoppedMs });
      const missing = Math.abs(inFile + dropped - sent);
      if (!(missing <= worst)) worst = missing;
      drops.push(dropped);
      say(`run ${run}`, `sum, ${what}: ${sent} sent at ${(rate / 1e6).toFixed(2)} M/s into ${mib} MiB, ${inFile} in the file, ${dropped} dropped: ${missing} missing (load ${load().toFixed(1)})`);
    }
    const note = drops.some((dropped) => dropped > 0) ? undefined : 'nothing was dropped: this says little';
    lines.push({ part, what: `${what}, buffer of ${mib} MiB: packets unaccounted for`, ours: `dropped ${drops.join(', ')} of ${packets}`, value: worst, target: 0, ...(note && { note }) });
  }
  return lines;
}
