import { expect, it } from 'vitest';
import { Agenda } from '@/lib/demo/agenda';

it('hands things out in their tick, once, and late ones with the next', () => {
  const agenda = new Agenda<string>();
  agenda.add(2_500, 'c');
  agenda.add(999.9, 'a');
  agenda.add(1_000, 'b');
  expect(agenda.due(1_000)).toEqual(['a']);
  agenda.add(10, 'late');
  expect(agenda.due(2_000)).toEqual(['b', 'late']);
  expect(agenda.due(2_000)).toEqual([]);
  expect(agenda.due(60_000)).toEqual(['c']);
});

it('gives away what is left, once', () => {
  const agenda = new Agenda<string>(5_000);
  agenda.add(6_000, 'a');
  agenda.add(3_600_000, 'b');
  expect(agenda.rest()).toEqual(['a', 'b']);
  expect(agenda.rest()).toEqual([]);
  expect(agenda.due(7_000)).toEqual([]);
});
