// Runs before the page's own script does, from a file, so that no inline script is needed: what is clicked, pressed and typed on a page
// that is seen but does not listen yet is kept until lib/client/first-acts.ts does it. What the browser does by itself it does at once:
// links lead, fields show what is typed.
(() => {
  const TEXT = 'input:not([type=checkbox], [type=radio], [type=file]), textarea';
  const POINTER = ({ target }) => target.closest('button') !== null;
  const KEPT = {
    pointerdown: POINTER,
    mousedown: POINTER,
    pointerup: POINTER,
    mouseup: POINTER,
    click: POINTER,
    // Tab moves the focus by itself, and a key held down would be pressed often
    keydown: ({ key, repeat }) => key !== 'Tab' && !repeat,
    input: ({ target }) => target.matches(TEXT),
    change: ({ target }) => target.type === 'file',
  };
  const EDITED = 'input, textarea, select, [contenteditable=true]';
  // Trap: the letter of a key is written after the key was pressed, and by then the key that was kept may have opened a field. A space scrolls.
  const isLetter = ({ type, key, altKey, ctrlKey, metaKey, target }) =>
    type === 'keydown' && key.length === 1 && key !== ' ' && !altKey && !ctrlKey && !metaKey && !target.matches(EDITED);
  const kept = [];
  const keep = (event) => {
    const { target, type } = event;
    if (!(target instanceof Element) || !KEPT[type](event)) return;
    kept.push({ event, target, ...(type === 'input' ? { text: target.value } : {}) });
    // not also by a page that begins to listen just now
    event.stopImmediatePropagation();
    if (isLetter(event)) event.preventDefault();
  };
  for (const type in KEPT) addEventListener(type, keep, true);
  window.hearthFirstActs = () => {
    for (const type in KEPT) removeEventListener(type, keep, true);
    return kept.splice(0);
  };
})();
