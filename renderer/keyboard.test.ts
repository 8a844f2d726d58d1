// Holds the shortcut table to one meaning per key, and matching to what keyboards send.
import { describe, expect, it } from 'vitest';
import { actionsForPress, formatPress, nameOfPress, SHORTCUTS } from './keyboard';

const press = (key: string, mods = '', code = '') => ({
  key,
  code,
  ctrlKey: mods.includes('c'),
  metaKey: mods.includes('m'),
  shiftKey: mods.includes('s'),
  altKey: mods.includes('a'),
});

describe('keyboard', () => {
  it('gives each key one meaning at a time', () => {
    const all = Object.values(SHORTCUTS).flat();
    // Start or stop; restart a capture or read a file again; save, or save under another name what is saved already; text of normal size again, or the tenth colour.
    expect(all.filter((press, i) => all.indexOf(press) < i).sort()).toEqual(['Mod+0', 'Mod+E', 'Mod+R', 'Mod+S']);
  });
  it('names presses as the table does', () => {
    expect(nameOfPress(press('o', 'c'), false)).toBe('Mod+O');
    expect(nameOfPress(press('O', 'ms'), true)).toBe('Mod+Shift+O');
    expect(nameOfPress(press('?', 's'), false)).toBe('?');
    expect(nameOfPress(press('¡', 'ca', 'Digit1'), false)).toBe('Mod+Alt+1');
    expect(nameOfPress(press('ArrowRight', 's'), false)).toBe('Shift+Right');
  });
  it('finds actions', () => {
    expect(actionsForPress(press('g', 'c'), false)).toEqual(['go.frame']);
    expect(actionsForPress(press('+', 'cs'), false)).toEqual(['view.zoomIn']);
    expect(actionsForPress(press('e', 'c'), false)).toEqual(['capture.start', 'capture.stop']);
    expect(actionsForPress(press('g'), false)).toEqual([]);
  });
  it('shows them in the way of the system', () => {
    expect(formatPress('Mod+Shift+O', false)).toBe('Ctrl+Shift+O');
    expect(formatPress('Mod+Shift+O', true)).toBe('⌘⇧O');
    expect(formatPress('Mod++', false)).toBe('Ctrl++');
    expect(formatPress('Mod+Down', false)).toBe('Ctrl+↓');
  });
});
