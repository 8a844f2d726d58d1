// For specs of the permission doctor: an ordinary user of this system, a capture program of its own, and a pkexec that does without a password.
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { works } from './live-network';
import type { Circumstances } from './netloupe';

const CHECKOUT = join(import.meta.dirname, '..');
const BUILT = join(CHECKOUT, 'out/native/netloupe-capture');
/** What root does for the user here, and only to the program of the spec. */
const MAY_RUN = new Set(['chgrp', 'chmod', 'setcap']);

interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Somebody with a group of their own: then no group of this system need be changed. */
function someAccount(): Account | null {
  const rows = (path: string): string[][] => readFileSync(path, 'utf8').trim().split('\n').map((line) => line.split(':'));
  const accounts = rows('/etc/passwd').map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  const groups = rows('/etc/group');
  return accounts.find(({ uid, gid }) => uid > 0 && gid > 0 && accounts.filter((other) => other.gid === gid).length === 1 && groups.some((group) => Number(group[2]) === gid && group[3] === '')) ?? null;
}

function setpriv({ uid, gid }: Account): [string, ...string[]] {
  return ['setpriv', '--reuid', String(uid), '--regid', String(gid), '--clear-groups', '--inh-caps=-all'];
}

/** Why such specs cannot run here, said aloud; '' = they can. */
export function whyNoOrdinaryUser(): string {
  const why = reason();
  if (why !== '') console.warn(`*** SKIPPED: the permission doctor in the browser: ${why} ***`);
  return why;
}

function reason(): string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root on Linux may give capabilities to files';
  if (!existsSync(BUILT)) return 'the capture program is not built (out/native/netloupe-capture)';
  for (const [tool, question] of [['setpriv', '--version'], ['getcap', '-h'], ['setcap', '-h']] as const) if (!works('sh', '-c', `command -v ${tool}`)) return `${tool} ${question}: not installed`;
  const account = someAccount();
  if (account === null) return 'there is no ordinary user with a group of its own';
  const [program, ...args] = setpriv(account);
  if (!works(program, ...args, process.execPath, '-e', `require('node:fs').accessSync(${JSON.stringify(join(CHECKOUT, 'out/web/web-host.cjs'))})`)) return 'an ordinary user may not read this checkout';
  return '';
}

export class OrdinaryUser {
  readonly program: string;
  private readonly home: string;

  private constructor(private readonly folder: string, private readonly account: Account, private readonly root: Server) {
    this.program = join(folder, 'netloupe-capture');
    this.home = join(folder, 'home');
  }

  static async make(): Promise<OrdinaryUser> {
    const account = someAccount();
    if (account === null) throw new Error('no ordinary user');
    const folder = mkdtempSync(join(tmpdir(), 'netloupe-user-'));
    chmodSync(folder, 0o755);
    const program = join(folder, 'netloupe-capture');
    copyFileSync(BUILT, program);
    chmodSync(program, 0o755);
    mkdirSync(join(folder, 'home'));
    mkdirSync(join(folder, 'bin'));
    for (const path of [program, join(folder, 'home')]) chownSync(path, account.uid, account.gid);
    const root = await rootServer(join(folder, 'root'), program);
    writeFileSync(join(folder, 'bin/ask.cjs'), ASK);
    writeFileSync(join(folder, 'bin/pkexec'), `#!/bin/sh\nexec '${process.execPath}' '${folder}/bin/ask.cjs' '${folder}/root' "$@"\n`, { mode: 0o755 });
    return new OrdinaryUser(folder, account, root);
  }

  get circumstances(): Circumstances {
    return {
      home: this.home, by: [...setpriv(this.account), process.execPath],
      env: { NETLOUPE_CAPTURE: this.program, PATH: `${join(this.folder, 'bin')}:${process.env['PATH'] ?? ''}` },
    };
  }

  capabilities(): string {
    return execFileSync('getcap', [this.program], { encoding: 'utf8' }).slice(this.program.length).trim();
  }

  async remove(): Promise<void> {
    await new Promise((resolve) => this.root.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** In pkexec's place: hands its arguments to root. */
const ASK = `// Asks root, as pkexec would.
const [, , socket, ...args] = process.argv;
const line = require('node:net').connect(socket, () => line.write(JSON.stringify(args) + '\\n'));
line.on('data', (text) => {
  const { status, said } = JSON.parse(text);
  process.stderr.write(said);
  process.exitCode = status;
});
`;

function rootServer(path: string, program: string): Promise<Server> {
  const server = createServer((line) => {
    line.once('data', (data) => {
      const [command = '', ...args] = JSON.parse(data.toString()) as string[];
      const answer = (status: number, said: string): void => void line.end(JSON.stringify({ status, said }));
      if (!MAY_RUN.has(basename(command)) || args.at(-1) !== program) return answer(126, `not allowed here: ${command}`);
      return execFile(command, args, (error, _, stderr) => answer(error === null ? 0 : 1, stderr));
    });
  });
  return new Promise((resolve) => {
    server.listen(path, () => {
      chmodSync(path, 0o666);
      resolve(server);
    });
  });
}
