// Changes that a report proposes: as commands to copy, or done with the user's consent. Only what a report made itself can be done.
import { ProblemError } from '../../shared/problem';
import type { Fix } from '../../shared/live/doctor';
import type { Phrase } from '../../shared/live/phrase';
import { saidProblem } from '../capture/said-problem';
import type { CommandResult } from '../capture/system-command';
import type { HostReaders } from './host-readers';

/** A program and its arguments; never a line for a shell. */
export interface Command {
  readonly argv: readonly [string, ...string[]];
  /** Sent to its standard input (`tee FILE`). */
  readonly input?: string;
}

export interface Step {
  readonly run: Command;
  /** Takes it back; null = nothing remains of it. */
  readonly back: Command | null;
  /** The user may do it without being root. */
  readonly asUser?: boolean;
}

export interface FixPlan {
  readonly id: string;
  /** With what no command does at its end: `log in again`. */
  readonly explanation: Phrase;
  readonly steps: readonly Step[];
  /** A person has to do it. */
  readonly byHand?: boolean;
}

/** Runs a command to its end; pkexec waits for somebody to type a password. */
export type RunCommand = (command: Command) => Promise<CommandResult>;

interface Known {
  readonly plan: FixPlan;
  readonly fix: Fix;
}

export class Fixes {
  private readonly proposed = new Map<string, Known>();
  /** Done and not taken back: with the values from before, whatever later reports see. */
  private readonly done = new Map<string, Known>();

  constructor(private readonly execute: RunCommand) {}

  /** @returns the plan as a report shows it; of what was done before, that which can be taken back */
  propose(plan: FixPlan, readers: HostReaders): Fix {
    const before = this.done.get(plan.id);
    if (before) return { ...before.fix, done: true };
    const root = readers.uid === 0;
    const able = root || plan.steps.every(({ asUser }) => asUser) || readers.find('pkexec') !== null;
    const back = [...plan.steps].reverse().flatMap(({ back: command, asUser }) => (command === null ? [] : [{ command, plain: root || asUser === true }]));
    const fix: Fix = {
      id: plan.id,
      command: plan.steps.map(({ run, asUser }) => commandLine(run, root || asUser === true)).join(' && '),
      undo: back.map(({ command, plain }) => commandLine(command, plain)).join(' && '),
      explanation: plan.explanation,
      applicable: able && plan.byHand !== true,
      done: false,
    };
    this.proposed.set(plan.id, { plan, fix });
    return fix;
  }

  /** What was done under this id and can be taken back. */
  doneBefore(id: string): Fix | null {
    const known = this.done.get(id);
    return known ? { ...known.fix, done: true } : null;
  }

  /** @throws ProblemError where no report proposed it, or a step failed; then the steps before it are taken back */
  async apply(id: string, undo: boolean, readers: HostReaders): Promise<string> {
    const known = undo ? (this.done.get(id) ?? this.proposed.get(id)) : this.proposed.get(id);
    if (!known) throw new ProblemError(saidProblem('NL-CALL-01', 'fixing.unknown', { id }));
    if (!known.fix.applicable) throw new ProblemError(saidProblem('NL-CAP-02', 'fixing.needsRoot', { command: undo ? known.fix.undo : known.fix.command }));
    const output = undo ? await this.takeBack(known.plan.steps, readers) : await this.doSteps(known.plan.steps, readers);
    if (undo) this.done.delete(id);
    else if (!this.done.has(id)) this.done.set(id, known);
    return output;
  }

  private async doSteps(steps: readonly Step[], readers: HostReaders): Promise<string> {
    const said: string[] = [];
    for (const [index, step] of steps.entries()) {
      const failure = await this.one(step.run, step, readers, said);
      if (failure === null) continue;
      await this.takeBack(steps.slice(0, index), readers).catch(() => '');
      throw failure;
    }
    return said.join('\n');
  }

  private async takeBack(steps: readonly Step[], readers: HostReaders): Promise<string> {
    const said: string[] = [];
    for (const step of [...steps].reverse()) {
      const failure = step.back === null ? null : await this.one(step.back, step, readers, said);
      if (failure !== null) throw failure;
    }
    return said.join('\n');
  }

  private async one(command: Command, { asUser }: Step, readers: HostReaders, said: string[]): Promise<ProblemError | null> {
    const [name, ...args] = command.argv;
    const path = readers.find(name) ?? name;
    const elevated = readers.uid === 0 || asUser === true ? [path, ...args] : [readers.find('pkexec') ?? 'pkexec', path, ...args];
    const { status, stdout, stderr } = await this.execute({ ...command, argv: elevated as [string, ...string[]] });
    const words = [stdout.trim(), stderr].filter((text) => text !== '').join('\n');
    if (status === 0) {
      said.push(...[commandLine(command, true), words].filter((text) => text !== ''));
      return null;
    }
    const line = commandLine(command, true);
    return new ProblemError(words === '' ? saidProblem('NL-CAP-02', 'fixing.failedStatus', { command: line, status }) : saidProblem('NL-CAP-02', 'fixing.failed', { command: line, words }));
  }
}

/** As it would be typed. */
export function commandLine({ argv, input }: Command, plain: boolean): string {
  const line = `${plain ? '' : 'sudo '}${argv.map(quoted).join(' ')}`;
  return input === undefined ? line : `echo ${quoted(input)} | ${line}`;
}

/** One word for a POSIX shell. */
export function quoted(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
