// The objects that HTTP carried in the open capture: found in slices between messages, and written to files.
import type { ObjectList, ObjectPreview } from '../../shared/ipc/object-calls';
import type { EngineHandlers } from '../../shared/ipc/rpc';
import { objectName } from '../../shared/export/object-name';
import { problem, ProblemError } from '../../shared/problem';
import { HttpObjects, MOST_OBJECTS, type HttpObject } from '../../shared/session/http-objects';
import type { Session } from '../../shared/session/session';
import { fixedLine, fixedRows } from '../../shared/session/stream-forms';
import { unpackBody } from '../capture/unpack-body';
import { writeObjects } from './write-objects';
import { writeWhole } from '../capture/write-whole';

/** Before an answer, and between two looks at messages. */
const ANSWER_MS = 200;
const SLICE_MS = 10;
const PREVIEW_OCTETS = 4096;

type ObjectCall = Extract<keyof EngineHandlers, `objects.${string}`>;

export function objectHandlers(current: () => Session): Pick<EngineHandlers, ObjectCall> {
  let found: { readonly session: Session; readonly http: HttpObjects } | null = null;
  const objects = (): HttpObjects => {
    const session = current();
    if (found?.session !== session) found = { session, http: new HttpObjects(session, unpackBody) };
    return found.http;
  };
  const object = (index: number): HttpObject => {
    const one = objects().objects[index];
    if (one === undefined) throw new ProblemError(problem('NL-CALL-01', `There is no object ${index}.`, {}));
    return one;
  };
  return {
    'objects.list': async ({ first, count }) => {
      const [session, http] = [current(), objects()];
      await soon(http);
      return listOf(session, http, first, count);
    },
    'objects.preview': ({ index }) => {
      const http = objects();
      const one = http.objects[index];
      return one === undefined ? null : previewOf(http.octets(one));
    },
    'objects.save': async ({ index, path }) => {
      const octets = objects().octets(object(index)).slice();
      return { path, size: await writeWhole(path, whole(octets)) };
    },
    'objects.saveAll': ({ folder }) => {
      const http = objects();
      return writeObjects(folder, [...http.objects], (one) => http.octets(one));
    },
  };
}

function listOf({ store }: Session, { objects, done }: HttpObjects, first: number, count: number): ObjectList {
  const rows = objects.slice(first, first + count).map(({ frame, host, path, mediaType, size, encoding }, i) => ({ index: first + i, frame, host, path, mediaType, size, encoding, name: objectName({ frame, path, mediaType }) }));
  return { first, rows, total: objects.length, isCut: objects.length >= MOST_OBJECTS, examined: done, frames: store.count };
}

function previewOf(octets: Uint8Array): ObjectPreview {
  const shown = octets.slice(0, PREVIEW_OCTETS);
  const facts = { frame: 0, peer: 0, index: 0, offset: 0, time: '' };
  const hex = Array.from({ length: fixedRows('hex', shown.length) }, (_, row) => fixedLine('hex', row, shown, facts));
  return { text: new TextDecoder().decode(shown), hex, shown: shown.length, size: octets.length };
}

// eslint-disable-next-line @typescript-eslint/require-await -- what is written comes in pieces, of which there is one
async function* whole(octets: Uint8Array): AsyncGenerator<Uint8Array> {
  yield octets;
}

async function soon(http: HttpObjects): Promise<void> {
  const end = performance.now() + ANSWER_MS;
  for (;;) {
    const until = Math.min(end, performance.now() + SLICE_MS);
    do if (!http.step()) return;
    while (performance.now() < until);
    if (until === end) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
