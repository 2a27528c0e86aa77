import { describe, expect, it } from 'vitest';
import { changed, historyOf, redone, undone, type History } from '@/lib/dashboards/edit-history';

const play = (...steps: ((history: History<string>) => History<string>)[]) =>
  steps.reduce((history, step) => step(history), historyOf('0')).present;
const to = (next: string, about?: string) => (history: History<string>) => changed(history, next, about);

describe('undo and redo', () => {
  it.each([
    ['nothing to undo', [undone], '0'],
    ['one change back', [to('a'), to('b'), undone], 'a'],
    ['forward again', [to('a'), to('b'), undone, undone, redone], 'a'],
    ['nothing to redo', [to('a'), redone], 'a'],
    ['a change after an undo drops what was undone', [to('a'), to('b'), undone, to('c'), redone], 'c'],
    ['typing in one field is one change', [to('a', 'title'), to('ab', 'title'), to('abc', 'title'), undone], '0'],
    ['another field is another change', [to('a', 'title'), to('b', 'note'), undone], 'a'],
    ['after an undo the same field begins anew', [to('a', 'title'), to('b'), undone, to('c', 'title'), undone], 'a'],
  ])('%s', (_name, steps, expected) => expect(play(...steps)).toBe(expected));

  it('keeps 200 changes', () => {
    let history = historyOf(0);
    for (let step = 1; step <= 250; step++) history = changed(history, step);
    for (let step = 0; step < 300; step++) history = undone(history);
    expect(history.present).toBe(50);
  });
});
