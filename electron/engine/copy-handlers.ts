// Text of a frame for the clipboard.
import type { EngineHandlers } from '../../shared/ipc/rpc';
import { packetCode } from '../../shared/export/packet-code';
import { problem, ProblemError } from '../../shared/problem';
import type { Session } from '../../shared/session/session';

type CopyCall = Extract<keyof EngineHandlers, `copy.${string}`>;

export function copyHandlers(current: () => Session): Pick<EngineHandlers, CopyCall> {
  return {
    'copy.packet': ({ number, code }) => {
      const session = current();
      if (number > session.store.count) throw new ProblemError(problem('NL-CALL-01', `There is no frame ${number}.`, {}));
      const { bytes, at, caplen, linktype } = session.frame(number);
      return { text: packetCode(bytes.subarray(at, at + caplen), linktype, code) };
    },
  };
}
