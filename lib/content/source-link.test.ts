import { expect, it } from 'vitest';
import { repositoryOf, sourceLink } from '@/lib/content/source-link';
import type { Attribute } from '@/lib/model/attribute';

function resource(values: Readonly<Record<string, string>>): Attribute[] {
  return Object.entries(values).map(([key, text]) => ({ key, type: 'string', text }));
}

const at = (url: string, more: Readonly<Record<string, string>> = {}) =>
  repositoryOf(resource({ 'vcs.repository.url.full': url, 'vcs.repository.ref.revision': '3f2a1bc', ...more }));

it.each([
  ['https://github.com/acme/shop', 'https://github.com/acme/shop/blob/3f2a1bc/src/a.py#L7'],
  ['https://github.com/acme/shop.git', 'https://github.com/acme/shop/blob/3f2a1bc/src/a.py#L7'],
  ['git@github.com:acme/shop.git', 'https://github.com/acme/shop/blob/3f2a1bc/src/a.py#L7'],
  ['ssh://git@gitlab.com/group/sub/shop.git', 'https://gitlab.com/group/sub/shop/-/blob/3f2a1bc/src/a.py#L7'],
  ['http://gitlab.acme.example:8443/a/b', 'https://gitlab.acme.example:8443/a/b/-/blob/3f2a1bc/src/a.py#L7'],
  ['https://bitbucket.org/acme/shop', 'https://bitbucket.org/acme/shop/src/3f2a1bc/src/a.py#lines-7'],
  // who signs in by the address stays out of it
  ['https://user:secret@github.com/acme/shop?x=1#y', 'https://github.com/acme/shop/blob/3f2a1bc/src/a.py#L7'],
])('%s', (url, link) => expect(sourceLink(at(url), 'src/a.py', 7)).toBe(link));

it.each([
  ['javascript:alert(1)//github.com/a/b'],
  ['data:text/html,github.com/a/b'],
  ['https://evil.example/github.com/a/b'],
  ['https://evilgithub.com/a/b'],
  ['https://github.com/'],
  ['https://github.com/acme'],
  ['https://github.com/acme/..'],
  ['https://github.com/acme/<script>'],
  ['not an address'],
  [''],
])('nothing is built from %s', (url) => expect(at(url)).toBeUndefined());

it.each([[''], ['a b'], ['../../x'], ['"><script>'], ['-x']])('no revision “%s”', (revision) =>
  expect(at('https://github.com/a/b', { 'vcs.repository.ref.revision': revision })).toBeUndefined(),
);

it.each([
  ['/app/shop/cart.py', 'https://github.com/a/b/blob/3f2a1bc/services/shop/shop/cart.py#L7'],
  ['shop/cart.py', 'https://github.com/a/b/blob/3f2a1bc/services/shop/shop/cart.py#L7'],
  ['./we ird/#?.py', 'https://github.com/a/b/blob/3f2a1bc/services/shop/we%20ird/%23%3F.py#L7'],
  ['/usr/lib/python3/x.py', undefined],
  ['/app/../etc/passwd', undefined],
  ['<string>', undefined],
  ['C:\\x.cs', undefined],
  ['node:fs', undefined],
  ['', undefined],
])('of the folder that the code runs in: %s', (file, link) => {
  const repository = at('https://github.com/a/b', { 'logfire.code.root_path': 'services/shop', 'logfire.code.work_dir': '/app' });
  expect(sourceLink(repository, file, 7)).toBe(link);
});

it('a host that is named as what it is, a file without a line, no repository at all', () => {
  const own = at('https://code.acme.example/a/b', { 'vcs.provider.name': 'gitlab' });
  expect(sourceLink(own, 'x.go', undefined)).toBe('https://code.acme.example/a/b/-/blob/3f2a1bc/x.go');
  expect([repositoryOf([]), sourceLink(undefined, 'x.go', 1)]).toEqual([undefined, undefined]);
});
