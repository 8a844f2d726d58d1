// Writes a small text file whole or not at all; what is there is replaced only where that was agreed to.
import { randomUUID } from 'node:crypto';
import { link, rename, rm, writeFile } from 'node:fs/promises';

/** @returns false where a file is there already and is not to be replaced */
export async function writeTextFile(path: string, text: string, replace: boolean): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { flush: true });
    if (replace) await rename(draft, path);
    // A link, unlike a rename, never takes the place of a file.
    else await link(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST' && !replace) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
