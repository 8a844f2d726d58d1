// Every known protocol, field and dissector table, built once from the declarations.
import type { DecodeRule } from './decode-rule';
import { expert } from './expert';
import { Field } from './field';
import { KeyTable } from './key-table';
import type { Protocol } from './protocol';
import type { HeuristicTable, Table } from './tables';

export class Registry {
  readonly protocols: readonly Protocol[];
  /** All fields; a field's `id` is its index. A protocol's own field (type `protocol`) is among them. */
  readonly fields: Field[] = [];
  /** By protocol index: the field that stands for the protocol itself. */
  readonly protocolFields: Field[] = [];
  private readonly byName = new Map<string, Field[]>();
  private readonly byId = new Map<string, number>();
  private readonly tables = new Map<Table, KeyTable>();
  private readonly none = new KeyTable();
  private readonly linktypes: KeyTable;
  private readonly ethertypes: KeyTable;
  private readonly ipProtocols: KeyTable;
  private readonly udpPorts: KeyTable;
  private readonly tcpPorts: KeyTable;
  private readonly heuristics: Record<HeuristicTable, number[]> = { tcp: [], udp: [] };

  constructor(protocols: readonly Protocol[]) {
    this.protocols = [...protocols, expert as unknown as Protocol].map(sameShape);
    for (const [index, p] of this.protocols.entries()) this.add(p, index);
    this.linktypes = this.tables.get('linktype') ?? this.none;
    this.ethertypes = this.tables.get('ethertype') ?? this.none;
    this.ipProtocols = this.tables.get('ip.proto') ?? this.none;
    this.udpPorts = this.tables.get('udp.port') ?? this.none;
    this.tcpPorts = this.tables.get('tcp.port') ?? this.none;
  }

  /** The fields that a display-filter name stands for; several when they share an alias. */
  named(name: string): readonly Field[] {
    return this.byName.get(name) ?? [];
  }
  /** Every filter name, aliases too. */
  names(): IterableIterator<string> {
    return this.byName.keys();
  }
  /** -1 where there is none. */
  indexOf(id: string): number {
    return this.byId.get(id) ?? -1;
  }
  heuristicsOf(table: HeuristicTable): readonly number[] {
    return table === 'tcp' ? this.heuristics.tcp : this.heuristics.udp;
  }

  /** Index of the protocol that claims one of two keys, the lower key first as tshark tries ports; -1 = nobody. */
  find(table: Table, key: number, key2: number): number {
    const t = this.tableOf(table);
    if (key2 < 0) {
      const found = t.get(key);
      return (found === 0 && table === 'encapsulated' ? this.ethertypes.get(key) : found) - 1;
    }
    const hit = t.get(key < key2 ? key : key2);
    return (hit !== 0 ? hit : t.get(key < key2 ? key2 : key)) - 1;
  }

  /** The tables that every frame needs are at hand; comparing words costs less than looking them up. */
  private tableOf(table: Table): KeyTable {
    switch (table) {
      case 'tcp.port': return this.tcpPorts;
      case 'ip.proto': return this.ipProtocols;
      case 'ethertype': return this.ethertypes;
      case 'udp.port': return this.udpPorts;
      case 'linktype': return this.linktypes;
      default: return this.tables.get(table) ?? this.none;
    }
  }

  private add(p: Protocol, index: number): void {
    if (this.byId.has(p.id)) throw new Error(`two protocols are called ${p.id}`);
    this.byId.set(p.id, index);
    const own = new Field<undefined>('protocol', p.name, 0, {});
    own.name = p.id;
    this.protocolFields.push(this.addField(own));
    for (const f of Object.values(p.fields)) this.addField(f);
    this.claimAll(p, index);
    for (const table of p.recogniseOver ?? []) this.heuristics[table].push(index);
  }

  private addField(f: Field): Field {
    f.id = this.fields.push(f) - 1;
    for (const name of [f.name, ...f.alias]) {
      const list = this.byName.get(name);
      if (list) list.push(f);
      else this.byName.set(name, [f]);
    }
    return f;
  }

  /** The user says who is in charge of numbers, whoever is registered for them; rules said before are forgotten, and those of unknown protocols are none. */
  decodeAs(rules: readonly DecodeRule[]): void {
    for (const table of this.tables.values()) table.clear();
    for (const [index, p] of this.protocols.entries()) this.claimAll(p, index);
    for (const { layer, first, last, protocol } of rules) {
      const index = this.indexOf(protocol);
      if (index >= 0) for (let key = first; key <= last; key++) this.tables.get(layer)?.set(key, index + 1);
    }
  }

  private claimAll(p: Protocol, index: number): void {
    for (const [table, keys] of Object.entries(p.over)) this.claim(p, index, table as Table, keys);
  }

  private claim(p: Protocol, index: number, table: Table, keys: readonly number[]): void {
    let t = this.tables.get(table);
    if (!t) this.tables.set(table, (t = new KeyTable()));
    for (const key of keys) {
      const other = t.get(key);
      if (other !== 0) throw new Error(`${p.id} and ${this.protocols[other - 1]!.id} both claim ${table} ${key}`);
      t.set(key, index + 1);
    }
  }
}

/** Every property in the same order, given or not: the walk reads them for each layer of each frame, and engines are fast on one shape. */
function sameShape(p: Protocol): Protocol {
  const { id, name, column, spec, tcpdump, over, inline, framing, needs, recognise, refuses, recogniseOver, fields, dissect, after, examples } = p;
  return { id, name, column, spec, tcpdump, over, inline, framing, needs, recognise, refuses, recogniseOver, fields, dissect, after, examples } as Protocol;
}
