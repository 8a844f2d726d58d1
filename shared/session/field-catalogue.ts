// The registry as the display filter language asks for it.
import type { Registry } from '../dissect/registry';
import type { FieldCatalogue } from '../filter/catalogue';

export function catalogueOf(registry: Registry): FieldCatalogue {
  return { find: (name) => registry.named(name), names: () => registry.names() };
}
