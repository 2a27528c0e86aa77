import { describe, expect, it } from 'vitest';
import { DAY, millis } from '@/lib/base/time';
import {
  DEFAULT_WINDOW,
  paramsFromWindow,
  parseLength,
  parseWindowParam,
  printLength,
  printWindowParam,
  windowFromParams,
  withWindow,
} from '@/lib/client/time-params';

describe('a length', () => {
  it.each([
    ['30s', 30_000],
    ['15m', 900_000],
    ['1h', 3_600_000],
    ['7d', 604_800_000],
    ['1w', 604_800_000],
  ])('%s is %i ms', (text, length) => expect(parseLength(text)).toBe(length));

  it.each(['', '0m', '15', 'm', '15M', '-5m', '1.5h', '15m ', '9999999s', '1y'])('%j is none', (text) =>
    expect(parseLength(text)).toBeUndefined(),
  );

  it.each([
    [900_000, '15m'],
    [5_400_000, '90m'],
    [3_600_000, '1h'],
    [86_400_000, '1d'],
    [604_800_000, '1w'],
    [61_000, '61s'],
    [1_500, '2s'],
    [1, '1s'],
  ])('%i ms is written %s', (length, text) => expect(printLength(millis(length))).toBe(text));
});

describe('a window as one text', () => {
  it.each([
    [{ last: millis(900_000) }, '15m'],
    [{ from: millis(1_766_000_000_000), to: millis(1_766_000_600_000) }, '1766000000000..1766000600000'],
  ])('%j is %s, and back', (window, text) => {
    expect(printWindowParam(window)).toBe(text);
    expect(parseWindowParam(text)).toEqual(window);
  });

  it.each(['', '5..5', '6..5', '1..', '..5', '1-2', 'a..b', '15m..1h'])('%j is none', (text) =>
    expect(parseWindowParam(text)).toBeUndefined(),
  );
});

describe('the window of an address', () => {
  it.each([
    ['nothing: the default', { t: null, from: null, to: null }, DEFAULT_WINDOW],
    ['a length', { t: millis(60_000), from: null, to: null }, { last: 60_000 }],
    ['two instants win over a length', { t: millis(60_000), from: 1_000, to: 2_000 }, { from: 1_000, to: 2_000 }],
    ['one instant is not a range', { t: millis(60_000), from: 1_000, to: null }, { last: 60_000 }],
    ['a range that ends before it starts', { t: null, from: 2_000, to: 1_000 }, DEFAULT_WINDOW],
    ['an empty range', { t: null, from: 1_000, to: 1_000 }, DEFAULT_WINDOW],
  ])('%s', (_, params, window) => expect(windowFromParams(params)).toEqual(window));

  it('writes one kind and takes the other out', () => {
    expect(paramsFromWindow({ last: millis(60_000) })).toEqual({ t: 60_000, from: null, to: null });
    expect(paramsFromWindow({ from: millis(1), to: millis(2) })).toEqual({ t: null, from: 1, to: 2 });
  });
});

describe('a page that opens with a window of its own', () => {
  it('keeps everything else that the address says', () => {
    expect(withWindow({ 'var.tenant': 'a,b', absent: undefined, tag: ['x', 'y & z'] }, DAY)).toBe(
      'var.tenant=a%2Cb&tag=x&tag=y+%26+z&t=1d',
    );
  });

  it.each([{ t: '15m' }, { from: '1', to: '2' }])('leaves %j as it is', (asked) => {
    expect(withWindow(asked, DAY)).toBeUndefined();
  });
});
