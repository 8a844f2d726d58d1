// Who may import what: the house of ARCHITECTURE.md as one table. The first row whose folder holds a file is its rule.

/**
 * `may`: other folders or files of the checkout (a folder may always import itself); `never`: exceptions from that;
 * `packages`: npm packages; `node`: Node's own modules; `strangers`: files of the folder whose text matches may not be imported by others in it.
 * @typedef {{ folder: string, may: readonly string[], never?: readonly string[], packages?: readonly string[], node?: boolean, strangers?: RegExp }} ImportRule
 */

const ANALYSER_FOLDERS = ['bytes', 'frame', 'dissect', 'stream', 'capture-file', 'filter', 'session', 'statistics', 'export', 'tcpdump'];
const ANALYSER = [...ANALYSER_FOLDERS.map((name) => `shared/${name}`), 'shared/problem'];

/** @type {readonly ImportRule[]} */
export const IMPORT_RULES = [
  { folder: 'shared/problem', may: [] },
  { folder: 'shared/preferences', may: ['shared/ipc'], packages: ['valibot'] },
  { folder: 'shared/live', may: ['shared/bytes', 'shared/problem'] },
  { folder: 'shared/profile', may: ['shared/filter/filter-problem'] },
  { folder: 'shared/bytes', may: [] },
  { folder: 'shared/frame', may: ['shared/bytes'] },
  // The list of protocols is the one file that knows them all.
  { folder: 'shared/dissect/protocols/index', may: ['shared/dissect'] },
  // Protocols never import each other, nor the registry: they meet in the dissector tables. Parts of protocols may be shared.
  {
    folder: 'shared/dissect/protocols',
    may: ['shared/bytes', 'shared/frame', 'shared/dissect'],
    never: ['registry', 'dissector', 'reference', 'heuristics', 'decode-as', 'protocols/index'].map((name) => `shared/dissect/${name}`),
    strangers: /^export const \w+ = protocol\(/m,
  },
  { folder: 'shared/dissect/reference', may: ['shared/dissect', 'shared/ipc/contract'] },
  { folder: 'shared/dissect', may: ['shared/bytes', 'shared/frame'] },
  { folder: 'shared/stream', may: ['shared/bytes', 'shared/frame', 'shared/dissect'] },
  { folder: 'shared/capture-file', may: ['shared/bytes', 'shared/frame', 'shared/problem'] },
  { folder: 'shared/capture-edit', may: ['shared/bytes', 'shared/frame', 'shared/capture-file', 'shared/live', 'shared/problem'] },
  { folder: 'shared/hex-import', may: ['shared/bytes', 'shared/frame', 'shared/capture-file', 'shared/problem'] },
  { folder: 'shared/filter', may: ['shared/bytes', 'shared/frame', 'shared/dissect/field', 'shared/dissect/field-text', 'shared/dissect/seen'], packages: ['re2js'] },
  { folder: 'shared/session', may: [...ANALYSER, 'shared/ipc', 'shared/profile'] },
  { folder: 'shared/statistics', may: ['shared/session', 'shared/stream', 'shared/dissect', 'shared/frame', 'shared/ipc'] },
  { folder: 'shared/tcpdump', may: ['shared/bytes', 'shared/capture-file', 'shared/frame'] },
  { folder: 'shared/export', may: ['shared/problem', 'shared/dissect', 'shared/session', 'shared/stream', 'shared/capture-file', 'shared/frame', 'shared/bytes', 'shared/ipc/contract'], packages: ['hyparquet', 'hyparquet-writer'] },
  { folder: 'shared/report', may: [...ANALYSER, 'shared/ipc'] },
  { folder: 'shared/explain', may: ['shared/bytes', 'shared/dissect', 'shared/stream', 'shared/session', 'shared/ipc/contract'] },
  { folder: 'shared/ipc', may: [...ANALYSER, 'shared/capture-edit', 'shared/hex-import', 'shared/explain', 'shared/live', 'shared/profile'], packages: ['valibot'] },

  { folder: 'electron/main', may: ['shared/ipc', 'shared/problem', 'electron/host', 'electron/capture', 'package.json'], packages: ['electron'], node: true },
  { folder: 'electron/preload', may: ['shared/ipc'], packages: ['electron'] },
  { folder: 'electron/host', may: ['shared/ipc', 'shared/profile', 'shared/problem'], packages: ['valibot'], node: true },
  { folder: 'electron/web', may: ['shared/ipc', 'shared/problem', 'electron/host', 'package.json'], packages: ['ws'], node: true },
  { folder: 'electron/engine', may: ['shared', 'electron/capture', 'electron/system', 'package.json'], packages: ['valibot'], node: true },
  { folder: 'electron/capture', may: ['shared/frame', 'shared/live', 'shared/capture-file', 'shared/capture-edit', 'shared/problem'], packages: ['valibot'], node: true },
  { folder: 'electron/cli', may: ['shared', 'electron/engine', 'electron/capture', 'electron/system', 'package.json'], node: true },
  { folder: 'electron/system', may: ['shared/live', 'shared/problem', 'electron/capture'], node: true },

  { folder: 'renderer/locales', may: ['renderer/state/preferences', 'shared/problem', 'shared/live', 'shared/explain'], packages: ['i18next'] },
  { folder: 'renderer/theme', may: ['renderer/locales', 'renderer/state/preferences', 'shared/profile'], packages: ['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'] },
  { folder: 'renderer/engine', may: ['shared/ipc', 'shared/problem'] },
  { folder: 'renderer/widgets/code-line', may: ['shared/live', 'shared/filter'], packages: ['react', '@codemirror/state', '@codemirror/view', '@codemirror/commands'] },
  { folder: 'renderer/widgets/plot', may: ['renderer/widgets/plot-data'], packages: ['react', 'uplot'] },
  { folder: 'renderer', may: ['shared/ipc', 'shared/capture-edit/exact-time', 'shared/capture-edit/chop-typed', 'shared/capture-edit/edit-plan', 'shared/hex-import/hex-packets', 'shared/export/packet-code', 'shared/live', 'shared/problem', 'shared/filter', 'shared/frame', 'shared/bytes', 'shared/explain', 'shared/preferences', 'shared/profile', 'package.json'], packages: ['react', 'react-dom', 'react-window', 'zustand', 'i18next', 'valibot'] },

  // Tests alone: the program is C.
  { folder: 'native', may: ['build/native', 'build/terminal'], packages: ['vitest'], node: true },

  { folder: 'e2e', may: ['shared/ipc', 'shared/live', 'build/setup', 'build/terminal'], packages: ['@playwright/test', 'ws'], node: true },
  { folder: 'build', may: ['shared', 'electron'], packages: ['@playwright/test', 'vite', 'vitest', 'rolldown', 'typescript', '@vitejs/plugin-react', 'electron-builder', 'eslint'], node: true },
];

/** What a test beside its source may import besides what the source may. */
export const TEST_MAY = { packages: ['vitest', 'valibot', 'ws', 'react-dom', 'hyparquet'], may: ['shared', 'electron/engine', 'electron/host', 'build/testing', 'package.json'] };
