// Writes objects into a folder, each under a name of its own there: nothing that is there is written over.
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { objectName, type NamedObject } from '../../shared/export/object-name';
import { ProblemError } from '../../shared/problem';
import { errorCode } from '../capture/file-source';
import { cannotWrite } from '../capture/write-whole';

/** Objects of one name. */
const MOST_COPIES = 10_000;

export interface WrittenObjects {
  readonly files: number;
  /** Octets. */
  readonly size: number;
}

/**
 * @param folder is made where it is not there; the folder in which it lies must be
 * @throws ProblemError NL-CAP-07 (cannot be written)
 */
export async function writeObjects<T extends NamedObject>(folder: string, objects: Iterable<T>, octetsOf: (object: T) => Uint8Array, isWanted: () => boolean = () => true): Promise<WrittenObjects> {
  const copies = new Map<string, number>();
  let [files, size] = [0, 0];
  try {
    await mkdir(folder).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
    for (const object of objects) {
      if (!isWanted()) break;
      const octets = octetsOf(object);
      await writeNew(folder, object, octets, copies);
      files++;
      size += octets.length;
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError(cannotWrite(folder, errorCode(error)));
  }
  return { files, size };
}

async function writeNew(folder: string, object: NamedObject, octets: Uint8Array, copies: Map<string, number>): Promise<void> {
  const name = objectName(object);
  for (let copy = copies.get(name) ?? 0; copy < MOST_COPIES; copy++) {
    try {
      // Never through a link, nor over what is there.
      const path = join(folder, objectName(object, copy));
      const file = await open(path, 'wx');
      copies.set(name, copy + 1);
      await file.writeFile(octets).finally(() => file.close()).catch(async (error: unknown) => {
        await rm(path, { force: true });
        throw error;
      });
      return;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}
