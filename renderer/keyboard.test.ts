// Holds the shortcut table to one meaning per key, and matching to what keyboards send.
import { describe, expect, it } from 'vitest';
import { actionForPress, formatPress, nameOfPress, SHORTCUTS } from './keyboard';

const press = (key: string, mods = '', code = '') => ({
  key,
  code,
  ctrlKey: mods.includes('c'),
  metaKey: mods.includes('m'),
  shiftKey: mods.includes('s'),
  altKey: mods.includes('a'),
});

describe('keyboard', () => {
  it('gives each key one meaning', () => {
    const all = Object.values(SHORTCUTS).flat();
    expect(new Set(all).size).toBe(all.length);
  });
  it('names presses as the table does', () => {
    expect(nameOfPress(press('o', 'c'), false)).toBe('Mod+O');
    expect(nameOfPress(press('O', 'ms'), true)).toBe('Mod+Shift+O');
    expect(nameOfPress(press('?', 's'), false)).toBe('?');
    expect(nameOfPress(press('¡', 'ca', 'Digit1'), false)).toBe('Mod+Alt+1');
    expect(nameOfPress(press('ArrowRight', 's'), false)).toBe('Shift+Right');
  });
  it('finds actions', () => {
    expect(actionForPress(press('g', 'c'), false)).toBe('go.frame');
    expect(actionForPress(press('+', 'cs'), false)).toBe('view.zoomIn');
    expect(actionForPress(press('g'), false)).toBeUndefined();
  });
  it('shows them in the way of the system', () => {
    expect(formatPress('Mod+Shift+O', false)).toBe('Ctrl+Shift+O');
    expect(formatPress('Mod+Shift+O', true)).toBe('⌘⇧O');
    expect(formatPress('Mod++', false)).toBe('Ctrl++');
    expect(formatPress('Mod+Down', false)).toBe('Ctrl+↓');
  });
});
