import { formatInstant, zoneName, type Zone } from '@/lib/client/format-time';
import type { Millis } from '@/lib/base/time';
import { Choices } from '@/components/alerts/silences/choices';
import { fieldOf, LENGTHS, type FormFault, type SilenceForm } from '@/components/alerts/silences/silence-form';
import { Input } from '@/components/ui/input';
import { Labelled } from '@/components/ui/labelled';

/** When a silence that comes once begins and ends. */
export function OnceFields({
  form,
  fault,
  now,
  zone,
  onChange,
}: {
  form: SilenceForm;
  fault: FormFault | undefined;
  now: Millis;
  zone: Zone;
  onChange: (part: Partial<SilenceForm>) => void;
}) {
  const name = zoneName(zone);
  const later = form.start !== '';
  const lengths = [
    ...LENGTHS.map(({ length, name: text }) => ({ value: length as Millis | undefined, name: text })),
    { value: undefined, name: 'until …' },
  ];
  return (
    <>
      <Labelled text="Begins">
        {form.began !== undefined ? (
          <span className="text-sm text-fg-2">It began {formatInstant(form.began, zone, now)}.</span>
        ) : (
          <div className="flex flex-wrap items-center gap-1.5">
            <Choices
              label="Begins"
              value={later}
              options={[
                { value: false, name: 'now' },
                { value: true, name: 'later …' },
              ]}
              onChange={(next) => onChange({ start: next ? fieldOf(now, name) : '' })}
            />
            {later && (
              <Input
                label={`Begins at, in ${name}`}
                type="datetime-local"
                value={form.start}
                invalid={fault?.field === 'start'}
                onChange={(event) => onChange({ start: event.target.value })}
              />
            )}
          </div>
        )}
      </Labelled>
      <Labelled text={form.length === undefined ? 'Until' : 'For'}>
        <div className="flex flex-wrap items-center gap-1.5">
          <Choices
            label="How long"
            value={form.length}
            options={lengths}
            onChange={(length) => onChange({ length, ...(length === undefined && form.end === '' ? { end: fieldOf(now, name) } : {}) })}
          />
          {form.length === undefined && (
            <Input
              label={`Ends at, in ${name}`}
              type="datetime-local"
              value={form.end}
              invalid={fault?.field === 'end'}
              onChange={(event) => onChange({ end: event.target.value })}
            />
          )}
        </div>
      </Labelled>
    </>
  );
}
