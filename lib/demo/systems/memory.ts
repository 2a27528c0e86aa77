/** Memory cloud: an MCP gateway in front of a cloud API in front of one API per tenant, with ARQ jobs behind. */
import { span, type Attributes, type Shape } from '@/lib/demo/shape';
import { fetches, redis, request, sql } from '@/lib/demo/systems/calls';
import { fault, type Scene, type System } from '@/lib/demo/systems/scene';

type Operation = 'provision' | 'update' | 'delete' | 'search' | 'list';

const MACHINE_GONE = fault('memory.fly.MachineNotFoundError', 'Machine is gone: it was destroyed while the request waited for it', [
  ['/app/cloud/routing.py', 75, 'forward', 'machine = await self.fly.wait_started(tenant.machine_id)'],
  ['/app/cloud/fly.py', 142, 'wait_started', 'raise MachineNotFoundError(machine_id)'],
]);

/** What every span of this system carries. */
function who({ tenant, user, environment }: Scene, operation: Operation): Attributes {
  return {
    'tenant.id': tenant.id,
    'user.id': user,
    workos_user_id: `user_01${user.slice(4).toUpperCase()}`,
    'service.namespace': environment,
    'operation.type': operation,
    'tenant.app_name': `memory-${tenant.id.slice(4)}`,
  };
}

/** Puts what every span carries on each span of the shape. */
function stamped(shape: Shape, stamp: Attributes): Shape {
  return {
    ...shape,
    options: { ...shape.options, attributes: { ...stamp, ...shape.options.attributes } },
    children: shape.children.map((child) => stamped(child, stamp)),
  };
}

/** MCP gateway → cloud → tenant API: the way of every tool call. */
function tool(scene: Scene, name: string, operation: Operation, ...inside: readonly (Shape | undefined)[]): Shape {
  const { random, tenant } = scene;
  const app = `memory-${tenant.id.slice(4)}.fly.dev`;
  const gone = random.chance(0.003);
  const status = gone ? 503 : 200;
  const tenantApi = request('POST', '/api/tools/{tool}', 200, { service: 'memory-tenant-api' }, ...inside);
  return stamped(
    request(
      'POST',
      '/mcp',
      status,
      {
        attributes: { 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': name },
        notes: gone
          ? [
              {
                severity: 'ERROR',
                body: `Tool ${name} failed: ${MACHINE_GONE.message}`,
                attributes: { ...who(scene, operation), 'exception.type': MACHINE_GONE.type, 'exception.message': MACHINE_GONE.message },
              },
            ]
          : [],
      },
      span('workos.verify_session', { kind: 'Client', takes: random.around(7), attributes: { 'server.address': 'api.workos.com' } }),
      fetches(
        scene,
        'POST',
        'cloud.memory.internal',
        '/v1/forward',
        { typical: 3, status },
        request(
          'POST',
          '/v1/forward',
          status,
          { service: 'memory-cloud', fault: gone ? MACHINE_GONE : undefined },
          sql(scene, 'memory_cloud', 'SELECT tenants.id, tenants.app_name, tenants.machine_id FROM tenants WHERE tenants.id = $1'),
          gone
            ? undefined
            : fetches(
                scene,
                'POST',
                app,
                `/api/tools/${name}`,
                { typical: 4, attributes: { 'peer.service': 'memory-tenant-api' } },
                tenantApi,
              ),
        ),
      ),
    ),
    who(scene, operation),
  );
}

const search = (scene: Scene): Shape =>
  tool(
    scene,
    'memory_search',
    'search',
    span('embed_query', { takes: scene.random.around(28) }),
    sql(scene, 'memory_tenant', 'SELECT id, content, embedding <=> $1 AS distance FROM memories ORDER BY distance LIMIT $2', 18),
  );

const list = (scene: Scene): Shape =>
  tool(
    scene,
    'memory_list',
    'list',
    sql(scene, 'memory_tenant', 'SELECT id, title, updated_at FROM memories ORDER BY updated_at DESC LIMIT $1', 6),
  );

function job(scene: Scene, name: string, later: number, ...children: readonly Shape[]): Shape {
  return span(
    `arq:${name}`,
    {
      service: 'memory-worker',
      kind: 'Consumer',
      later,
      attributes: {
        'messaging.system': 'redis',
        'messaging.destination.name': 'arq:queue',
        'messaging.operation.type': 'process',
        'arq.function': name,
      },
    },
    ...children,
  );
}

const write = (scene: Scene): Shape =>
  tool(
    scene,
    'memory_write',
    'update',
    sql(scene, 'memory_tenant', 'UPDATE memories SET content = $1, updated_at = now() WHERE id = $2', 5),
    redis(scene, 'ZADD', 'arq:queue'),
    job(
      scene,
      'reindex_memory',
      scene.random.around(90),
      span('embed_document', { takes: scene.random.around(60) }),
      sql(scene, 'memory_tenant', 'UPDATE memories SET embedding = $1 WHERE id = $2', 7),
    ),
  );

const remove = (scene: Scene): Shape =>
  tool(scene, 'memory_delete', 'delete', sql(scene, 'memory_tenant', 'DELETE FROM memories WHERE id = $1', 5));

/** A new tenant: a background job that builds its app on Fly.io, step by step, in the trace of the request. */
function provision(scene: Scene): Shape {
  const { random, tenant } = scene;
  const stamp = who(scene, 'provision');
  const fly = (method: string, path: string, typical: number): Shape =>
    fetches(scene, method, 'api.machines.dev', path, { typical, status: method === 'POST' ? 201 : 200 });
  return stamped(
    request(
      'POST',
      '/v1/tenants',
      202,
      {
        service: 'memory-cloud',
        notes: [
          {
            severity: 'INFO',
            event: 'tenant.provisioned',
            body: `Tenant ${tenant.name} is being provisioned`,
            attributes: { ...stamp, 'event.name': 'tenant.provisioned' },
          },
        ],
      },
      sql(scene, 'memory_cloud', 'INSERT INTO tenants (id, name, app_name, plan) VALUES ($1, $2, $3, $4)', 6),
      redis(scene, 'ZADD', 'arq:queue'),
      job(
        scene,
        'provision_tenant',
        random.around(150),
        fly('POST', '/v1/apps', 180),
        fly('POST', `/v1/apps/memory-${tenant.id.slice(4)}/volumes`, 220),
        fly('POST', `/v1/apps/memory-${tenant.id.slice(4)}/machines`, 400),
        fly('GET', `/v1/apps/memory-${tenant.id.slice(4)}/machines/wait`, 300),
        sql(scene, 'memory_cloud', 'UPDATE tenants SET status = $1, machine_id = $2 WHERE id = $3', 5),
      ),
    ),
    stamp,
  );
}

/** Traces per second, live: 4 in all. */
export const MEMORY: System = {
  service: 'memory-gateway',
  scenarios: [
    [search, 1.7],
    [write, 1.1],
    [list, 0.9],
    [remove, 0.2],
    [provision, 0.1],
  ],
};
