'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { CodeBlock } from '@/components/connect/code-block';
import { GUIDE_IDS, guides, type Endpoints } from '@/components/connect/guides';
import { TabPanel, Tabs } from '@/components/ui/tabs';

/** One tab per kind of sender; the chosen one is in the address. */
export function GuideTabs({ endpoints }: { endpoints: Endpoints }) {
  const [chosen, choose] = useQueryState('with', parseAsStringLiteral(GUIDE_IDS).withDefault('python'));
  const all = guides(endpoints);
  return (
    <Tabs
      label="Kind of sender"
      value={chosen}
      onChange={(id) => void choose(id)}
      tabs={all.map(({ id, title }) => ({ value: id, label: title }))}
    >
      {all.map((guide) => (
        <TabPanel key={guide.id} value={guide.id} className="pt-4">
          <ol className="grid gap-5">
            {guide.steps.map((step) => (
              <li key={step.title} className="min-w-0">
                <h2 className="mb-1.5 text-base font-[550]">{step.title}</h2>
                <CodeBlock code={step.code} label={step.title} />
                {step.note !== undefined && <p className="mt-1.5 text-sm text-fg-3">{step.note}</p>}
              </li>
            ))}
          </ol>
        </TabPanel>
      ))}
    </Tabs>
  );
}
