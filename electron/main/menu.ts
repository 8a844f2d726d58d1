// The native menu: only what macOS expects of a program and what text fields need; the interface draws its own menus.
import { app, Menu, type MenuItemConstructorOptions } from 'electron';

export function setMenu(): void {
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate(macMenu()) : null);
}

function macMenu(): MenuItemConstructorOptions[] {
  return [{ label: app.name, role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }];
}
