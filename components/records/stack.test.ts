import { expect, it } from 'vitest';
import { foldStack } from '@/components/records/stack';

const PYTHON = [
  'Traceback (most recent call last):',
  '  File "a.py", line 1, in run',
  '    b()',
  '  File "b.py", line 2, in b',
  '    raise E',
  'E: no',
];
const NODE = ['Error: no', '    at b (b.js:2:1)', '    at a (a.js:1:1)', '    at main (m.js:9:9)', '    at node:internal'];

it.each([
  ['Python keeps its end', PYTHON, 3, { shown: PYTHON.slice(3).join('\n'), hidden: 3, from: 'start' }],
  ['others keep their start', NODE, 2, { shown: NODE.slice(0, 2).join('\n'), hidden: 3, from: 'end' }],
  ['one line too many is not folded', NODE, 4, { shown: NODE.join('\n'), hidden: 0, from: 'end' }],
  ['a short one stays whole', ['Error'], 4, { shown: 'Error', hidden: 0, from: 'end' }],
])('%s', (_, lines, most, folded) => expect(foldStack(`${lines.join('\n')}\n`, most)).toEqual(folded));
