import { expect, it } from 'vitest';
import { fileName } from '@/lib/client/download';

it.each([
  ['Throughput by status class', 'throughput-by-status-class.csv'],
  ['p95 / p99 (ms)', 'p95-p99-ms.csv'],
  ['../../etc/passwd', 'etc-passwd.csv'],
  ['Запросы', 'запросы.csv'],
  ['?', 'panel.csv'],
])('%s is kept as %s', (title, expected) => expect(fileName(title, 'csv')).toBe(expected));
