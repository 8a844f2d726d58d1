// Builds the capture program of native/ with the system's C compiler and libpcap; says in words why it is not built where it cannot be.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceProgram } from './program-rights.mjs';
import { findProgram, installDebian, isRoot } from './setup.mjs';
import { ROOT, run, say } from './terminal.mjs';

export const NATIVE_PROGRAM = 'out/native/netloupe-capture';
const FOLDER = 'native';
const COMPILERS = ['cc', 'gcc', 'clang'];
const PACKAGES = ['gcc', 'libc6-dev', 'libpcap-dev'];
const WARNINGS = ['-std=c11', '-Wall', '-Wextra', '-Werror', '-Wformat=2', '-Wshadow', '-Wvla'];
const HARDENING = ['-U_FORTIFY_SOURCE', '-D_FORTIFY_SOURCE=2', '-fstack-protector-strong', '-fPIE'];
const LINUX_HARDENING = ['-fstack-clash-protection', '-pie', '-Wl,-z,relro,-z,now,-z,noexecstack'];

/** Flags of the program that is shipped; the tests build one with sanitizers. */
export const RELEASE_FLAGS = ['-O2', ...HARDENING, ...(process.platform === 'linux' ? LINUX_HARDENING : [])];
export const SANITIZER_FLAGS = ['-O1', '-g', '-fno-omit-frame-pointer', '-fsanitize=address,undefined', '-fno-sanitize-recover=all'];

/** What goes into the program. */
export function nativeFiles() {
  const sources = existsSync(join(ROOT, FOLDER)) ? readdirSync(join(ROOT, FOLDER)).filter((name) => /\.[ch]$/.test(name)) : [];
  return [...sources.map((name) => join(FOLDER, name)), 'build/native.mjs'];
}

/**
 * Null where the program can be built; otherwise why not. Installs what is missing where it may.
 * @returns {Promise<string | null>}
 */
export async function whyNoNative() {
  if (process.platform === 'win32') return 'on Windows Netloupe captures by an installed dumpcap; its own program is for Linux and macOS';
  if (await canCompile()) return null;
  const what = 'what the capture program is built with (a C compiler and libpcap’s headers)';
  const install = `apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}`;
  if (process.platform === 'darwin') return `${what} is missing; type: xcode-select --install`;
  if (!findProgram(['apt-get'])) return `${what} is missing; install a C compiler and libpcap-devel (or libpcap) by this system's own means`;
  if (!isRoot()) return `${what} is missing; type: sudo ${install}`;
  await installDebian(PACKAGES, what);
  return (await canCompile()) ? null : `${what} could not be installed; type: ${install}`;
}

/** A compiler that finds the headers and links the library. */
async function canCompile() {
  const compiler = findProgram(COMPILERS);
  if (!compiler) return false;
  const script = `printf '#include <pcap/pcap.h>\\nint main(void) { return pcap_lib_version() == 0; }\\n' | "$1" -x c -o /dev/null - -lpcap`;
  const { status } = await run('sh', ['-c', script, 'sh', compiler], { quiet: true });
  return status === 0;
}

/**
 * Compiles the program.
 * @param {string} out from the checkout, or absolute
 * @param {readonly string[]} flags
 */
export async function compileNative(out, flags) {
  const path = out.startsWith('/') ? out : join(ROOT, out);
  const compiler = findProgram(COMPILERS) ?? 'cc';
  const sources = nativeFiles().filter((name) => name.endsWith('.c'));
  mkdirSync(dirname(path), { recursive: true });
  const { status, output } = await run(compiler, [...WARNINGS, ...flags, ...sources, '-o', path, '-lpcap', '-lpthread'], { quiet: true });
  if (status !== 0) throw new Error(`${compiler} ended with status ${status}\n${output.trim()}`);
}

/** Builds the program anew; one that is the same to the byte stays, with the capability it was given. */
export async function buildNative(out = NATIVE_PROGRAM) {
  const path = out.startsWith('/') ? out : join(ROOT, out);
  await compileNative(`${path}.new`, RELEASE_FLAGS);
  const lost = await replaceProgram(path, `${path}.new`);
  if (lost !== '') say('native', `${out} is new, so its capability is gone; this gives it back: ${lost}`);
  return nativeFiles();
}
