import { expect, it } from 'vitest';
import { printNode } from '@/lib/content/print-node';
import { sentSpan } from '@/lib/content/testing/sent';
import { typedArguments } from '@/lib/content/typed-argument';
import type { Attribute } from '@/lib/model/attribute';

const args = typedArguments(sentSpan('values').attributes, 'python');

/** What the program passed (Logfire's SDK 5.2.0, Python 3.11), and how it reads: key, type, value. */
it.each([
  ['name', 'str', "'shop'"],
  ['whole', 'int', '7'],
  // beyond 64 bits the SDK sends a string
  ['huge', 'str', "'1180591620717411303424'"],
  ['huge_list', 'list', '[9223372036854775808, 1180591620717411303424]'],
  ['real', 'float', '1.5'],
  ['yes', 'bool', 'True'],
  ['nothing', 'None', 'None'],
  ['lines', 'str', "'one\\ntwo'"],
  ['at', 'datetime', "datetime('2026-01-02T03:04:05.678901+00:00')"],
  ['day', 'date', "date('2026-01-02')"],
  ['clock', 'time', "time('03:04:05')"],
  ['lasted', 'timedelta', 'timedelta(seconds=3602.0)'],
  ['price', 'Decimal', "Decimal('19.90')"],
  ['ratio', 'object', 'Fraction(1, 3)'],
  ['id', 'uuid', "uuid('12345678-1234-5678-1234-567812345678')"],
  ['ip', 'ipv4', "ipv4('10.0.0.1')"],
  ['path', 'PosixPath', "PosixPath('/tmp/x')"],
  ['colour', 'Colour', "Colour('red')"],
  ['level', 'Level', 'Level(1)'],
  ['point', 'Point', "Point(x=1.0, y=2.5, tags={'a'})"],
  ['pair', 'Pair', "Pair(['l', {'k': [1, 2]}])"],
  ['numbers', 'list', '[1, 2, 3]'],
  ['words', 'tuple', "('a', 'b')"],
  ['mixed', 'list', "[1, 'x', None, Point(x=0, y=0, tags=set()), date('2026-01-02')]"],
  ['chosen', 'set', "{'a', 'b'}"],
  ['frozen', 'frozenset', 'frozenset({1})'],
  ['mapping', 'dict', "{'a': 1, 'b': {'c': Decimal('1')}}"],
  ['by_number', 'dict', "{'1': 'one'}"],
  ['raw', 'bytes', "b'\\x00\\x01hi'"],
  ['raw2', 'bytearray', "bytearray(b'ab')"],
  ['rx', 'regex', "regex('a+')"],
  ['plain', 'object', '<Plain thing>'],
  ['cls', 'object', "<class '__main__.Plain'>"],
  ['dq', 'deque', 'deque([1, 2])'],
  ['dt64', 'object', 'np.int64(5)'],
  ['f64', 'float', '1.5'],
  ['error', 'ValueError', "ValueError('no')"],
  ['url', 'AnyUrl', "AnyUrl('https://example.com/x')"],
  ['rng', 'range', 'range([0, 1, 2])'],
  ['empty_list', 'list', '[]'],
  ['empty_map', 'dict', '{}'],
  ['orders', 'list', '[Point(x=1, y=2, tags=set()), Point(x=3, y=4, tags=set())]'],
  ['by_name', 'dict', "{'p': Point(x=1, y=2, tags=set())}"],
])('%s is a %s: %s', (key, type, value) => {
  const found = args.find((argument) => argument.key === key);
  expect([found?.type, found && printNode(found.node, 'python')]).toEqual([type, value]);
});

it('a model has its fields, as deep as they go', () => {
  const order = args.find(({ key }) => key === 'order');
  expect(order && printNode(order.node, 'python')).toBe(
    [
      'Order(',
      '  id=7,',
      "  address=Address(city='Zürich', zip='8001'),",
      "  amounts=[Decimal('1.50'), Decimal('2')],",
      "  at=datetime('2026-01-02T03:04:05+00:00'),",
      "  secret=SecretStr('**********')",
      ')',
    ].join('\n'),
  );
});

