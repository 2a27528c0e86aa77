/** Texts compared as the store compares them. */

const ASCII = /^[\p{ASCII}]*$/u;

/**
 * `text` in lower case, code point by code point: none becomes two, whatever stands beside it (the engine's
 * positionCaseInsensitiveUTF8; JavaScript's own makes a final ς of Σ, and two characters of İ).
 */
export function folded(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  let out = '';
  for (const character of text) {
    const lower = character.toLowerCase();
    out += lower.length === character.length ? lower : [...lower].length === 1 ? lower : character;
  }
  return out;
}

/** Orders as the bytes of UTF-8 do, which is the order of code points; UTF-16, JavaScript's own, has it otherwise beyond U+FFFF. */
export function compareTexts(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index++) {
    const [left, right] = [one.charCodeAt(index), other.charCodeAt(index)];
    if (left === right) continue;
    const [leftHigh, rightHigh] = [isSurrogate(left), isSurrogate(right)];
    // surrogates stand for what is beyond U+FFFF, and so come after everything else
    return leftHigh === rightHigh ? left - right : leftHigh ? 1 : -1;
  }
  return one.length - other.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
