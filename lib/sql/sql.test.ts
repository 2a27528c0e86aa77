import { describe, expect, it } from 'vitest';
import { COMMA, decimal, identifier, join, printSql, render, sql } from '@/lib/sql/sql';

describe('sql', () => {
  it('binds every value, whatever it says', () => {
    const hostile = "x'; DROP TABLE t; --";
    expect(render(sql`SELECT ${hostile}, ${1.5}, ${7n}, ${true}, ${['a', hostile]}, ${[1, 2]}, ${[]}`)).toEqual({
      text: 'SELECT {p0:String}, {p1:Float64}, {p2:Int64}, {p3:Bool}, {p4:Array(String)}, {p5:Array(Float64)}, {p6:Array(String)}',
      params: { p0: hostile, p1: 1.5, p2: 7n, p3: true, p4: ['a', hostile], p5: [1, 2], p6: [] },
    });
  });

  it('numbers placeholders when it is rendered, through nested parts', () => {
    const part = sql`a = ${'x'}`;
    expect(render(sql`${part} AND ${join([part, sql`b = ${'y'}`], COMMA)}`).text).toBe(
      'a = {p0:String} AND a = {p1:String}, b = {p2:String}',
    );
  });

  it.each([
    ['plain', '`plain`'],
    ['a`b', '`a\\`b`'],
    ['a\\`b', '`a\\\\\\`b`'],
  ])('quotes the identifier %s', (name, text) => {
    expect(render(identifier(name)).text).toBe(text);
  });

  it.each([
    [0.95, '0.95'],
    [1, '1'],
    [0, '0'],
    [1e-9, '0'],
    [0.999999, '0.999999'],
  ])('writes %d out as %s', (number, text) => {
    expect(render(decimal(number))).toEqual({ text, params: {} });
  });

  it('never writes out what is no number', () => {
    expect(() => decimal(NaN)).toThrow();
  });

  it('prints values as literals that cannot end early', () => {
    expect(printSql(sql`SELECT ${"a'b\\"}, ${5n}, ${['x', "'"]}, ${false}, ${'\n\0'}`)).toBe(
      "SELECT 'a\\'b\\\\', 5, ['x', '\\''], false, '\\n\\0'",
    );
  });
});
