import { TriangleAlert } from 'lucide-react';
import { counted } from '@/lib/base/units';
import type { ImportedDashboard } from '@/lib/model/saved-dashboard';

const FORMATS: Readonly<Record<ImportedDashboard['format'], string>> = {
  hearth: 'Hearth’s own format',
  perses: 'a Perses dashboard',
  logfire: 'a Logfire dashboard',
};

/** What an import makes, and what of it did not carry over. */
export function ImportPreview({ imported: { dashboard, format, report } }: { imported: ImportedDashboard }) {
  const panels = dashboard.sections.flatMap((section) => section.panels);
  return (
    <div className="grid gap-3">
      <div>
        <h3 className="text-base font-semibold">{dashboard.title}</h3>
        <p className="text-sm text-fg-3">
          From {FORMATS[format]}: {counted(panels.length, 'panel')}, {counted(dashboard.variables.length, 'variable')}.
        </p>
      </div>
      {report.length === 0 ? (
        <p className="text-sm text-ok">All of it carries over.</p>
      ) : (
        <section aria-label="What does not carry over" className="grid gap-1.5">
          <h4 className="flex items-center gap-1.5 text-sm font-medium text-warn">
            <TriangleAlert size={13} aria-hidden />
            {report.length === 1 ? 'One thing does not carry over' : `${report.length} things do not carry over`}
          </h4>
          <ul className="grid max-h-48 gap-1 overflow-y-auto text-sm text-fg-2">
            {report.map((line, index) => (
              <li key={index} className="border-l-2 border-line-strong pl-2 break-words">
                {line}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label="Panels">
        <h4 className="mb-1 text-sm font-medium">Panels</h4>
        <ul className="grid max-h-48 gap-px overflow-y-auto text-sm text-fg-2">
          {panels.map(({ id, title, view }) => (
            <li key={id} className="flex gap-2">
              <span className="truncate">{title === '' ? id : title}</span>
              <span className="ml-auto shrink-0 text-fg-3">{view.kind}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
