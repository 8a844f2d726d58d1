// The letters of -N: which numbers get names, as tshark has them.
import { NO_WISHES, type NameWishes } from '../../shared/session/name-book';
import { UsageError } from './options';

const LETTERS: Readonly<Record<string, Partial<NameWishes>>> = {
  m: { ether: true }, n: { addresses: true }, t: { ports: true }, d: { answers: true }, N: { host: true },
};

/** null without -N: numbers only. */
export function nameWishes(flags: string | undefined): NameWishes | null {
  if (flags === undefined) return null;
  let wishes = NO_WISHES;
  for (const letter of flags) {
    const wish = LETTERS[letter];
    if (letter === 'v') throw new UsageError('-N v: names of VLANs stand in no list that Netloupe reads');
    if (wish === undefined) throw new UsageError(`-N ${letter}: the letters are m (hardware addresses), n (addresses), t (ports), d (from DNS answers in the capture), N (from this machine's own lists)`);
    wishes = { ...wishes, ...wish };
  }
  return wishes;
}

/** What N does here, for whoever expects tshark to ask a name server; '' where there is nothing to say. */
export function nameNote(wishes: NameWishes | null): string {
  return wishes?.host === true ? '-N N: names come from the hosts and ethers files of this machine; nothing is asked over the network' : '';
}
