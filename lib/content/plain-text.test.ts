import { expect, it } from 'vitest';
import { isPlain, plainText } from '@/lib/content/plain-text';

it.each([
  ['\u001b[31merror\u001b[0m: \u001b[1mno\u001b[22m', 'error: no'],
  ['\u001b]8;;https://x.example\u0007link\u001b]8;;\u0007', 'link'],
  ['tab\tline\nreturn\r\n', 'tab\tline\nreturn\r\n'],
  ['bell\u0007 zero\u0000 del\u007f', 'bell␇ zero␀ del␡'],
  // “user‮” then what reads backwards: the order of the characters is what was sent
  ['user\u202etxt.exe\u202c', 'usertxt.exe'],
  ['שלום', 'שלום'],
  ['', ''],
])('%j', (text, plain) => expect([plainText(text), isPlain(text)]).toEqual([plain, text === plain]));
