// The command line's options in one table: parsing and --help are made of it.

export interface OptionSpec {
  readonly names: readonly string[];
  /** What the argument is called in the help; '' = a switch. */
  readonly argument: string;
  readonly help: string;
  readonly many?: boolean;
}

/** A mistake on the command line: printed with a hint, exit status 2. */
export class UsageError extends Error {}

/** A display filter is wrong: tshark ends otherwise than for any other mistake on the command line. */
export class FilterError extends UsageError {}

const LIVE = 'that is for live captures, see netloupe capture --help';
/** Options of tshark that `read` has not, and what does the same here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  '-v': 'netloupe --version says which version this is', '--version': 'netloupe --version says which version this is',
  '-D': 'netloupe interfaces lists what can be captured from', '--list-interfaces': 'netloupe interfaces lists what can be captured from',
  '-G': 'netloupe fields lists the fields, netloupe read -z help the statistics', '-C': 'there are no profiles on the command line',
  '-H': '-N N takes names from the hosts file of this machine', '--color': 'colours are for the window', '-M': 'memory does not grow with what was read',
  '--disable-protocol': '-d gives a port to another protocol', '-K': 'Kerberos is not decrypted',
  '-a': LIVE, '-b': LIVE, '-B': LIVE, '-f': LIVE, '-I': LIVE, '-L': LIVE, '-p': LIVE, '-s': LIVE, '-y': LIVE,
};

/** What is printed of frames, and how. */
export const PRINT_OPTIONS = {
  verbose: { names: ['-V'], argument: '', help: 'print the detail tree of each frame' },
  only: { names: ['-O'], argument: 'PROTOCOLS', help: 'as -V, but of protocols other than these (separated by commas) only the first line' },
  hex: { names: ['-x'], argument: '', help: 'print the octets of each frame: a hex dump, or with -T json and ek fields NAME_raw' },
  hexdump: { names: ['--hexdump'], argument: 'frames|all', help: 'as -x: the octets of frames alone, or also those that were put together or unpacked' },
  type: { names: ['-T'], argument: 'text|tabs|fields|csv|json|jsonraw|ek|pdml|psml|carrays|parquet', help: 'form of the output (default text)' },
  safeCells: { names: ['--safe-cells'], argument: '', help: 'with -T csv: an apostrophe in front of cells that a spreadsheet would run as a formula' },
  uniqueKeys: { names: ['--no-duplicate-keys'], argument: '', help: 'with -T json: fields that occur several times become arrays' },
  field: { names: ['-e'], argument: 'FIELD', help: 'field to print with -T fields, csv, json, ek, pdml, parquet: a field name or _ws.col.Info and its kin', many: true },
  fieldOption: { names: ['-E'], argument: 'KEY=VALUE', help: 'header=y|n bom=y|n separator=/t|/s|CHAR occurrence=f|l|a aggregator=,|/s|CHAR quote=d|s|n', many: true },
  timeFormat: { names: ['-t'], argument: 'r|a|ad|d|dd|e|u|ud', help: 'time column: relative, absolute, with date, delta, delta displayed, epoch, UTC' },
  secondsForm: { names: ['-u'], argument: 's|hms', help: 'times between frames in seconds, or in hours, minutes and seconds' },
  preference: { names: ['-o'], argument: 'NAME:VALUE', help: 'tcp.relative_sequence_numbers, ip.check_checksum, tcp.check_checksum, udp.check_checksum, sctp.checksum, gui.column.format', many: true },
  noResolve: { names: ['-n'], argument: '', help: 'no names for addresses and ports (the default)' },
  names: { names: ['-N'], argument: 'FLAGS', help: 'names for m hardware addresses, n addresses, t ports; also from d DNS answers in the capture, N the hosts file here (no network)' },
  maskSecrets: { names: ['--mask-secrets'], argument: '', help: 'print asterisks for passwords, tokens and cookies (fields marked secret in netloupe fields); checksums are not verified' },
} as const satisfies Record<string, OptionSpec>;

