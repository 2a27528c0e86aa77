import { expect, it } from 'vitest';
import { linkWithTime } from '@/lib/client/link';

it.each([
  ['carries the time along and leaves the rest', '/traces', {}, 't=1h&q=error&tz=utc&every=10s', '/traces?t=1h&every=10s&tz=utc'],
  ['leaves the way back from a zoom', '/traces', {}, 'from=1&to=2&out=1h', '/traces?from=1&to=2'],
  ['adds its own', '/traces', { q: 'service = api' }, 't=1h', '/traces?t=1h&q=service+%3D+api'],
  [
    'a window of its own replaces the current one as a whole',
    '/traces',
    { from: '1', to: '2' },
    't=1h&tz=utc',
    '/traces?tz=utc&from=1&to=2',
  ],
  ['a length of its own replaces two instants', '/traces', { t: '5m' }, 'from=1&to=2', '/traces?t=5m'],
  ['nothing to add', '/connect', {}, 'q=x', '/connect'],
])('%s', (_, path, own, current, link) => expect(linkWithTime(path, own, new URLSearchParams(current))).toBe(link));
