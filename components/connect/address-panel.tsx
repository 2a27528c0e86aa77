import type { Endpoints } from '@/components/connect/guides';
import { CopyButton } from '@/components/ui/copy-button';
import { Panel } from '@/components/ui/panel';

const NAMES = [
  ['http', 'OTLP over HTTP'],
  ['grpc', 'OTLP over gRPC'],
  ['app', 'Logfire SDK'],
] as const;

/** Where to send, one line per protocol. */
export function AddressPanel({ endpoints }: { endpoints: Endpoints }) {
  return (
    <Panel title="Addresses">
      <dl>
        {NAMES.map(([key, name]) => (
          <div key={key} className="flex h-7 items-center gap-2 border-b border-line/60 text-sm last:border-0">
            <dt className="w-26 shrink-0 text-fg-2">{name}</dt>
            <dd className="flex min-w-0 flex-1 items-center justify-between gap-1">
              <span className="truncate font-mono">{endpoints[key]}</span>
              <CopyButton text={endpoints[key]} label={`Copy the address for ${name}`} />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
