// The objects that HTTP carried: bodies of requests and responses, in the order of the frames that complete them. Their octets stay in the file.
import { httpParts, type HttpPart, type Unpack } from './http-parts';
import type { Session } from './session';

/** Frames with HTTP that are looked at in one step, and frames without. */
const STEP = 20;
const STEP_OTHERS = 20_000;
/** More are not listed. */
export const MOST_OBJECTS = 100_000;

export interface HttpObject {
  /** The frame that completes it, and which of the bodies there, from 0. */
  readonly frame: number;
  readonly part: number;
  /** Who was asked, and for what; '' = the request is not there. */
  readonly host: string;
  readonly path: string;
  readonly mediaType: string;
  /** Octets, without chunks and compression. */
  readonly size: number;
  /** Compression that could not be undone; '' = none. */
  readonly encoding: string;
}

type Asked = Pick<HttpPart, 'host' | 'path'>;

export class HttpObjects {
  readonly objects: HttpObject[] = [];
  /** Frames that were looked at. */
  done = 0;
  private readonly http: number;
  /** By frame: requests whose responses were not met yet. */
  private readonly asked = new Map<number, Asked[]>();

  constructor(private readonly session: Session, private readonly unpack: Unpack) {
    this.http = session.registry.indexOf('http');
  }

  /** False when all frames that there are were looked at. @throws ProblemError the file changed */
  step(): boolean {
    const { store, paths } = this.session;
    for (let looked = 0, passed = 0; this.done < store.count && looked < STEP && passed < STEP_OTHERS; passed++) {
      const frame = ++this.done;
      if (paths.stepsOf(store.path(frame))?.includes(this.http) !== true) continue;
      looked++;
      this.look(frame);
    }
    return this.done < store.count;
  }

  /** @throws ProblemError the file changed */
  octets({ frame, part }: HttpObject): Uint8Array {
    return bodiesOf(httpParts(this.session, frame, this.unpack))[part]?.octets ?? new Uint8Array(0);
  }

  private look(frame: number): void {
    let bodies = 0;
    let answered: Asked = { host: '', path: '' };
    for (const part of httpParts(this.session, frame, this.unpack)) {
      if (part.kind === 'head') {
        if (part.isRequest) this.ask(frame, part);
        else answered = this.answeredBy(part.requestFrame);
        continue;
      }
      const { host, path } = part.isRequest ? part : answered;
      if (this.objects.length < MOST_OBJECTS) this.objects.push({ frame, part: bodies, host, path, mediaType: part.mediaType, size: part.octets.length, encoding: part.encoding });
      bodies++;
    }
  }

  private ask(frame: number, { host, path }: Asked): void {
    const others = this.asked.get(frame);
    if (others === undefined) this.asked.set(frame, [{ host, path }]);
    else others.push({ host, path });
  }

  /** Several requests of one frame are answered in their order. */
  private answeredBy(frame: number): Asked {
    const asked = this.asked.get(frame) ?? [];
    return (asked.length > 1 ? asked.shift() : asked[0]) ?? { host: '', path: '' };
  }
}

function bodiesOf(parts: readonly HttpPart[]): HttpPart[] {
  return parts.filter(({ kind }) => kind === 'body');
}
