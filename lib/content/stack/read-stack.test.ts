import { describe, expect, it } from 'vitest';
import { readStack } from '@/lib/content/stack/read-stack';
import { callCount, frameRuns } from '@/lib/content/stack/stack';
import { sentText } from '@/lib/content/testing/sent';

/** A trace in short: language, then a line for each part and each of its frames; library frames in brackets. */
function outline(text: string): string[] {
  const stack = readStack(text);
  if (!stack) return [];
  const lines = stack.parts.flatMap(({ relation, title, frames }) => [
    `${relation === '' ? '' : `${relation}: `}${title}`,
    ...frames.map((frame) => {
      const place = `${frame.file}${frame.line === undefined ? '' : `:${frame.line}`}`;
      const words = `${place === '' ? '' : `${place} `}${frame.call}${frame.omitted === 0 ? '' : ` +${frame.omitted}`}`;
      return frame.own ? `  ${words}` : `  (${words})`;
    }),
  ]);
  return [stack.language, ...lines];
}

describe('Python, as Logfire’s SDK 5.2.0 sent it', () => {
  it('the exception first, then its cause, the newest call first', () => {
    expect(outline(sentText('priceCart', 'exception.stacktrace'))).toEqual([
      'Python',
      'RuntimeError: could not price the cart',
      '  /app/shop/capture.py:53 outer',
      '  /app/shop/capture.py:55 <module>',
      "Caused by: KeyError: 'sku-12'",
      '  /app/shop/capture.py:50 inner',
      '  /app/shop/capture.py:52 outer',
    ]);
    const [part] = readStack(sentText('priceCart', 'exception.stacktrace'))?.parts ?? [];
    expect(part?.frames[0]?.code[0]).toBe('except KeyError as e: raise RuntimeError("could not price the cart") from e');
  });

  it('library frames are folded between own ones', () => {
    const frames = readStack(sentText('callFailed', 'exception.stacktrace'))?.parts[0]?.frames ?? [];
    expect(frameRuns(frames).map(({ own, frames: run }) => [own, callCount(run)])).toEqual([
      // the lambda and the generator in it
      [true, 2],
      [false, 7],
      [true, 1],
    ]);
  });

  it('a message of many lines stays whole', () => {
    const [part] = readStack(sentText('validateOrder', 'exception.stacktrace'))?.parts ?? [];
    expect(part?.title.split('\n').slice(0, 2)).toEqual([
      'pydantic_core._pydantic_core.ValidationError: 5 validation errors for Order',
      'id',
    ]);
    expect(part?.frames.map(({ call, own }) => [call, own])).toEqual([
      ['model_validate', false],
      ['<module>', true],
    ]);
  });

  it('a group, with the exceptions in it', () => {
    expect(outline(sentText('group', 'exception.stacktrace'))).toEqual([
      'Python',
      'ExceptionGroup: several (2 sub-exceptions)',
      '  /app/shop/capture.py:61 <module>',
      'Exception 1 of the group: ValueError: one',
      'Exception 2 of the group: TypeError: two',
    ]);
  });

  it('counts the calls that were left out of a recursion', () => {
    const text =
      'Traceback (most recent call last):\n  File "a.py", line 1, in f\n    f()\n  [Previous line repeated 996 more times]\nRecursionError: maximum recursion depth exceeded\n';
    expect(outline(text)).toEqual(['Python', 'RecursionError: maximum recursion depth exceeded', '  a.py:1 f +996']);
  });
});

it('Node, with a cause', () => {
  const text = `TypeError: price is not a function
    at Cart.total (file:///app/src/cart.js:12:5)
    at async checkout (/app/src/checkout.ts:40:11)
    at new Promise (<anonymous>)
    at Layer.handle [as handle_request] (/app/node_modules/express/lib/router/layer.js:95:5)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5) {
  [cause]: Error: no such sku
      at find (/app/src/sku.js:3:9)
}`;
  expect(outline(text)).toEqual([
    'JavaScript',
    'TypeError: price is not a function',
    '  /app/src/cart.js:12 Cart.total',
    '  /app/src/checkout.ts:40 async checkout',
    '  (<anonymous> new Promise)',
    '  (/app/node_modules/express/lib/router/layer.js:95 Layer.handle [as handle_request])',
    '  (node:internal/process/task_queues:95 process.processTicksAndRejections)',
    'Caused by: Error: no such sku',
    '  /app/src/sku.js:3 find',
  ]);
});

it('a browser’s: Firefox', () => {
  const text = 'total@https://shop.example/app.js:10:3\n@https://shop.example/app.js:1:1\n';
  expect(outline(text)).toEqual(['JavaScript', '', '  https://shop.example/app.js:10 total', '  https://shop.example/app.js:1 ']);
});

