'use client';

import { useState } from 'react';
import { panelFault } from '@/lib/dashboards/edit-ask';
import { lookOf, LOOKS, mainSpec, withAsk, withLook, type Look } from '@/lib/dashboards/edit-view';
import type { Dashboard, Panel } from '@/lib/model/dashboard';
import { AskEditor } from '@/components/dashboards/edit/ask-editor';
import { BuilderPreview } from '@/components/dashboards/edit/builder-preview';
import { Labelled } from '@/components/ui/labelled';
import { useMetric } from '@/components/records/use-metric';
import { ViewEditor } from '@/components/dashboards/edit/view-editor';
import type { DashboardData } from '@/components/dashboards/use-dashboard-data';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';

export interface PanelBuilderProps {
  dashboard: Dashboard;
  panel: Panel;
  isNew: boolean;
  data: DashboardData;
  onDone: (panel: Panel) => void;
  onCancel: () => void;
}

/** Whether a list of completions is open: Escape closes that, and not the builder. */
function completing(): boolean {
  return document.activeElement?.getAttribute('role') === 'combobox' && document.activeElement.getAttribute('aria-expanded') === 'true';
}

/** Puts a panel together over the dashboard that it is for, with a preview on the same window and choices. */
export function PanelBuilder({ dashboard, panel: start, isNew, data, onDone, onCancel }: PanelBuilderProps) {
  const [panel, setPanel] = useState(start);
  const [asking, setAsking] = useState(false);
  const { variables } = dashboard;
  const spec = mainSpec(panel);
  const source = spec && spec.kind !== 'native' ? spec.source : undefined;
  const metric = useMetric(source, (name) => data.choices[name]?.map(String)[0], data.range);
  const dirty = JSON.stringify(panel) !== JSON.stringify(start);
  const fault = panel.title.trim() === '' ? 'Give the panel a title.' : panelFault(panel);
  const close = () => {
    if (completing()) return;
    if (dirty) setAsking(true);
    else onCancel();
  };
  const by = spec?.kind === 'series' || spec?.kind === 'table' ? spec.by : [];
  const measures = spec?.kind === 'series' || spec?.kind === 'table' ? spec.measures.length : 0;
  return (
    <Dialog title={isNew ? 'New panel' : 'Edit panel'} note={dashboard.title} size="full" open onOpenChange={(open) => !open && close()}>
      <form
        className="flex min-h-full flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          if (fault === undefined) onDone({ ...panel, title: panel.title.trim() });
        }}
      >
        <div className="grid flex-1 grid-cols-[minmax(0,1fr)] content-start gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:grid-rows-[auto_1fr]">
          <div className="lg:col-start-2">
            <BuilderPreview panel={panel} data={data} fault={panelFault(panel)} />
          </div>
          <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 lg:col-start-1 lg:row-span-2 lg:row-start-1">
            <div className="grid gap-3 sm:grid-cols-2">
              <Labelled text="Title">
                <Input
                  label="Title"
                  value={panel.title}
                  maxLength={200}
                  autoFocus
                  placeholder="What it shows"
                  onChange={(event) => setPanel({ ...panel, title: event.target.value })}
                />
              </Labelled>
              <Labelled text="Note">
                <Input
                  label="Note"
                  value={panel.note}
                  placeholder="one line beside the title"
                  onChange={(event) => setPanel({ ...panel, note: event.target.value })}
                />
              </Labelled>
            </div>
            {panel.view.kind !== 'text' && panel.view.kind !== 'metrics' && (
              <AskEditor
                panel={panel}
                variables={variables}
                data={data}
                onChange={(ask, chosen) => setPanel(withAsk(panel, ask, chosen ?? metric))}
              />
            )}
            {panel.view.kind !== 'text' && (
              <Labelled text="When it finds no data, say">
                <Input
                  label="When it finds no data, say"
                  value={panel.empty}
                  placeholder="what would fill it"
                  onChange={(event) => setPanel({ ...panel, empty: event.target.value })}
                />
              </Labelled>
            )}
          </div>
          <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 lg:col-start-2">
            <Looks look={lookOf(panel.view)} onChange={(look) => setPanel(withLook(panel, look, metric))} />
            <ViewEditor view={panel.view} by={by} measures={measures} onChange={(view) => setPanel({ ...panel, view })} />
          </div>
        </div>
        <div className="sticky -bottom-4 z-20 -mx-4 mt-4 -mb-4 flex flex-wrap items-center justify-end gap-2 rounded-b-lg border-t border-line bg-raised px-4 py-2.5">
          {fault !== undefined && <p className="mr-auto text-sm text-fg-3">{fault}</p>}
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={fault !== undefined}>
            {isNew ? 'Add to the dashboard' : 'Apply'}
          </Button>
        </div>
      </form>
      <Dialog title="Leave the panel as it was?" open={asking} onOpenChange={setAsking}>
        <p className="text-sm text-fg-2">What you changed here is not part of the dashboard yet.</p>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onCancel}>Throw the changes away</Button>
          <Button variant="primary" onClick={() => setAsking(false)}>
            Go on building
          </Button>
        </div>
      </Dialog>
    </Dialog>
  );
}

/** The ways to draw it, one chosen. */
function Looks({ look, onChange }: { look: Look; onChange: (look: Look) => void }) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm text-fg-2">Draw it as</legend>
      <div className="flex flex-wrap gap-1">
        {LOOKS.map((option) => (
          <Button
            key={option.look}
            aria-pressed={option.look === look}
            onClick={() => onChange(option.look)}
            className={option.look === look ? 'border-ember! bg-ember-soft! text-fg!' : ''}
          >
            {option.name}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
