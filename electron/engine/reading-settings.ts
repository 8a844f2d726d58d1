// How frames are read: settings that come with the call that opens or starts a capture, and count until the next.
import type { DecodeRule } from '../../shared/dissect/decode-rule';
import type { Registry } from '../../shared/dissect/registry';
import type { ArgsOf } from '../../shared/ipc/contract';

export type Reading = Pick<ArgsOf<'capture.open'>, 'mostPduMiB' | 'decodeAs'>;

export class ReadingSettings {
  /** undefined = as the session has it. */
  mostPduOctets: number | undefined;
  decodeAs: readonly DecodeRule[] = [];

  constructor(private readonly registry: Registry) {}

  take({ mostPduMiB, decodeAs = [] }: Reading): void {
    this.mostPduOctets = mostPduMiB === undefined ? undefined : mostPduMiB * 1_048_576;
    this.decodeAs = decodeAs;
    this.registry.decodeAs(decodeAs);
  }
}
