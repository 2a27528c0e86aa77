import { expect, it } from 'vitest';
import { printNode } from '@/lib/content/print-node';
import { sentText } from '@/lib/content/testing/sent';
import { readValidationErrors } from '@/lib/content/validation-error';

it('each thing that was wrong, as Logfire’s SDK 5.2.0 sent it', () => {
  const wrong = readValidationErrors(sentText('validateOrder', 'exception.logfire.data')) ?? [];
  expect(wrong.map(({ place, type, input }) => `${place} ${type} ${input ? printNode(input) : ''}`)).toEqual([
    'id int_parsing "x"',
    'address.city string_type 5',
    'address.zip missing {"city": 5}',
    'amounts[0] decimal_parsing "a"',
    'at datetime_from_date_parsing "yesterday"',
  ]);
  expect(wrong[2]?.message).toBe('Field required');
});

it.each([[''], ['[]'], ['{}'], ['[1]'], ['[{"loc":[]}]'], ['[{"msg":""'], ['null']])('%s tells of none', (text) =>
  expect(readValidationErrors(text)).toBeUndefined(),
);
