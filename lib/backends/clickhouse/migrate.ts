/** Makes the tables, and brings existing ones up to date: only ever by adding, so a Collector that writes them goes on. */
import { EXCEPTION_VIEWS, exceptionsTable } from '@/lib/backends/clickhouse/ddl-exceptions';
import { metricTables } from '@/lib/backends/clickhouse/ddl-metrics';
import { logsTable, pendingTable, spansTable, TRACE_BOUNDS_TABLE, TRACE_BOUNDS_VIEW } from '@/lib/backends/clickhouse/ddl-records';
import { createTable, identifier, timeToLive, type TableDefinition } from '@/lib/backends/clickhouse/ddl-table';
import { readLayout, type Layout } from '@/lib/backends/clickhouse/layout';
import { prepareRollups } from '@/lib/backends/clickhouse/rollup-level';
import { CALLS_TABLE } from '@/lib/backends/clickhouse/service-map-table';
import type { Transport } from '@/lib/backends/clickhouse/transport';

export interface SchemaSettings {
  readonly retentionDays: { readonly traces: number; readonly logs: number; readonly metrics: number };
  /** Attribute keys that can name the tenant, first found wins. */
  readonly tenantKeys: readonly string[];
  /** false: no roll-ups are made, and none is read. */
  readonly rollups?: boolean;
}

/** A pending span is of use until its end comes; whatever runs for longer shows up when it ends. */
const PENDING_DAYS = 1;

const options = { signal: new AbortController().signal };

/** Every table of Hearth's, as `settings` wants them. */
export function tableDefinitions({ tenantKeys }: SchemaSettings): TableDefinition[] {
  return [
    spansTable(tenantKeys),
    TRACE_BOUNDS_TABLE,
    pendingTable(tenantKeys),
    logsTable(tenantKeys),
    exceptionsTable(tenantKeys),
    ...metricTables(tenantKeys),
    CALLS_TABLE,
  ];
}

/** Creates what is missing and alters what differs. Returns the layout as it is then. Throws BackendError. */
export async function migrate(transport: Transport, settings: SchemaSettings): Promise<Layout> {
  const tables = await existing(transport);
  for (const table of tableDefinitions(settings)) {
    const days = table.signal === 'pending' ? PENDING_DAYS : settings.retentionDays[table.signal];
    const found = tables.get(table.name);
    if (!found) await transport.command(createTable(table, days));
    else for (const statement of differences(table, days, found)) await transport.command(statement);
  }
  if (!tables.has(TRACE_BOUNDS_VIEW.name)) {
    await transport.command(TRACE_BOUNDS_VIEW.statement);
    // Bounds of only some of a trace's spans would hide the others.
    if (tables.has('otel_traces')) await transport.command(`INSERT INTO ${TRACE_BOUNDS_TABLE.name} ${TRACE_BOUNDS_VIEW.select}`);
  }
  for (const { name, source, statement, fill } of EXCEPTION_VIEWS) {
    if (tables.has(name)) continue;
    await transport.command(statement);
    if (tables.has(source)) await transport.command(fill);
  }
  if (settings.rollups !== false) {
    await prepareRollups(transport, await readLayout(transport, options), settings.retentionDays.traces, settings.tenantKeys);
  }
  return readLayout(transport, options);
}

interface Existing {
  /** As the engine prints it. */
  readonly engine: string;
  /** The whole statement that would make it. */
  readonly statement: string;
  /** Column name to its default expression, '' for none. */
  readonly columns: ReadonlyMap<string, string>;
}

async function existing(transport: Transport): Promise<Map<string, Existing>> {
  const tables = await transport.query(
    'SELECT name, engine_full, create_table_query FROM system.tables WHERE database = currentDatabase()',
    {},
    options,
  );
  const columns = await transport.query(
    'SELECT table, name, default_expression FROM system.columns WHERE database = currentDatabase()',
    {},
    options,
  );
  return new Map(
    tables.rows.map(([table, engine, statement]) => {
      const own = columns.rows.filter(([of]) => of === table).map(([, name, expression]) => [String(name), String(expression)] as const);
      return [String(table), { engine: String(engine), statement: String(statement), columns: new Map(own) }];
    }),
  );
}

function differences(table: TableDefinition, days: number, found: Existing): string[] {
  const alter = `ALTER TABLE ${table.name}`;
  const statements: string[] = [];
  const added = table.added.filter(({ name }) => !found.columns.has(name));
  if (added.length > 0) {
    statements.push(
      `${alter} ${added.map(({ name, definition }) => `ADD COLUMN IF NOT EXISTS ${identifier(name)} ${definition}`).join(', ')}`,
    );
  }
  for (const projection of table.projections ?? []) {
    const [name] = projection.split(' ');
    // Of parts that are there already, which have none until the engine has gone through them, it reads the rows.
    if (!found.statement.includes(`PROJECTION ${name} `))
      statements.push(`${alter} ADD PROJECTION IF NOT EXISTS ${projection}`, `${alter} MATERIALIZE PROJECTION ${name}`);
  }
  const tenant = table.added.find(({ name }) => name === 'Tenant');
  const tenantNow = found.columns.get('Tenant');
  if (tenant && tenantNow !== undefined && !sameExpression(tenant.definition, tenantNow)) {
    // Old rows get the new tenant too. It is waited for, because roll-ups are made anew from it. The engine leaves projections as they are.
    const kept = (table.projections ?? [])
      .filter((projection) => projection.includes('Tenant'))
      .map((projection) => projection.split(' ')[0]);
    const wait = 'SETTINGS mutations_sync = 1';
    statements.push(
      ...kept.map((name) => `${alter} CLEAR PROJECTION ${name} ${wait}`),
      `${alter} MODIFY COLUMN Tenant ${tenant.definition}`,
      `${alter} MATERIALIZE COLUMN Tenant ${wait}`,
      ...kept.map((name) => `${alter} MATERIALIZE PROJECTION ${name} ${wait}`),
    );
  }
  for (const { name, definition } of table.added) {
    const now = found.columns.get(name);
    // more keys can carry a field than did when the table was made: rows that are there stay as they are
    if (name !== 'Tenant' && now !== undefined && definition.includes(' MATERIALIZED multiIf(') && !sameExpression(definition, now))
      statements.push(`${alter} MODIFY COLUMN ${identifier(name)} ${definition}`);
  }
  if (!found.engine.includes(timeToLive(table, days))) statements.push(`${alter} MODIFY TTL ${timeToLive(table, days)}`);
  return statements;
}

/** The engine prints expressions its own way: only the literals in them, the keys, are compared. */
function sameExpression(definition: string, printed: string): boolean {
  const literals = (text: string) => (text.match(/'(?:[^'\\]|\\.)*'/g) ?? []).join();
  return literals(definition) === literals(printed);
}