export const READ_OPTIONS = {
  read: { names: ['-r', '--read-file'], argument: 'FILE', help: 'capture to read: pcap, pcapng, gzip; - for standard input; several with --out-dir', many: true },
  count: { names: ['-c'], argument: 'N', help: 'stop after N frames were read' },
  filter: { names: ['-Y', '--display-filter'], argument: 'FILTER', help: 'print only the frames that this display filter shows' },
  readFilter: { names: ['-R', '--read-filter'], argument: 'FILTER', help: 'with -2: a display filter in front of -Y; frames keep their numbers' },
  twoPasses: { names: ['-2'], argument: '', help: 'read the whole capture before anything is printed, so that a frame knows of later ones' },
  write: { names: ['-w'], argument: 'FILE', help: 'write the frames to FILE instead of printing them: pcapng, or as -F says; gzip where the name ends in .gz; - for standard output' },
  fileType: { names: ['-F'], argument: 'pcapng|pcap|nsecpcap', help: 'with -w: the form of the file; pcap has times of microseconds, nsecpcap of nanoseconds' },
  print: { names: ['-P', '--print'], argument: '', help: 'with -w: print the frames too' },
  layers: { names: ['-j'], argument: 'PROTOCOLS', help: 'with -T json, jsonraw, ek, pdml: only these protocols and fields (separated by spaces), the others are marked filtered' },
  layersBelow: { names: ['-J'], argument: 'PROTOCOLS', help: 'as -j, with all that stands below them' },
  lineBuffered: { names: ['-l'], argument: '', help: 'write each frame as soon as it is printed' },
  decodeAs: { names: ['-d'], argument: 'LAYER==NUMBER,PROTOCOL', help: 'who is in charge of a port or type: tcp.port==8080,http; also ranges 8080-8090; layers tcp.port, udp.port, ip.proto, ethertype', many: true },
  onlyErrors: { names: ['-Q'], argument: '', help: 'say nothing but errors on standard error' },
  interface: { names: ['-i', '--interface'], argument: 'IF', help: 'not here: a live capture is netloupe capture -i IF' },
  quiet: { names: ['-q'], argument: '', help: 'print no frames: with -z, the statistics alone' },
  statistic: { names: ['-z'], argument: 'STATISTIC', help: 'print a statistic of the whole capture behind the frames; -z help lists them', many: true },
  exportObjects: { names: ['--export-objects'], argument: 'http,DIR', help: 'write the bodies of HTTP messages into DIR, each under a name of its own', many: true },
  ...PRINT_OPTIONS,
  outDir: { names: ['--out-dir'], argument: 'DIR', help: 'write the output of each -r FILE to DIR/FILE.<txt|tsv|json>, in one process' },
  outRoot: { names: ['--out-root'], argument: 'DIR', help: 'with --out-dir: keep the folders of each FILE below this one' },
  help: { names: ['-h', '--help'], argument: '', help: 'print this help' },
} as const satisfies Record<string, OptionSpec>;

export type Parsed<T extends Record<string, OptionSpec>> = { readonly [K in keyof T]: readonly string[] };

/** `rest`: what is no option; `sequence`: the options in the order in which they were given. */
export interface ParsedWords {
  readonly rest: readonly string[];
  readonly sequence: readonly { readonly key: string; readonly value: string }[];
}

/** Each option's arguments in order; a switch that was given has one empty text. Short options may be joined: `-nr FILE`. Behind `--` nothing is an option. */
export function parseOptions<T extends Record<string, OptionSpec>>(specs: T, args: readonly string[]): Parsed<T> & ParsedWords {
  const found: Record<string, string[]> = Object.fromEntries(Object.keys(specs).map((k) => [k, []]));
  const sequence: { key: string; value: string }[] = [];
  const take = (key: string, value: string): void => {
    found[key]!.push(value);
    sequence.push({ key, value });
  };
  const rest: string[] = [];
  const queue = [...args];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--') {
      rest.push(...queue);
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      rest.push(word);
      continue;
    }
    const [name, inline] = split(word);
    const entry = Object.entries(specs).find(([, s]) => s.names.includes(name));
    if (!entry) throw new UsageError(`there is no option ${name}${specs === (READ_OPTIONS as Record<string, OptionSpec>) && name in ELSEWHERE ? `: ${ELSEWHERE[name]}` : ''}`);
    const [key, spec] = entry;
    if (spec.argument === '') {
      take(key, '');
      if (inline !== undefined) queue.unshift(`-${inline}`);
      continue;
    }
    const value = inline ?? queue.shift();
    if (value === undefined) throw new UsageError(`${name} needs an argument: ${spec.argument}`);
    take(key, value);
  }
  return { ...found, rest, sequence } as unknown as Parsed<T> & ParsedWords;
}

/** `--name=value`, `-nvalue` → name and what is glued to it. */
function split(word: string): [string, string | undefined] {
  if (word.startsWith('--')) {
    const at = word.indexOf('=');
    return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
  }
  return word.length === 2 ? [word, undefined] : [word.slice(0, 2), word.slice(2)];
}

export function helpText(usage: string, specs: Record<string, OptionSpec>): string {
  const rows = Object.values(specs).map((s) => [`  ${s.names.join(', ')}${s.argument === '' ? '' : ` ${s.argument}`}`, s.help] as const);
  const width = Math.min(38, Math.max(...rows.map(([left]) => left.length)) + 2);
  const lines = rows.map(([left, help]) => (left.length < width ? left.padEnd(width) + help : `${left}\n${' '.repeat(width)}${help}`));
  return `${usage}\n\n${lines.join('\n')}\n`;
}
