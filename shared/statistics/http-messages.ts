// The HTTP messages of a capture one after the other, with what statistics count of them.
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import type { Seen } from '../dissect/seen';
import { ipv4Text, ipv6Text } from '../frame/address';
import type { FrameSet } from '../session/frame-set';
import type { Session } from '../session/session';
import { FramesWithProtocol } from './frames-with-protocol';
import { QUOTING } from './layer-kinds';

const PROTOCOLS: readonly string[] = ['http', 'ssdp'];
const ADDRESSES: readonly string[] = ['ip.src', 'ip.dst', 'ipv6.src', 'ipv6.dst'];
const PREFIX = 'http.';

/** '' and 0 where the message says none. */
export interface HttpMessageFacts {
  readonly frame: number;
  readonly method: string;
  readonly uri: string;
  readonly host: string;
  readonly code: number;
  /** What the code means by the registry. */
  readonly meaning: string;
  readonly source: string;
  readonly destination: string;
}

type Writable = { -readonly [K in keyof HttpMessageFacts]: HttpMessageFacts[K] };

export class HttpMessages {
  private readonly wanted: Uint8Array;
  private readonly frames: FramesWithProtocol;

  /** @param frames which count; null = all */
  constructor(private readonly session: Session, frames: FrameSet | null, private readonly take: (message: HttpMessageFacts) => void) {
    const { registry } = session;
    this.wanted = new Uint8Array(registry.fields.length);
    for (const { id, name } of registry.fields) if (PROTOCOLS.includes(name) || QUOTING.includes(name) || ADDRESSES.includes(name) || name.startsWith(PREFIX)) this.wanted[id] = 1;
    this.frames = new FramesWithProtocol(session, frames, PROTOCOLS, (frame) => this.look(frame));
  }

  /** False when all frames that there are were looked at. @throws ProblemError where the file is not what it was */
  step(): boolean {
    return this.frames.step();
  }

  /** Octets in the middle of a body, of which nothing is said, are no message. */
  private look(frame: number): void {
    let [source, destination] = ['', ''];
    let [message, isSaid]: [Writable | null, boolean] = [null, false];
    const end = (): void => {
      if (message !== null && isSaid) this.take(message);
    };
    for (const { field, value } of this.session.match(frame, this.session.frame(frame), this.wanted, { dissect: TSHARK_OPTIONS }, -1)) {
      if (field.type === 'protocol') {
        end();
        message = null;
        if (QUOTING.includes(field.name)) break;
        message = { frame, method: '', uri: '', host: '', code: 0, meaning: '', source, destination };
        isSaid = false;
      } else if (ADDRESSES.includes(field.name)) {
        const text = typeof value === 'number' ? ipv4Text(value) : ipv6Text(value as Uint8Array);
        if (field.name.endsWith('src')) source = text;
        else destination = text;
      } else if (message !== null) {
        isSaid = true;
        setValue(message, field.name, value);
      }
    }
    end();
  }
}

function setValue(message: Writable, name: string, value: Seen['value']): void {
  switch (name) {
    case 'http.response.code': message.code = value as number; break;
    case 'http.response.code.desc': message.meaning = String(value); break;
    case 'http.request.method': message.method = String(value); break;
    case 'http.request.uri': message.uri ||= String(value); break;
    case 'http.host': message.host = String(value); break;
  }
}
