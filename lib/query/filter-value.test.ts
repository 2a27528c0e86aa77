import { describe, expect, it } from 'vitest';
import { record } from '@/lib/model/record-field';
import { parseDuration, printDuration, readValue } from '@/lib/query/filter-value';

describe('durations', () => {
  it.each([
    ['200ms', 200e6],
    ['1.5s', 1.5e9],
    ['2m', 120e9],
    ['2min', 120e9],
    ['1h30m', 5_400e9],
    ['15us', 15e3],
    ['15µs', 15e3],
    ['7ns', 7],
    ['0ms', 0],
    ['-1s', -1e9],
    ['1.234567ms', 1_234_567],
    ['0.1s', 1e8],
  ])('%s is %d ns', (text, nanoseconds) => {
    expect(parseDuration(text)).toBe(nanoseconds);
  });

  it.each(['', '5', 'ms', '5 ms', '5x', '1.s', 's5', '1s2', '--1s'])('%s is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it.each([
    [200e6, '200ms'],
    [1.5e9, '1.5s'],
    [120e9, '2m'],
    [5_400e9, '90m'],
    [7_200e9, '2h'],
    [90e9, '90s'],
    [0, '0ms'],
    [1_234_567, '1.234567ms'],
    [1_234_567_891, '1234567891ns'],
    [0.5, '0.5ns'],
  ])('%d ns is %s', (nanoseconds, text) => {
    expect(printDuration(nanoseconds)).toBe(text);
  });
});

describe('levels', () => {
  it.each([
    ['warning', 13],
    ['ERR', 17],
    ['critical', 21],
    ['11', 11],
  ])('%s is %d', (text, level) => {
    expect(readValue(record('level'), text, true)).toEqual({ ok: true, value: level });
  });

  it.each(['loud', 'constructor', '__proto__'])('%s is none', (text) => {
    expect(readValue(record('level'), text, true)).toMatchObject({ ok: false });
  });
});
