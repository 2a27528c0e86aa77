/** Text as it is safe and clear to read: without a terminal's colours, and with what cannot be seen made visible. */
import stripAnsi from 'strip-ansi';

/** Control characters other than tab and line breaks. By their numbers: a linter is right to refuse them in a literal. */
const HIDDEN = new RegExp('[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]', 'g');
/** Marks that turn the direction of what follows around. */
const DIRECTION = new RegExp('[\\u202a-\\u202e\\u2066-\\u2069]', 'g');

/** Where the pictures of control characters begin: ␀. */
const PICTURES = 0x2400;

/**
 * The text without ANSI escapes; other control characters as their pictures (␀, ␇), marks of direction left out, so that
 * nothing reads otherwise than it was sent. The raw text keeps all of them.
 */
export function plainText(text: string): string {
  const bare = text.includes('\u001b') || text.includes('\u009b') ? stripAnsi(text) : text;
  return bare.replace(DIRECTION, '').replace(HIDDEN, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(PICTURES + code) : code === 0x7f ? '␡' : '�';
  });
}

/** Whether the text has something in it that `plainText` does not show as it was sent. */
export function isPlain(text: string): boolean {
  return plainText(text) === text;
}
