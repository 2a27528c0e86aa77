import { clsx } from 'clsx';
import { useId } from 'react';
import type { FormFault, SilenceForm } from '@/components/alerts/silences/silence-form';
import { WEEKDAYS } from '@/components/alerts/silences/time-words';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Labelled } from '@/components/ui/labelled';

/** The days, the time of day, the length and the zone of a window that comes every week. */
export function WeeklyFields({
  form,
  fault,
  onChange,
}: {
  form: SilenceForm;
  fault: FormFault | undefined;
  onChange: (part: Partial<SilenceForm>) => void;
}) {
  const zones = useId();
  const invalid = (field: FormFault['field']) => fault?.field === field;
  const toggle = (day: number) =>
    onChange({ days: form.days.includes(day) ? form.days.filter((one) => one !== day) : [...form.days, day] });
  return (
    <>
      <Labelled text="Every">
        <div role="group" aria-label="Days" className="flex flex-wrap gap-1">
          {WEEKDAYS.map((name, index) => {
            const chosen = form.days.includes(index + 1);
            return (
              <Button
                key={name}
                aria-pressed={chosen}
                aria-label={name}
                className={clsx('w-10 justify-center px-0!', chosen && 'border-ember! bg-ember-soft! text-fg!')}
                onClick={() => toggle(index + 1)}
              >
                {name.slice(0, 3)}
              </Button>
            );
          })}
        </div>
      </Labelled>
      <div className="grid grid-cols-[auto_auto_1fr] gap-3 max-sm:grid-cols-2">
        <Labelled text="From">
          <Input
            label="Time of day at which it begins"
            type="time"
            value={form.clock}
            invalid={invalid('clock')}
            onChange={(event) => onChange({ clock: event.target.value })}
          />
        </Labelled>
        <Labelled text="For">
          <div className="flex items-center gap-1.5">
            <Input
              label="Hours"
              type="number"
              min={0}
              max={168}
              value={form.hours}
              invalid={invalid('length')}
              end={<span className="text-fg-3">h</span>}
              className="w-18 max-sm:w-16"
              onChange={(event) => onChange({ hours: event.target.value })}
            />
            <Input
              label="Minutes"
              type="number"
              min={0}
              max={59}
              value={form.minutes}
              invalid={invalid('length')}
              end={<span className="text-fg-3">min</span>}
              className="w-20"
              onChange={(event) => onChange({ minutes: event.target.value })}
            />
          </div>
        </Labelled>
        <Labelled text="Time zone" className="max-sm:col-span-2">
          <Input
            label="Time zone"
            list={zones}
            value={form.zone}
            invalid={invalid('zone')}
            spellCheck={false}
            onChange={(event) => onChange({ zone: event.target.value })}
          />
          <datalist id={zones}>
            {['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </Labelled>
      </div>
      <Labelled text="Until" note={form.until === '' ? 'Empty: it goes on until somebody ends it.' : `In ${form.zone}.`}>
        <Input
          label="Ends for good at"
          type="datetime-local"
          value={form.until}
          invalid={invalid('until')}
          className="w-56"
          onChange={(event) => onChange({ until: event.target.value })}
        />
      </Labelled>
    </>
  );
}