it('Java, with causes and what they share left out', () => {
  const text = `java.lang.IllegalStateException: could not price
\tat com.acme.shop.Cart.total(Cart.java:42)
\tat com.acme.shop.Checkout$1.run(Checkout.java:17) ~[shop.jar:1.0]
\tat java.base/java.util.concurrent.FutureTask.run(FutureTask.java:264)
\tat org.springframework.web.servlet.DispatcherServlet.doDispatch(DispatcherServlet.java:1089)
\tat java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Native Method)
Caused by: java.sql.SQLException: connection refused
\tat com.acme.shop.Prices.load(Prices.java:8)
\t... 23 more
`;
  expect(outline(text)).toEqual([
    'Java',
    'java.lang.IllegalStateException: could not price',
    '  Cart.java:42 com.acme.shop.Cart.total',
    '  Checkout.java:17 com.acme.shop.Checkout$1.run',
    '  (FutureTask.java:264 java.util.concurrent.FutureTask.run)',
    '  (DispatcherServlet.java:1089 org.springframework.web.servlet.DispatcherServlet.doDispatch)',
    '  (jdk.internal.reflect.NativeMethodAccessorImpl.invoke0)',
    'Caused by: java.sql.SQLException: connection refused',
    '  Prices.java:8 com.acme.shop.Prices.load +23',
  ]);
});

it('Java without the names of archives', () => {
  expect(outline('java.lang.Error: x\n\tat a.B.c(B.java:1)\n\tat a.D.e(D.kt)')).toEqual([
    'Java',
    'java.lang.Error: x',
    '  B.java:1 a.B.c',
    '  D.kt a.D.e',
  ]);
});

it('Go, a panic', () => {
  const text = `panic: runtime error: index out of range [5] with length 3

goroutine 1 [running]:
main.price({0xc000012345, 0x3, 0x3})
\t/app/cart.go:12 +0x1d
main.(*Shop).serve(0xc0000b2000)
\t/app/shop.go:40 +0x2f
net/http.HandlerFunc.ServeHTTP(...)
\t/usr/local/go/src/net/http/server.go:2136 +0x29
created by main.main in goroutine 1
\t/app/main.go:9 +0x5a
`;
  expect(outline(text)).toEqual([
    'Go',
    'panic: runtime error: index out of range [5] with length 3',
    '  /app/cart.go:12 main.price',
    '  /app/shop.go:40 main.(*Shop).serve',
    '  (/usr/local/go/src/net/http/server.go:2136 net/http.HandlerFunc.ServeHTTP)',
    '  /app/main.go:9 main.main',
  ]);
});

it('.NET, what was inside first', () => {
  const text = `System.InvalidOperationException: could not price
 ---> System.Collections.Generic.KeyNotFoundException: no such sku
   at Shop.Prices.Find(String sku) in /src/Prices.cs:line 8
   --- End of inner exception stack trace ---
   at Shop.Cart.Total(Int32 id) in C:\\src\\Cart.cs:line 12
   at System.Threading.Tasks.Task.Execute()
`.replaceAll('\n', '\r\n');
  expect(outline(text)).toEqual([
    '.NET',
    'System.InvalidOperationException: could not price',
    '  C:\\src\\Cart.cs:12 Shop.Cart.Total(Int32 id)',
    '  (System.Threading.Tasks.Task.Execute())',
    'Caused by: System.Collections.Generic.KeyNotFoundException: no such sku',
    '  /src/Prices.cs:8 Shop.Prices.Find(String sku)',
  ]);
});

it.each([
  ['nothing', ''],
  ['words', 'it broke\nat noon'],
  ['another language', "/app/cart.rb:12:in `total': no price (RuntimeError)\n\tfrom /app/main.rb:3:in `<main>'"],
  ['a traceback without calls', 'Traceback (most recent call last):\nValueError: no'],
  ['a text of megabytes', `Traceback (most recent call last):\n${'  File "a.py", line 1, in f\n'.repeat(50_000)}`],
])('%s is left as it is', (_name, text) => expect(readStack(text)).toBeUndefined());

it('where no frame is own, none is folded', () => {
  const frame = { file: 'x', line: 1, call: 'f', code: [], own: false, omitted: 0 };
  expect(frameRuns([frame, frame])).toEqual([{ own: true, frames: [frame, frame] }]);
});

it('survives lines made to be slow, and any bytes', () => {
  for (const line of [
    '    at /' + '('.repeat(900),
    '    at ' + 'a.b('.repeat(300),
    `@https:${':1'.repeat(400)}`,
    `  at ${')'.repeat(900)} in x`,
  ]) {
    expect(() => readStack(`${line}\n`.repeat(200))).not.toThrow();
  }
  let seed = 11;
  const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  const pieces = [
    'Traceback (most recent call last):',
    '  File "a", line 1, in f',
    '    at f (a.js:1:2)',
    '\tat a.b(C.java:1)',
    'Caused by: x',
    '  | ',
    '  +---------------- 1 ----------------',
    ' ---> y',
    '\t/a.go:1',
    '\u0000',
    '\n',
    'During handling of the above exception, another exception occurred:',
    '\t... 3 more',
    '   --- End of inner exception stack trace ---',
  ];
  for (let round = 0; round < 3_000; round++) {
    const text = Array.from({ length: random(12) }, () => pieces[random(pieces.length)] ?? '').join('\n');
    expect(() => readStack(text)).not.toThrow();
  }
});
