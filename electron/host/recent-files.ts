// The list of captures opened lately, newest first.
import type { CaptureInfo, RecentFile } from '../../shared/ipc/contract';
import type { SettingsFile } from './settings-file';

const KEPT = 20;

export class RecentFiles {
  constructor(
    private readonly settings: SettingsFile,
    /** Files that will not be there next time, such as uploads. */
    private readonly isPassing: (path: string) => boolean,
  ) {}

  async list(): Promise<RecentFile[]> {
    return (await this.settings.read()).recent;
  }

  async clear(): Promise<void> {
    await this.settings.change((before) => ({ ...before, recent: [] }));
  }

  opened(info: CaptureInfo, frames: number, nowMs: number): Promise<void> {
    if (this.isPassing(info.path)) return Promise.resolve();
    const entry: RecentFile = { path: info.path, name: info.name, size: info.size, frames, openedMs: nowMs };
    return this.settings.change((before) => ({
      ...before,
      recent: [entry, ...before.recent.filter((file) => file.path !== info.path)].slice(0, KEPT),
    }));
  }

  counted(path: string, frames: number): Promise<void> {
    if (this.isPassing(path)) return Promise.resolve();
    return this.settings.change((before) => ({
      ...before,
      recent: before.recent.map((file) => (file.path === path ? { ...file, frames } : file)),
    }));
  }
}
