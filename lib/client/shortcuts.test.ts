// @vitest-environment jsdom
import { cleanup, fireEvent, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { keyName, useShortcutList, useShortcutListener, useShortcuts } from '@/lib/client/shortcuts';

const press = { metaKey: false, ctrlKey: false, altKey: false };

describe('the name of a key press', () => {
  it.each([
    [{ ...press, key: 'j' }, 'j'],
    [{ ...press, key: 'E' }, 'E'],
    [{ ...press, key: 'ArrowLeft' }, 'ArrowLeft'],
    [{ ...press, key: 'k', metaKey: true }, 'mod+k'],
    [{ ...press, key: 'K', ctrlKey: true }, 'mod+k'],
    [{ ...press, key: 'k', altKey: true }, undefined],
  ])('%j is %s', (event, name) => expect(keyName(event)).toBe(name));
});

describe('the listener', () => {
  afterEach(() => {
    cleanup();
    document.body.innerHTML = '';
  });

  function listen(...keys: string[]) {
    const ran: string[] = [];
    const { unmount } = renderHook(() => {
      useShortcutListener();
      useShortcuts(keys.map((key) => ({ keys: key, label: key, group: 'Test', run: () => ran.push(key) })));
    });
    return { ran, unmount };
  }

  const type = (key: string, target: Element = document.body, modifiers = {}) => fireEvent.keyDown(target, { key, ...modifiers });

  it('runs single keys, and two after each other as one', () => {
    const { ran } = listen('t', 'g t');
    for (const key of ['t', 'g', 't', 't']) type(key);
    expect(ran).toEqual(['t', 'g t', 't']);
  });

  it('lets fields and boxes have their letters, but not ⌘K', () => {
    const { ran } = listen('r', 'mod+k');
    document.body.innerHTML = '<input><div role="dialog"><p tabindex="-1">x</p></div>';
    for (const selector of ['input', 'p']) {
      const target = document.querySelector(selector);
      if (!target) throw new Error(selector);
      type('r', target);
      type('k', target, { ctrlKey: true });
    }
    expect(ran).toEqual(['mod+k', 'mod+k']);
  });

  it('keeps the browser from doing the same key, and leaves it the others', () => {
    listen('/');
    // fireEvent returns false when the default was prevented
    expect(type('/')).toBe(false);
    expect(type('x')).toBe(true);
  });

  it('stops with its component', () => {
    const { ran, unmount } = listen('j');
    expect(useShortcutList.getState().shortcuts.map((shortcut) => shortcut.keys)).toEqual(['j']);
    unmount();
    type('j');
    expect(ran).toEqual([]);
    expect(useShortcutList.getState().shortcuts).toEqual([]);
  });
});
