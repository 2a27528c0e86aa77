'use client';

import type { ReactNode } from 'react';
import { UNITS, type Unit } from '@/lib/base/units';
import { UNIT_NAMES } from '@/lib/dashboards/edit-scale';
import type { View } from '@/lib/model/dashboard';
import type { Field } from '@/lib/model/field';
import { fieldName } from '@/lib/query/field-name';
import { Labelled } from '@/components/ui/labelled';
import { ThresholdsEditor } from '@/components/dashboards/edit/thresholds-editor';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';

type Of<K extends View['kind']> = Extract<View, { kind: K }>;
type Change = (view: View) => void;

/** What a view can be told: unit, thresholds, names, scale. `by`: the groups that its first question has; `measures`: how many. */
export function ViewEditor({ view, by, measures, onChange }: { view: View; by: readonly Field[]; measures: number; onChange: Change }) {
  switch (view.kind) {
    case 'timeseries':
      return <TimeseriesSettings view={view} measures={measures} onChange={onChange} />;
    case 'stat':
      return (
        <div className="grid gap-3">
          <UnitSelect unit={view.unit} onChange={(unit) => onChange({ ...view, unit })} />
          <Labelled text="Better is">
            <Select
              label="Better is"
              value={view.better}
              onChange={(better) => onChange({ ...view, better })}
              options={[
                { value: 'neither', label: 'neither' },
                { value: 'up', label: 'more' },
                { value: 'down', label: 'less' },
              ]}
            />
          </Labelled>
          <Labelled text="Thresholds">
            <ThresholdsEditor thresholds={view.thresholds} unit={view.unit} onChange={(thresholds) => onChange({ ...view, thresholds })} />
          </Labelled>
        </div>
      );
    case 'heatmap':
    case 'pie':
      return <UnitSelect unit={view.unit} onChange={(unit) => onChange({ ...view, unit })} />;
    case 'table':
      return <TableSettings view={view} by={by} onChange={onChange} />;
    case 'bars':
      return (
        <div className="grid gap-3">
          {view.columns.map((column, index) => (
            <ColumnSettings
              key={index}
              index={index}
              column={column}
              onChange={(next) =>
                onChange({ ...view, columns: view.columns.map((each, at) => (at === index ? { ...each, ...next } : each)) })
              }
            />
          ))}
        </div>
      );
    case 'metrics':
      return (
        <Labelled text="Leave out names that begin with" note="With commas between them.">
          <Input
            label="Leave out names that begin with"
            defaultValue={view.except.join(', ')}
            onChange={(event) =>
              onChange({
                ...view,
                except: event.target.value
                  .split(',')
                  .map((text) => text.trim())
                  .filter((text) => text !== ''),
              })
            }
          />
        </Labelled>
      );
    case 'text':
      return (
        <Labelled text="Text" note="Markdown.">
          <textarea
            aria-label="Text"
            value={view.markdown}
            rows={8}
            onChange={(event) => onChange({ ...view, markdown: event.target.value })}
            className="w-full rounded-md border border-line bg-panel p-2 font-mono text-sm outline-none focus:outline-2 focus:outline-offset-1 focus:outline-ember"
          />
        </Labelled>
      );
    case 'records':
      return null;
  }
}

function UnitSelect({ unit, label = 'Unit', onChange }: { unit: Unit; label?: string; onChange: (unit: Unit) => void }) {
  return (
    <Labelled text="Unit">
      <Select label={label} value={unit} onChange={onChange} options={UNITS.map((value) => ({ value, label: UNIT_NAMES[value] }))} />
    </Labelled>
  );
}

function Check({ label, checked, onChange }: { label: string; checked: boolean; onChange: (checked: boolean) => void }): ReactNode {
  return (
    <label className="flex h-7 items-center gap-1.5 text-sm text-fg-2">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} className="accent-(--ember)" />
      {label}
    </label>
  );
}

