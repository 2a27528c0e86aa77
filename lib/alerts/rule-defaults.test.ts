import { expect, it } from 'vitest';
import { RULE_DEFAULTS } from '@/lib/alerts/rule-defaults';
import { AlertRule } from '@/lib/model/alert';

it('is what the model fills in where it is given nothing', () => {
  const { version, every, over } = RULE_DEFAULTS;
  const given = {
    version,
    id: 'a',
    title: 'A',
    ask: { kind: 'sql', text: 'SELECT 1' },
    unit: 'none',
    every,
    over,
    condition: { is: 'above' },
  };
  expect(AlertRule.parse(given)).toEqual({ ...RULE_DEFAULTS, ...given });
});
