import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT, groupOf, notificationOf } from '@/lib/notify/hostile.testing';
import { sampleNotification } from '@/lib/notify/sample';
import { signature } from '@/lib/notify/signature';
import { renderTemplate } from '@/lib/notify/template';

const text = readFileSync('docs/notifications.md', 'utf8');
const blocks = [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, language = '', code = '']) => ({ language, code }));
const block = (language: string, index = 0) => blocks.filter((each) => each.language === language)[index]?.code ?? '';

type Json = Readonly<Record<string, unknown>>;
const keysOf = (value: unknown) => Object.keys(value as Json).sort();

describe('docs/notifications.md', () => {
  it('shows the JSON with all of its fields, and explains each', () => {
    const shown = JSON.parse(block('json')) as Json & { firing: Json[] };
    const real = notificationOf({ firing: [groupOf('a')] });
    expect(keysOf(shown)).toEqual(keysOf(real));
    expect(keysOf(shown.rule)).toEqual(keysOf(real.rule));
    expect(keysOf(shown.firing[0])).toEqual(keysOf(real.firing[0]));
    const explained = [
      ...keysOf(real).filter((name) => name !== 'rule'),
      ...keysOf(real.rule).map((name) => `rule.${name}`),
      ...keysOf(real.firing[0]).map((name) => `….${name}`),
    ];
    expect(explained.filter((name) => !new RegExp(`^\\|[^|]*\`${name.replaceAll('.', '\\.')}\``, 'm').test(text))).toEqual([]);
  });

  it('shows a template and what it makes', () => {
    const made = renderTemplate(block('mustache'), sampleNotification('firing', 'https://a.example', AT, 'id'), 'application/json');
    expect(JSON.parse(made)).toEqual(JSON.parse(block('json', 1)));
  });

  it('shows code that tells a right signature from a wrong one', async () => {
    const { isFromHearth } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(block('js'))}`)) as {
      isFromHearth: (header: string, body: string, key: string, nowSeconds: number) => boolean;
    };
    const now = AT / 1_000;
    const header = signature('key', '{"ü":1}', AT);
    expect(isFromHearth(header, '{"ü":1}', 'key', now)).toBe(true);
    expect(isFromHearth(header, '{"ü":2}', 'key', now)).toBe(false);
    expect(isFromHearth(header, '{"ü":1}', 'other', now)).toBe(false);
    expect(isFromHearth(header, '{"ü":1}', 'key', now + 301)).toBe(false);
    expect(isFromHearth('t=1', '{"ü":1}', 'key', 1)).toBe(false);
  });
});
