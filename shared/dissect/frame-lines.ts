// What is said of a frame as a whole: whether anybody asks for its comments, and which protocols were met in it.
import { expert } from './expert';
import type { Layer } from './layer';
import type { Protocol } from './protocol';
import type { Registry } from './registry';

/** Whether the fields that are asked for may be those of comments: worked out once for all frames that are asked for the same. */
export class CommentsWish {
  private askedWith: Uint8Array | null = null;
  private areWanted = false;

  /** @param index of the protocol that shows comments */
  constructor(private readonly registry: Registry, private readonly index: number) {}

  of(wanted: Uint8Array): boolean {
    if (this.askedWith === wanted) return this.areWanted;
    const { message, severity, group, '._ws.expert': finding } = expert.fields;
    const own = [this.registry.protocolFields[this.index]!, ...Object.values(this.registry.protocols[this.index]!.fields)];
    this.askedWith = wanted;
    this.areWanted = [...own, message, severity, group, finding].some((field) => wanted[field.id] === 1);
    return this.areWanted;
  }
}

/** frame.protocols is only known at the end. */
export function nameProtocols(p: Layer, { fields }: Protocol): void {
  const protocols = fields['protocols'];
  if (!protocols) return;
  const value = p.path.join(':');
  if (!p.inTree) {
    p.put(protocols, value, -1, 0);
    return;
  }
  const node = p.nodes.find((n) => n.field === protocols);
  if (node) node.value = value;
}
