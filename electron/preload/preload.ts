// The page's one door: a pipe of plain messages, and the path of a file that was dropped. Nothing else crosses.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Message } from '../../shared/ipc/contract';

let listener: (message: Message) => void = () => undefined;

ipcRenderer.on('netloupe:message', (_event, message: Message) => listener(message));
ipcRenderer.send('netloupe:hello');

contextBridge.exposeInMainWorld('netloupe', {
  send: (message: unknown): void => ipcRenderer.send('netloupe:message', message),
  onMessage: (next: (message: Message) => void): void => void (listener = next),
  pathForFile: (file: File): string => webUtils.getPathForFile(file),
});
