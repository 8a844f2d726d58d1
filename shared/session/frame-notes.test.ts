// Notes on frames: each change, taken back and done again.
import { describe, expect, it } from 'vitest';
import { FrameNotes, NO_NOTES } from './frame-notes';
import { framesUpTo, FrameSet } from './frame-set';

describe('notes on frames', () => {
  it('are empty at first, and again when everything is undone', () => {
    const notes = new FrameNotes();
    notes.toggle('marked', 3);
    notes.set('marked', true, framesUpTo(100));
    notes.set('ignored', true, FrameSet.from([7, 8]));
    notes.toggle('references', 9);
    notes.comment(4, ['why']);
    notes.comment(4, ['why', 'because']);
    notes.commentCapture(['all of it']);
    expect(notes.kept()).toEqual({
      marked: [[1, 100]], ignored: [[7, 8]], references: [[9, 9]], comments: [[4, ['why', 'because']]], captureComments: ['all of it'],
    });
    const all = notes.kept();
    const undone = [];
    for (let change = notes.undo(); change; change = notes.undo()) undone.push([change.note, change.count, change.frame]);
    expect(undone).toEqual([['captureComment', 0, 0], ['comment', 1, 4], ['comment', 1, 4], ['references', 1, 9], ['ignored', 2, 7], ['marked', 99, 1], ['marked', 1, 3]]);
    expect(notes.kept()).toEqual(NO_NOTES);
    expect(notes.isEmpty).toBe(true);
    while (notes.redo());
    expect(notes.kept()).toEqual(all);
  });
  it('forget what was undone once something else is done', () => {
    const notes = new FrameNotes();
    notes.toggle('marked', 1);
    notes.undo();
    notes.toggle('marked', 2);
    expect(notes.redo()).toBeNull();
    expect([...notes.marked]).toEqual([2]);
  });
  it('say when nothing changed', () => {
    const notes = new FrameNotes({ ...NO_NOTES, marked: [[1, 3]] });
    expect(notes.set('marked', true, framesUpTo(3))).toBe(0);
    expect(notes.undoable).toBeNull();
    expect(notes.set('marked', false, framesUpTo(2))).toBe(2);
    expect(notes.undoable).toEqual({ note: 'marked', count: 2, frame: 1 });
  });
  it('keep an empty list of comments: the file has some, and the user took them away', () => {
    const notes = new FrameNotes();
    notes.comment(5, []);
    expect(notes.commentsOf(5)).toEqual([]);
    notes.undo();
    expect(notes.commentsOf(5)).toBeUndefined();
    notes.redo();
    notes.commentsWereSaved();
    expect(notes.commentsOf(5)).toBeUndefined();
    expect(notes.undo()).toBeNull();
  });
});
