// Info texts of tier 1 that differ, by kind: protocol and the first words that are not the same, with the number of frames and captures.

const MOST_KINDS = 60;
const WORDS = 4;

export class InfoKinds {
  constructor() {
    this.kinds = new Map();
  }

  /**
   * @param {string} capture
   * @param {string} frame
   * @param {string} protocol
   * @param {string} want
   * @param {string} have
   */
  add(capture, frame, protocol, want, have) {
    const [a, b] = [want.split(' '), have.split(' ')];
    const at = a.findIndex((word, i) => word !== b[i]);
    const words = (text) => general(text.slice(at < 0 ? a.length : at, (at < 0 ? a.length : at) + WORDS).join(' ')) || 'the end';
    const key = `${protocol}: ${words(a)} / ${words(b)}`;
    const kind = this.kinds.get(key) ?? { frames: 0, captures: new Map() };
    kind.frames++;
    if (!kind.captures.has(capture)) kind.captures.set(capture, frame);
    this.kinds.set(key, kind);
  }

  /** @returns {string[]} */
  report() {
    const rows = [...this.kinds].sort((a, b) => b[1].frames - a[1].frames);
    return [`  Info that differs, by kind: ${rows.length} kinds`, ...rows.slice(0, MOST_KINDS).map(([key, { frames, captures }]) => {
      const [[capture, frame]] = captures;
      return `  ${frames}\t${captures.size}\t${key}\t${capture} #${frame}`;
    })];
  }
}

const general = (text) => text.replace(/0x[0-9a-f]+/gi, '0xN').replace(/\d+/g, 'N');
