// The capture named on a command line.
import { resolve } from 'node:path';

/** Absolute path of the first argument that is no option; '' = none. Unpackaged, Electron's own first argument is the app. */
export function fileArgument(argv: readonly string[], isPackaged: boolean, folder: string): string {
  const path = argv.slice(isPackaged ? 1 : 2).find((argument) => argument !== '' && !argument.startsWith('-'));
  return path === undefined ? '' : resolve(folder, path);
}
