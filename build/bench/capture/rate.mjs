// The highest rate without loss, searched for each program in turns, so that what else the machine does meets all alike.
import { say } from '../../terminal.mjs';
import { load, median } from '../measure.mjs';
import { send } from './device.mjs';
import { BUFFER_MIB, PROGRAMS } from './programs-beside.mjs';
import { trial } from './trial.mjs';

/** @typedef {import('../report.mjs').Line} Line */
/** @typedef {import('./programs-beside.mjs').ProgramName} ProgramName */

/** A packet of this size takes so many bytes of the kernel's buffer (TPACKET_V3: head, address, padding). */
const SLOTS = { 64: 152, 1514: 1608 };
export const SIZES = /** @type {const} */ ([64, 1514]);
/** A trial sends so many times what the buffer holds: then no more than a seventh of the rate is the buffer's. */
const BUFFERS = 8;
const LEAST_SECONDS = 0.5;
const LOWEST = 100_000;
/** Rates are tried on one ladder, the same for all programs: a rung is so many times the one below, and nothing finer is measured. */
const RUNG = 1.02;
/** A later search begins so many rungs around what the earlier ones found. */
const AROUND = 8;
const TRIALS_MOST = 18;
const AGAINST = { tcpdump: 1, dumpcap: 2 };

export const millions = (/** @type {number} */ rate) => `${(rate / 1e6).toFixed(2)} M/s`;

const rateOf = (/** @type {number} */ rung) => LOWEST * RUNG ** rung;
/** The rung next to a rate: generators pace to within a percent. */
const rungOf = (/** @type {number} */ rate) => Math.round(Math.log(rate / LOWEST) / Math.log(RUNG));

/** For the highest rung that holds: `low` is thought to hold, `high` not. */
class Search {
  proven = { low: false, high: false };
  found = 0;
  trials = 0;
  /** Nothing was lost at the most that the generator sends beside such a capture: the program may well take more. */
  atMost = false;

  /**
   * @param {number} low
   * @param {number} high
   * @param {number} most above it nothing can be sent
   */
  constructor(low, high, most) {
    this.low = low;
    this.high = Math.min(high, most);
    this.most = most;
  }

  get isDone() {
    if (this.trials >= TRIALS_MOST) return true;
    if (this.high - this.low > 1) return false;
    if (!this.proven.low && this.low > 0) this.low = Math.max(0, this.low - 2 * AROUND);
    else if (!this.proven.high && this.high < this.most) this.high = Math.min(this.most, this.high + 2 * AROUND);
    return this.high - this.low <= 1;
  }

  get rung() {
    return Math.ceil((this.low + this.high) / 2);
  }

  /**
   * @param {number} rung
   * @param {number} rate as it was
   * @param {boolean} holds
   */
  learn(rung, rate, holds) {
    this.trials++;
    const reached = Math.min(rung, rungOf(rate));
    if (holds) this.found = Math.max(this.found, rateOf(reached));
    if (holds) this.low = reached;
    else this.high = rung;
    if (holds) this.proven.low = true;
    else this.proven.high = true;
    // The generator goes no faster than this beside such a capture.
    if (!holds || reached >= rung) return;
    this.most = this.high = reached + 1;
    this.atMost = true;
  }
}

/** @param {{ runs: number }} bench @returns {Promise<Line[]>} */
export async function highestRates({ runs }) {
  /** @type {Line[]} */
  const lines = [];
  for (const size of SIZES) {
    const free = await send({ size, packets: 2_000_000, rate: 0 });
    const most = free.sent / free.seconds;
    say('rate', `${size} bytes: the generator (${free.way}) sends ${millions(most)} where nobody captures`);
    /** @type {Record<ProgramName, number[]>} */
    const found = { netloupe: [], tcpdump: [], dumpcap: [] };
    /** In so many runs a program lost nothing at the most that the generator sends beside it. @type {Record<ProgramName, number>} */
    const atMost = { netloupe: 0, tcpdump: 0, dumpcap: 0 };
    for (let run = 1; run <= runs; run++) await searchAll(size, most, found, atMost, run);
    const [ours, tcpdump, dumpcap] = [median(found.netloupe), median(found.tcpdump), median(found.dumpcap)];
    // The generator's own top differs from trial to trial by more than a rung.
    const areEqual = atMost.netloupe === runs && atMost.tcpdump === runs;
    const part = `highest rate without loss, ${size} bytes a packet, buffers of ${BUFFER_MIB} MiB (generator: ${free.way}, ${millions(most)} at most)`;
    const spread = (/** @type {ProgramName} */ name) =>
      `${name} found: ${found[name].map(millions).join(', ')}${atMost[name] > 0 ? ` (in ${atMost[name]} of ${runs} runs it lost nothing at the most that the generator sends beside it)` : ''}`;
    lines.push({ part, what: areEqual ? 'times tcpdump -w FILE: neither lost anything at the most that can be sent' : 'times tcpdump -w FILE', ours: millions(ours), theirs: millions(tcpdump), value: areEqual ? 1 : ours / tcpdump, target: AGAINST.tcpdump, atLeast: true, note: `${spread('netloupe')}; ${spread('tcpdump')}` });
    lines.push({ part, what: 'times dumpcap -w FILE', ours: '', theirs: millions(dumpcap), value: ours / dumpcap, ...(size === 64 && { target: AGAINST.dumpcap }), atLeast: true, note: spread('dumpcap') });
  }
  return lines;
}

/**
 * @param {typeof SIZES[number]} size
 * @param {number} most
 * @param {Record<ProgramName, number[]>} found
 * @param {Record<ProgramName, number>} atMost runs in which the generator could not bring a program to lose
 * @param {number} run
 */
async function searchAll(size, most, found, atMost, run) {
  const names = /** @type {ProgramName[]} */ (Object.keys(found));
  const searches = names.map((name) => {
    const known = found[name].length > 0 ? median(found[name]) : 0;
    return known > 0 ? new Search(Math.max(0, rungOf(known) - AROUND), rungOf(known) + AROUND, rungOf(most) + 1) : new Search(0, rungOf(most) + 1, rungOf(most) + 1);
  });
  while (searches.some((search) => !search.isDone)) {
    for (const [i, search] of searches.entries()) if (!search.isDone) await step(/** @type {ProgramName} */ (names[i]), size, search);
  }
  for (const [i, search] of searches.entries()) {
    const name = /** @type {ProgramName} */ (names[i]);
    found[name].push(search.found);
    if (search.atMost) atMost[name]++;
  }
  say(`run ${run}`, `${size} bytes: ${names.map((name) => `${name} ${millions(found[name].at(-1) ?? 0)}`).join(', ')} (load ${load().toFixed(1)})`);
}

/**
 * A rate holds where one of two trials loses nothing: a stranger may have had the processor in the other.
 * @param {ProgramName} name
 * @param {typeof SIZES[number]} size
 * @param {Search} search
 */
async function step(name, size, search) {
  const wanted = rateOf(search.rung);
  const packets = Math.ceil(Math.max((BUFFERS * BUFFER_MIB * 1_048_576) / SLOTS[size], wanted * LEAST_SECONDS));
  for (let attempt = 1; attempt <= 2; attempt++) {
    const { sent, inFile, rate } = await trial(PROGRAMS[name], { size, packets, rate: wanted });
    if (inFile > sent) throw new Error(`${name} has ${inFile} packets of ${sent} in its file`);
    if (inFile === sent || attempt === 2) return search.learn(search.rung, rate, inFile === sent);
  }
}
