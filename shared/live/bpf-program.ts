// Runs a compiled capture filter over packets that were captured already, as the kernel would have (classic BPF, bpf(4)).

export type Instruction = readonly [code: number, jt: number, jf: number, k: number];

/** Scratch cells that a program has. */
const CELLS = 16;
/** More steps than instructions cannot be: jumps lead forward only. */
const LONGEST = 65_536;

export class BpfProgram {
  /** How often each instruction was run. */
  readonly hits: Float64Array;
  private readonly cells = new Uint32Array(CELLS);

  /** @throws RangeError where a jump or a cell leads outside the program */
  constructor(private readonly instructions: readonly Instruction[]) {
    if (instructions.length > LONGEST) throw new RangeError('the program is too long');
    for (const [at, [code, jt, jf, k]] of instructions.entries()) checkTargets(instructions.length, at, code, jt, jf, k);
    this.hits = new Float64Array(instructions.length);
  }

  /** Whether the filter keeps the packet. `packet` is what was captured of `len` bytes. A load outside of it keeps nothing. */
  matches(packet: Uint8Array, len: number): boolean {
    let a = 0;
    let x = 0;
    this.cells.fill(0);
    for (let at = 0; at < this.instructions.length; at++) {
      const [code, jt, jf, k] = this.instructions[at]!;
      this.hits[at]!++;
      switch (code & 7) {
        case LD:
        case LDX: {
          const value = this.loaded(code, k, x, packet, len);
          if (value < 0) return false;
          if ((code & 7) === LD) a = value;
          else x = value;
          break;
        }
        case ST: this.cells[k] = a; break;
        case STX: this.cells[k] = x; break;
        case ALU: {
          const value = computed(code, a, (code & BY_X) === 0 ? k : x);
          if (value < 0) return false;
          a = value;
          break;
        }
        case JMP: at += (code & 0xf0) === JA ? k : holds(code, a, (code & BY_X) === 0 ? k : x) ? jt : jf; break;
        case RET: return ((code & 0x18) === 0x10 ? a : (code & 0x18) === BY_X ? x : k >>> 0) > 0;
        default:
          if ((code & 0xf8) === TXA) a = x;
          else x = a;
      }
    }
    return false;
  }

  /** -1 where it lies outside the packet. */
  private loaded(code: number, k: number, x: number, packet: Uint8Array, len: number): number {
    switch (code & 0xe0) {
      case IMM: return k >>> 0;
      case MEM: return this.cells[k]!;
      case LEN: return len;
      case MSH: return k < packet.length ? (packet[k]! & 15) * 4 : -1;
      default: return word(packet, (code & 0xe0) === IND ? (k + x) >>> 0 : k >>> 0, code & 0x18);
    }
  }
}

const [LD, LDX, ST, STX, ALU, JMP, RET] = [0, 1, 2, 3, 4, 5, 6] as const;
const [IMM, IND, MEM, LEN, MSH] = [0, 0x40, 0x60, 0x80, 0xa0] as const;
const BY_X = 8;
const JA = 0;
const TXA = 0x80;

function checkTargets(length: number, at: number, code: number, jt: number, jf: number, k: number): void {
  const memory = ((code & 7) <= LDX && (code & 0xe0) === MEM) || (code & 7) === ST || (code & 7) === STX;
  const ahead = (code & 7) !== JMP ? 0 : (code & 0xf0) === JA ? k : Math.max(jt, jf);
  if ((memory && (k < 0 || k >= CELLS)) || ahead < 0 || at + 1 + ahead > length) throw new RangeError(`instruction ${at} leads outside the program`);
}

/** Big-endian bytes as a number; -1 where they are not all there. `size`: 0 = 4, 8 = 2, 16 = 1 bytes. */
function word(packet: Uint8Array, at: number, size: number): number {
  const bytes = size === 0 ? 4 : size === 8 ? 2 : 1;
  if (at + bytes > packet.length) return -1;
  let value = 0;
  for (let i = 0; i < bytes; i++) value = value * 256 + packet[at + i]!;
  return value;
}

/** -1 for a division by zero, which keeps nothing. */
function computed(code: number, a: number, b: number): number {
  switch (code & 0xf0) {
    case 0x00: return (a + b) >>> 0;
    case 0x10: return (a - b) >>> 0;
    case 0x20: return Math.imul(a, b) >>> 0;
    case 0x30: return b >>> 0 === 0 ? -1 : Math.floor(a / (b >>> 0));
    case 0x40: return (a | b) >>> 0;
    case 0x50: return (a & b) >>> 0;
    case 0x60: return b >>> 0 > 31 ? 0 : (a << b) >>> 0;
    case 0x70: return b >>> 0 > 31 ? 0 : a >>> b;
    case 0x80: return -a >>> 0;
    case 0x90: return b >>> 0 === 0 ? -1 : a % (b >>> 0);
    default: return (a ^ b) >>> 0;
  }
}

function holds(code: number, a: number, b: number): boolean {
  switch (code & 0xf0) {
    case 0x10: return a === b >>> 0;
    case 0x20: return a > b >>> 0;
    case 0x30: return a >= b >>> 0;
    default: return (a & b) !== 0;
  }
}