it('a data frame is a table; so is an array of two dimensions, which says how much of it came', () => {
  const frame = args.find(({ key }) => key === 'frame');
  expect(frame).toMatchObject({
    type: 'DataFrame',
    node: { kind: 'grid', columns: ['city', 'people', 'share'], rowCount: 3, columnCount: 3 },
  });
  expect(frame && printNode(frame.node)).toBe(
    '\tcity\tpeople\tshare\n0\tZürich\t421878\t0.41\n1\tGenève\t203856\t0.2\n2\tBasel\t173863\t0.17',
  );
  expect(args.find(({ key }) => key === 'array')?.node).toMatchObject({
    kind: 'grid',
    columns: ['0', '1', '2'],
    rowCount: 2,
    columnCount: 3,
  });
  const big = args.find(({ key }) => key === 'bigarray')?.node;
  // 10 rows and 10 columns of 100 each came: the positions of the rest are not known
  expect(big).toMatchObject({ kind: 'grid', rowCount: 100, columnCount: 100, columns: Array(10).fill('') });
});

it('reads the same after ingest has read the strings', () => {
  const schema =
    '{"type":"object","properties":{"at":{"type":"string","format":"date-time","x-python-datatype":"datetime"},"list":{"type":"array"},"no":{"type":"null"}}}';
  const stored: Attribute[] = [
    { key: 'logfire.json_schema', type: 'string', text: schema },
    { key: 'at', type: 'string', text: '2026-01-02T03:04:05Z' },
    { key: 'list', type: 'array', text: '[1,null]' },
    { key: 'no', type: 'empty', text: '' },
  ];
  const shown = typedArguments(stored, 'python').map(({ key, node }) => `${key}=${printNode(node, 'python')}`);
  expect(shown).toEqual(["at=datetime('2026-01-02T03:04:05Z')", 'list=[1, None]', 'no=None']);
});

it('JavaScript’s nulls are named beside the schema', () => {
  const stored: Attribute[] = [
    { key: 'logfire.json_schema', type: 'string', text: '{"type":"object","properties":{"cart":{"type":"object"}}}' },
    { key: 'cart', type: 'map', text: '{"ok":true,"left":null}' },
    { key: 'logfire.null_args', type: 'array', text: '["user"]' },
  ];
  const shown = typedArguments(stored, 'javascript').map(({ key, type, node }) => `${key}: ${type} = ${printNode(node)}`);
  expect(shown).toEqual(['cart: object = {"ok": true, "left": null}', 'user: null = null']);
});

it.each([
  ['no schema', []],
  ['a broken one', [{ key: 'logfire.json_schema', type: 'string' as const, text: '{"type":"obj' }]],
  ['one that is a list', [{ key: 'logfire.json_schema', type: 'string' as const, text: '[1]' }]],
  [
    'one whose arguments are gone',
    [{ key: 'logfire.json_schema', type: 'string' as const, text: '{"properties":{"a":{},"__proto__":{}}}' }],
  ],
])('%s tells of no arguments', (_name, attributes: Attribute[]) => expect(typedArguments(attributes, 'python')).toEqual([]));

it('a schema that lies leaves the value as it is', () => {
  const stored: Attribute[] = [
    {
      key: 'logfire.json_schema',
      type: 'string',
      text: '{"properties":{"a":{"type":"object"},"b":{"type":"array","x-python-datatype":"DataFrame"},"c":7,"d":{"x-python-datatype":"constructor"}}}',
    },
    { key: 'a', type: 'string', text: '{broken' },
    { key: 'b', type: 'array', text: '[1,[2]]' },
    { key: 'c', type: 'int', text: '5' },
    { key: 'd', type: 'array', text: '[1]' },
  ];
  const shown = typedArguments(stored, 'python').map(({ node }) => printNode(node, 'python'));
  expect(shown).toEqual(["'{broken'", 'DataFrame([1, [2]])', '5', 'constructor([1])']);
});
