import { expect, test } from 'vitest';
import { engineError } from '@/lib/backends/clickhouse/engine-error';

test.each([
  [
    'Code: 47. DB::Exception: Unknown expression identifier `a` in scope SELECT a. (UNKNOWN_IDENTIFIER)',
    'invalid',
    'Unknown expression identifier `a` in scope SELECT a.',
  ],
  [
    'Code: 62. DB::Exception: Syntax error: failed at position 3 (x): x. Expected one of: a, b. (SYNTAX_ERROR)',
    'invalid',
    'Syntax error: failed at position 3 (x): x.',
  ],
  [
    'Code: 159. DB::Exception: Timeout exceeded: elapsed 1000 ms. (TIMEOUT_EXCEEDED)',
    'timeout',
    'The query took longer than is allowed. A shorter time range or a narrower filter helps.',
  ],
  [
    'Code: 241. DB::Exception: (total) memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)',
    'failed',
    'The query needs more memory than is allowed. A shorter time range or fewer groups help.',
  ],
  ['Code: 243. DB::Exception: Cannot reserve 1.00 MiB. (NOT_ENOUGH_SPACE)', 'full', 'The disk that holds the data is full.'],
  [
    'Code: 75. DB::ErrnoException: Cannot write: errno: 28, strerror: No space left on device. (CANNOT_WRITE)',
    'full',
    'The disk that holds the data is full.',
  ],
  ['Code: 516. DB::Exception: default: Authentication failed. (AUTHENTICATION_FAILED)', 'denied', 'default: Authentication failed.'],
  ['Code: 49. DB::Exception: Something odd. (LOGICAL_ERROR)', 'failed', 'Something odd.'],
  ['connect ECONNREFUSED 127.0.0.1:8123', 'unreachable', "The ClickHouse server can't be reached: connect ECONNREFUSED 127.0.0.1:8123"],
])('%s', (message, fault, told) => {
  expect(engineError(new Error(message), 'SELECT 1')).toMatchObject({ fault, message: told });
});

test('takes the code from the client of a server, too', () => {
  const error = Object.assign(new Error('Cannot execute query in readonly mode.'), { code: '164' });
  expect(engineError(error, 'SELECT 1')).toMatchObject({ fault: 'denied', message: 'Cannot execute query in readonly mode.' });
});

test('counts the position in characters from 0, not in bytes from 1', () => {
  // € is three bytes long: the x after it is the engine's fifth byte.
  const error = new Error('Code: 62. DB::Exception: Syntax error: failed at position 5 (x)');
  expect(engineError(error, "'€x").details.position).toBe(2);
});
