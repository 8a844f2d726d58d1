// What the window may run: ssh to another host, and nothing by which ssh would run something here.
import { expect, test } from 'vitest';
import { remoteCommand, shellWords } from './remote-command';

test('words are split as a POSIX shell splits them, and nothing is expanded', () => {
  expect(shellWords(`ssh h tcpdump -w - 'port 80 and host "a"' \\$HOME a\\ b`)).toEqual(['ssh', 'h', 'tcpdump', '-w', '-', 'port 80 and host "a"', '$HOME', 'a b']);
  for (const line of ['ssh h tcpdump | tee x', 'ssh h $(id)', 'ssh h tcpdump > x']) expect(() => shellWords(line), line).toThrow(/without a shell/);
  expect(() => shellWords("ssh h 'tcp")).toThrow(/open quote at column 7/);
  expect(() => shellWords('  ')).toThrow(/empty/);
});

test('ssh with options that run nothing here is taken; it must not ask for a password', () => {
  expect(remoteCommand('ssh -p 2222 -J jump admin@host sudo tcpdump -U -w -')).toEqual(['ssh', '-o', 'BatchMode=yes', '-p', '2222', '-J', 'jump', 'admin@host', '--', 'sudo', 'tcpdump', '-U', '-w', '-']);
});

test.each(['sh -c id', 'ssh -o ProxyCommand=id host tcpdump', 'ssh -oProxyCommand=id host', 'ssh -F /tmp/x host', 'ssh -w 0 host', '/bin/ssh host tcpdump', 'ssh', 'ssh -4'])('%s is refused', (line) => {
  expect(() => remoteCommand(line)).toThrow();
});

test('what stands behind the host is never an option of ssh here', () => {
  expect(remoteCommand('ssh h -o ProxyCommand=id tcpdump -w -')).toEqual(['ssh', '-o', 'BatchMode=yes', 'h', '--', '-o', 'ProxyCommand=id', 'tcpdump', '-w', '-']);
  expect(remoteCommand('ssh h -- tcpdump -w -')).toEqual(['ssh', '-o', 'BatchMode=yes', 'h', '--', 'tcpdump', '-w', '-']);
});
