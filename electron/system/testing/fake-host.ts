// A host made of what a test says of it: files, folders, programs and their answers.
import type { CommandResult } from '../../capture/system-command';
import type { FileFacts, HostReaders } from '../host-readers';

export interface FakeHost extends Partial<Omit<HostReaders, 'read' | 'list' | 'file' | 'find' | 'run' | 'space'>> {
  readonly texts?: Readonly<Record<string, string>>;
  readonly folders?: Readonly<Record<string, readonly string[]>>;
  readonly files?: Readonly<Record<string, FileFacts>>;
  /** Programs that are installed, by name. */
  readonly programs?: readonly string[];
  /** Answers by the whole command, `getcap /p`, or by its program. */
  readonly answers?: Readonly<Record<string, Partial<CommandResult>>>;
  readonly free?: number | null;
}

export function fakeHost({ texts = {}, folders = {}, files = {}, programs = [], answers = {}, free = null, ...rest }: FakeHost): HostReaders {
  return {
    platform: 'linux', uid: 1000, gid: 1000, groups: [1000], user: 'ann', program: '/opt/n/netloupe-capture', captures: '/home/ann/captures',
    read: (path) => Promise.resolve(texts[path] ?? null),
    list: (path) => Promise.resolve(folders[path] ?? []),
    file: (path) => Promise.resolve(files[path] ?? null),
    space: () => Promise.resolve(free),
    find: (name) => (programs.includes(name) ? `/bin/${name}` : null),
    run: (program, args) => {
      const answer = answers[[program, ...args].join(' ')] ?? answers[program] ?? { status: -1, stderr: '' };
      return Promise.resolve({ status: 0, stdout: '', stderr: '', ...answer });
    },
    writeRate: () => Promise.resolve(null),
    now: () => 0,
    wait: () => Promise.resolve(),
    ...rest,
  };
}
