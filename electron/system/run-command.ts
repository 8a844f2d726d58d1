// Runs a command that changes something, with input where it has some. It may wait for a password that pkexec asks for.
import { spawn } from 'node:child_process';
import type { RunCommand } from './fixes';

const PASSWORD_MS = 120_000;

export const runCommand: RunCommand = ({ argv: [program, ...args], input }) =>
  new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: PASSWORD_MS, env: { ...process.env, LC_ALL: 'C' } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.stdin.on('error', () => undefined);
    child.on('error', ({ message }) => resolve({ status: -1, stdout, stderr: message }));
    child.on('close', (code) => resolve({ status: code ?? -1, stdout, stderr: stderr.trim() }));
    child.stdin.end(input ?? '');
  });
