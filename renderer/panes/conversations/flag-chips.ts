// Which TCP flags a conversation showed, as few letters, and whose they were.

const [FIN, SYN, RST, PSH] = [0x01, 0x02, 0x04, 0x08];

interface FlagChip {
  readonly text: string;
  readonly side: 'client' | 'server' | 'both' | 'error';
}

export function flagChips([client, server]: readonly [client: number, server: number]): FlagChip[] {
  const sideOf = (flag: number): FlagChip['side'] => ((client & server & flag) !== 0 ? 'both' : (client & flag) !== 0 ? 'client' : 'server');
  const all = client | server;
  const chips: FlagChip[] = [];
  if ((client & SYN) !== 0) chips.push({ text: 'S', side: 'client' });
  if ((server & SYN) !== 0) chips.push({ text: 'SA', side: 'server' });
  if ((all & FIN) !== 0) chips.push({ text: 'F', side: sideOf(FIN) });
  if ((all & RST) !== 0) chips.push({ text: 'R', side: 'error' });
  if ((all & (FIN | RST)) === 0 && (all & PSH) !== 0) chips.push({ text: 'P', side: sideOf(PSH) });
  return chips;
}
