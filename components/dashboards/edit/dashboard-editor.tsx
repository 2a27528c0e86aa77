'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import { useLink } from '@/lib/client/link';
import { useShortcuts } from '@/lib/client/shortcuts';
import { EMPTY_PANEL } from '@/lib/dashboards/edit-ask';
import { addPanel, duplicatePanel, findPanel, removePanel, replacePanel, transferPanel, withPanels } from '@/lib/dashboards/edit-panels';
import type { Dashboard, Panel } from '@/lib/model/dashboard';
import type { SavedDashboard } from '@/lib/model/saved-dashboard';
import { DraftBanner } from '@/components/dashboards/edit/draft-banner';
import { EditGrid } from '@/components/dashboards/edit/edit-grid';
import { EditHeader } from '@/components/dashboards/edit/edit-header';
import type { PanelAction } from '@/components/dashboards/edit/edit-panel';
import { EditSection } from '@/components/dashboards/edit/edit-section';
import { LeaveDialog } from '@/components/dashboards/edit/leave-dialog';
import { PanelBuilder } from '@/components/dashboards/edit/panel-builder';
import { SettingsDialog } from '@/components/dashboards/edit/settings-dialog';
import { useDraft } from '@/components/dashboards/edit/use-draft';
import { DashboardPanel } from '@/components/dashboards/panel';
import { useDashboardData } from '@/components/dashboards/use-dashboard-data';
import { VariablesBar } from '@/components/dashboards/variables-bar';

/** What the editor begins with: a saved dashboard, or one that is new. `from` names what it is a copy of. */
export type Start =
  | { readonly kind: 'saved'; readonly saved: SavedDashboard }
  | { readonly kind: 'new'; readonly dashboard: Dashboard; readonly from: string; readonly draftKey: string };

interface Building {
  readonly panel: Panel;
  /** The section that a new panel goes to; undefined for one that is there. */
  readonly into: number | undefined;
}

/** Changes a dashboard: panels, their places, sections, variables; nothing is saved before Save. */
export function DashboardEditor({ start, onLeave }: { start: Start; onLeave: () => void }) {
  const original = start.kind === 'saved' ? start.saved.dashboard : start.dashboard;
  const key = start.kind === 'saved' ? `${original.slug} ${start.saved.revision}` : `new ${start.draftKey}`;
  const draft = useDraft(original, key);
  const { dashboard, change } = draft;
  const data = useDashboardData(
    dashboard,
    start.kind === 'saved' ? start.saved.choices : {},
    start.kind === 'saved' ? original.slug : undefined,
  );
  const [building, setBuilding] = useState<Building>();
  const [settings, setSettings] = useState(false);
  const [said, announce] = useState('');
  const router = useRouter();
  const link = useLink();
  const { undo, redo, forget } = draft;
  const build = (into: number) => setBuilding({ panel: EMPTY_PANEL, into });
  useShortcuts(
    // the builder's fields have an undo of their own
    building
      ? []
      : [
          { keys: 'mod+z', label: 'Undo', group: 'Editing', run: undo },
          { keys: 'mod+shift+z', label: 'Redo', group: 'Editing', run: redo },
          { keys: 'p', label: 'Add a panel', group: 'Editing', run: () => build(dashboard.sections.length - 1) },
        ],
  );

  const act = (id: string, action: PanelAction) => {
    const panel = findPanel(dashboard, id)?.panel;
    if (!panel) return;
    switch (action.kind) {
      case 'edit':
        return setBuilding({ panel, into: undefined });
      case 'duplicate':
        return change(duplicatePanel(dashboard, id).dashboard);
      case 'remove':
        announce(`${panel.title} removed. Undo brings it back.`);
        return change(removePanel(dashboard, id));
      case 'transfer':
        return change(transferPanel(dashboard, id, action.section));
    }
  };
  const finish = ({ into }: Building, panel: Panel) => {
    setBuilding(undefined);
    if (into === undefined) return change(replacePanel(dashboard, panel));
    const added = addPanel(dashboard, into, panel);
    change(added.dashboard);
    announce(`${panel.title} added`);
    focusPanel(added.id);
  };
  const saved = useCallback(
    ({ dashboard: kept }: SavedDashboard) => {
      forget();
      // the page of the new revision, which the server renders
      router.push(link(`/dashboards/${kept.slug}`));
      router.refresh();
    },
    [forget, router, link],
  );
  const discard = () => {
    forget();
    if (start.kind === 'saved') onLeave();
    else router.push(link(start.from === '' ? '/dashboards' : `/dashboards/${start.from}`));
  };
  return (
    <>
      <EditHeader
        start={start}
        draft={draft}
        onSettings={() => setSettings(true)}
        onSaved={saved}
        onDiscard={discard}
        onAddPanel={() => build(dashboard.sections.length - 1)}
      />
      <DraftBanner draft={draft} />
      {dashboard.variables.length > 0 && (
        <VariablesBar {...data.bar} variables={dashboard.variables} tenant={undefined} onLeaveTenant={() => undefined} />
      )}
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3 max-md:px-2">
        <p id="edit-keys" className="mb-2 text-xs text-fg-3 max-lg:hidden">
          Drag a panel to move it, and its corner to resize it. With the keyboard: arrows move, shift and arrows resize, Enter edits, Delete
          removes.
        </p>
        <p className="mb-2 text-xs text-fg-3 lg:hidden">On a narrow screen panels are put in order; a wider one places them freely.</p>
        {dashboard.sections.map((section, index) => (
          <EditSection key={index} dashboard={dashboard} index={index} onChange={change} onAddPanel={() => build(index)}>
            <EditGrid
              panels={section.panels}
              onPlace={(panels, about) =>
                change(
                  withPanels(dashboard, index, () => panels),
                  about,
                )
              }
              onAction={act}
              announce={announce}
              elsewhere={dashboard.sections.flatMap(({ title }, at) =>
                at === index ? [] : [{ index: at, title: title === '' ? `Section ${at + 1}` : title }],
              )}
              render={(panel) => <DashboardPanel panel={panel} choices={data.choices} range={data.range} markers={data.markers} />}
            />
          </EditSection>
        ))}
      </div>
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
      {building && (
        <PanelBuilder
          dashboard={dashboard}
          panel={building.panel}
          isNew={building.into !== undefined}
          data={data}
          onDone={(panel) => finish(building, panel)}
          onCancel={() => setBuilding(undefined)}
        />
      )}
      <SettingsDialog dashboard={dashboard} onChange={change} open={settings} onOpenChange={setSettings} />
      <LeaveDialog dirty={draft.dirty} title={dashboard.title} onDiscard={forget} />
    </>
  );
}

/** Once it is on the page. */
function focusPanel(id: string): void {
  requestAnimationFrame(() => {
    const element = document.querySelector(`[data-panel="${CSS.escape(id)}"]`);
    if (!(element instanceof HTMLElement)) return;
    element.focus();
    element.scrollIntoView({ block: 'nearest' });
  });
}
