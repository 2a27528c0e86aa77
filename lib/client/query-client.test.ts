import { expect, it } from 'vitest';
import { ApiError } from '@/lib/client/api';
import { worthRetrying } from '@/lib/client/query-client';

const error = (status: number) => new ApiError(status, { fault: 'failed', message: 'x' });

it.each([400, 403, 404, 413, 499])('does not ask again after %i', (status) => expect(worthRetrying(0, error(status))).toBe(false));
it.each([0, 500, 502, 504])('asks twice more after %i', (status) => {
  expect([0, 1, 2].map((failures) => worthRetrying(failures, error(status)))).toEqual([true, true, false]);
});
