// `netloupe completion bash|zsh|fish`: what completes the command in a shell, made of the tables of verbs and options.
import { UsageError, type OptionSpec } from './options';
import { Output } from './output';
import type { Verb } from './verbs';

export function completionCommand([shell, ...more]: readonly string[], verbs: readonly Verb[]): number {
  const text = more.length > 0 ? undefined : shell === 'bash' ? bash(verbs) : shell === 'zsh' ? zsh(verbs) : shell === 'fish' ? fish(verbs) : undefined;
  if (text === undefined) throw new UsageError('completion is for bash, zsh or fish: netloupe completion bash > FILE');
  const out = new Output(1);
  out.write(text);
  out.flush();
  return 0;
}

/** `pcapng|pcap` are words to choose from; `FILE` is a file. */
const choices = ({ argument }: OptionSpec): readonly string[] => (/^[a-z][\w.]*(\|[\w.]+)+$/.test(argument) ? argument.split('|') : []);
const isFile = ({ argument }: OptionSpec): boolean => /^(FILE|OUT|LIST)$/.test(argument);
const isFolder = ({ argument }: OptionSpec): boolean => argument === 'DIR';
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const namesOf = ({ options }: Verb): readonly string[] => Object.values(options).flatMap(({ names }) => names);

function bash(verbs: readonly Verb[]): string {
  const cases = verbs.flatMap((verb) => Object.values(verb.options).filter(({ argument }) => argument !== '').map((spec) => {
    const what = choices(spec).length > 0 ? `-W ${quoted(choices(spec).join(' '))}` : isFolder(spec) ? '-d' : isFile(spec) ? '-f' : '-W ""';
    return `    ${spec.names.map((name) => quoted(`${verb.name} ${name}`)).join('|')}) COMPREPLY=($(compgen ${what} -- "$word")); return ;;`;
  }));
  const words = verbs.map((verb) => `    ${verb.name}) options=${quoted(namesOf(verb).join(' '))}; choices=${verb.choices === undefined ? '-f' : quoted(`-W ${[...verb.choices].join('|') === '' ? '""' : quoted(verb.choices.join(' ')).replaceAll("'", '"')}`)} ;;`);
  return `# Completes netloupe in bash: source this file, or keep it in ~/.local/share/bash-completion/completions/netloupe
_netloupe() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" verb="\${COMP_WORDS[1]}" options='' choices=-f
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${quoted([...verbs.map(({ name }) => name), '--help', '--version'].join(' '))} -- "$word"))
    return
  fi
  case "$verb $before" in
${cases.join('\n')}
  esac
  case "$verb" in
${words.join('\n')}
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
    *) COMPREPLY=($(eval compgen "$choices" -- '"$word"')) ;;
  esac
}
complete -o filenames -F _netloupe netloupe
`;
}

function zsh(verbs: readonly Verb[]): string {
  const action = (spec: OptionSpec): string => (choices(spec).length > 0 ? `(${choices(spec).join(' ')})` : isFolder(spec) ? '_files -/' : isFile(spec) ? '_files' : ' ');
  const inBrackets = (text: string): string => text.replace(/[[\]\\:]/g, '\\$&');
  const option = (spec: OptionSpec): string => spec.names.map((name) => quoted(`${spec.many === true ? '*' : ''}${name}[${inBrackets(spec.help)}]${spec.argument === '' ? '' : `:${inBrackets(spec.argument)}:${action(spec)}`}`)).join(' ');
  const cases = verbs.map(({ name, options, choices: words }) => `    ${name}) _arguments ${[...Object.values(options).map(option), quoted(words === undefined ? '*:file:_files' : words.length > 0 ? `1: :(${words.join(' ')})` : '*: : ')].join(' ')} ;;`);
  return `#compdef netloupe
# Completes netloupe in zsh: keep it as _netloupe in a folder of $fpath.
_netloupe() {
  local -a verbs=(${verbs.map(({ name, help }) => quoted(`${name}:${help}`)).join(' ')})
  if (( CURRENT == 2 )); then
    _describe verb verbs
    return
  fi
  local verb=$words[2]
  shift words
  (( CURRENT-- ))
  case $verb in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = _netloupe ]; then _netloupe "$@"; else compdef _netloupe netloupe; fi
`;
}

function fish(verbs: readonly Verb[]): string {
  const seen = (verb: string): string => quoted(`__fish_seen_subcommand_from ${verb}`);
  const name = (one: string): string => (one.startsWith('--') ? `-l ${one.slice(2)}` : one.length === 2 ? `-s ${quoted(one.slice(1))}` : `-o ${one.slice(1)}`);
  const option = (verb: string, spec: OptionSpec): string => {
    const argument = spec.argument === '' ? '' : choices(spec).length > 0 ? ` -x -a ${quoted(choices(spec).join(' '))}` : isFile(spec) || isFolder(spec) ? ' -r -F' : ' -x';
    return `complete -c netloupe -n ${seen(verb)} ${spec.names.map(name).join(' ')}${argument} -d ${quoted(spec.help)}`;
  };
  return ['# Completes netloupe in fish: keep it as ~/.config/fish/completions/netloupe.fish',
    ...verbs.map(({ name: verb, help }) => `complete -c netloupe -f -n __fish_use_subcommand -a ${verb} -d ${quoted(help)}`),
    ...verbs.flatMap(({ name: verb, options, choices: words }) => [
      ...(words === undefined ? [`complete -c netloupe -n ${seen(verb)} -F`] : words.length > 0 ? [`complete -c netloupe -f -n ${seen(verb)} -a ${quoted(words.join(' '))}`] : []),
      ...Object.values(options).map((spec) => option(verb, spec)),
    ]), ''].join('\n');
}