function TimeseriesSettings({ view, measures, onChange }: { view: Of<'timeseries'>; measures: number; onChange: Change }) {
  return (
    <div className="grid gap-3">
      <UnitSelect unit={view.unit} onChange={(unit) => onChange({ ...view, unit })} />
      <div className="flex flex-wrap gap-4">
        {(view.mark === 'area' || view.mark === 'bar') && (
          <Check label="On top of each other" checked={view.stacked} onChange={(stacked) => onChange({ ...view, stacked })} />
        )}
        <Check
          label="Logarithmic"
          checked={view.scale === 'log'}
          onChange={(log) => onChange({ ...view, scale: log ? 'log' : 'linear' })}
        />
      </div>
      {measures > 1 && (
        <Labelled text="Names of the measures">
          {Array.from({ length: measures }, (_none, index) => (
            <Input
              key={index}
              label={`Name of measure ${index + 1}`}
              value={view.names[index] ?? ''}
              placeholder={`measure ${index + 1}`}
              onChange={(event) => {
                const names = Array.from({ length: measures }, (_each, at) => (at === index ? event.target.value : (view.names[at] ?? '')));
                onChange({ ...view, names: names.every((name) => name === '') ? [] : names });
              }}
            />
          ))}
        </Labelled>
      )}
      <Labelled text="Thresholds">
        <ThresholdsEditor thresholds={view.thresholds} unit={view.unit} onChange={(thresholds) => onChange({ ...view, thresholds })} />
      </Labelled>
    </div>
  );
}

function TableSettings({ view, by, onChange }: { view: Of<'table'>; by: readonly Field[]; onChange: Change }) {
  return (
    <div className="grid gap-3">
      {by.length > 0 && (
        <Labelled text="Headings of the groups">
          {by.map((field, index) => (
            <Input
              key={index}
              label={`Heading of ${fieldName(field)}`}
              value={view.labels[index] ?? ''}
              placeholder={fieldName(field)}
              onChange={(event) =>
                onChange({
                  ...view,
                  labels: by.map((each, at) => (at === index ? event.target.value : (view.labels[at] ?? fieldName(each)))),
                })
              }
            />
          ))}
        </Labelled>
      )}
      {view.columns.map((column, index) => (
        <ColumnSettings
          key={index}
          index={index}
          column={column}
          onChange={(next) => onChange({ ...view, columns: view.columns.map((each, at) => (at === index ? { ...each, ...next } : each)) })}
        >
          <Select
            label={`Drawing of column ${index + 1}`}
            value={column.draw}
            onChange={(draw) => onChange({ ...view, columns: view.columns.map((each, at) => (at === index ? { ...each, draw } : each)) })}
            options={[
              { value: 'text', label: 'Figure' },
              { value: 'bar', label: 'Bar of the largest' },
              { value: 'share', label: 'Bar of the sum' },
              { value: 'trend', label: 'With its line' },
              { value: 'liveness', label: 'Live, stale or down', disabled: column.unit !== 'instant' },
            ]}
          />
        </ColumnSettings>
      ))}
    </div>
  );
}

function ColumnSettings({
  index,
  column,
  onChange,
  children,
}: {
  index: number;
  column: Of<'bars'>['columns'][number];
  onChange: (next: Partial<Of<'bars'>['columns'][number]>) => void;
  children?: ReactNode;
}) {
  return (
    <div className="grid gap-1.5 rounded-md border border-line p-2" role="group" aria-label={`Column ${index + 1}`}>
      <div className="flex flex-wrap gap-1.5">
        <Input
          label={`Heading of column ${index + 1}`}
          value={column.name}
          onChange={(event) => onChange({ name: event.target.value })}
          className="w-40"
        />
        <Select
          label={`Unit of column ${index + 1}`}
          value={column.unit}
          onChange={(unit) => onChange({ unit })}
          options={UNITS.map((value) => ({ value, label: UNIT_NAMES[value] }))}
        />
        {children}
      </div>
      <ThresholdsEditor thresholds={column.thresholds} unit={column.unit} onChange={(thresholds) => onChange({ thresholds })} />
    </div>
  );
}
