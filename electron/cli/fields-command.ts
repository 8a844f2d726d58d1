// `netloupe fields`: the field reference, one line a field, as `tshark -G fields` lists them.
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import { helpText, parseOptions } from './options';
import { Output } from './output';

export const FIELDS_OPTIONS = { help: { names: ['-h', '--help'], argument: '', help: 'print this help' } } as const;

export function fieldsCommand(args: readonly string[]): number {
  const options = parseOptions(FIELDS_OPTIONS, args);
  if (options.help.length > 0) {
    process.stdout.write(helpText('netloupe fields [TEXT]: list filter names with type, label and meaning; secret ones are marked', FIELDS_OPTIONS));
    return 0;
  }
  const wanted = (options.rest[0] ?? '').toLowerCase();
  const registry = new Registry(PROTOCOLS);
  const out = new Output(1);
  for (const f of registry.fields) {
    const line = [f.name, f.type, f.label, f.alias.join(','), f.doc, ...(f.secret ? ['secret'] : [])].join('\t');
    if (line.toLowerCase().includes(wanted)) out.write(`${line}\n`);
  }
  out.close();
  return 0;
}
