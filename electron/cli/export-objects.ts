// `read --export-objects http,DIR`: writes the bodies of HTTP messages into a folder.
import { unpackBody } from '../capture/unpack-body';
import { writeObjects } from '../engine/write-objects';
import { HttpObjects } from '../../shared/session/http-objects';
import type { Session } from '../../shared/session/session';
import { UsageError } from './options';

/** The folder that `PROTOCOL,DIR` names. @throws UsageError */
export function objectsFolder(text: string | undefined): string | null {
  if (text === undefined) return null;
  const comma = text.indexOf(',');
  const [protocol, folder] = [text.slice(0, comma), text.slice(comma + 1)];
  if (comma < 0 || folder === '') throw new UsageError(`--export-objects ${text}: http,DIR`);
  if (protocol !== 'http') throw new UsageError(`--export-objects ${protocol}: only objects of http are known`);
  return folder;
}

/** @param frames those of frames 1 … this @throws ProblemError NL-CAP-07 */
export async function exportObjects(session: Session, frames: number, folder: string): Promise<void> {
  session.finish();
  session.settleUpTo(session.store.count);
  const http = new HttpObjects(session, unpackBody);
  while (http.done < frames && http.step());
  await writeObjects(folder, http.objects.filter(({ frame }) => frame <= frames), (object) => http.octets(object));
}
