import { expect, it } from 'vitest';
import { httpSummary } from '@/lib/content/http-summary';
import type { Attribute } from '@/lib/model/attribute';

const attributes = (values: Readonly<Record<string, string>>): Attribute[] =>
  Object.entries(values).map(([key, text]) => ({ key, type: 'string', text }));

it('the names of today', () => {
  const sent = {
    'http.request.method': 'POST',
    'url.full': 'https://api.example/v1?x=1',
    'http.response.status_code': '502',
    'http.request.body.size': '1204',
    'http.response.body.size': '316',
    'http.request.resend_count': '3',
  };
  expect(httpSummary(attributes(sent))).toEqual({
    method: 'POST',
    address: 'https://api.example/v1?x=1',
    status: '502',
    sent: 1204,
    received: 316,
    resent: 3,
  });
});

it.each([
  [{ 'http.method': 'GET', 'http.url': 'http://a/b', 'http.status_code': '200' }, 'GET http://a/b 200'],
  [{ 'http.request.method': 'GET', 'server.address': 'a', 'url.path': '/b', 'url.query': 'c=1' }, 'GET a/b?c=1 '],
  [{ 'http.request.method': 'GET', 'http.route': '/items/{id}' }, 'GET /items/{id} '],
  [{ 'http.method': 'GET', 'http.host': 'a', 'http.target': '/items/7?b=1', 'http.route': '/items/{id}' }, 'GET a/items/7?b=1 '],
])('%j', (values: Record<string, string>, line) => {
  const summary = httpSummary(attributes(values));
  expect(summary && `${summary.method} ${summary.address} ${summary.status}`).toBe(line);
});

it('another span has none, and a size that is no number is none', () => {
  expect(httpSummary(attributes({ 'db.system': 'redis' }))).toBeUndefined();
  expect(httpSummary(attributes({ 'http.request.method': 'GET', 'http.request.body.size': '-1' }))?.sent).toBeUndefined();
});
