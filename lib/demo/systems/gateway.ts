/** The agent gateway: takes tasks, finds an agent with the capability, and asks a model provider on its behalf. */
import { span, type Shape } from '@/lib/demo/shape';
import { asked, completion, fetches, pickModel, redis, request } from '@/lib/demo/systems/calls';
import { fault, type Scene, type System } from '@/lib/demo/systems/scene';

const CAPABILITIES = ['summarize', 'translate', 'extract_entities', 'plan', 'classify'] as const;

const RATE_LIMITED = fault(
  'httpx.HTTPStatusError',
  "Client error '429 Too Many Requests' for url 'https://api.openai.com/v1/chat/completions'",
  [
    ['/app/gateway/executor.py', 117, 'execute', 'response = await self.provider.complete(request)'],
    ['/app/gateway/providers/openai.py', 54, 'complete', 'response.raise_for_status()'],
    [
      '/usr/lib/python3.11/site-packages/httpx/_models.py',
      829,
      'raise_for_status',
      'raise HTTPStatusError(message, request=request, response=self)',
    ],
  ],
);

function execute(scene: Scene): Shape {
  const { random, tenant, user } = scene;
  const capability = random.pick(CAPABILITIES);
  const task = `task_${random.bits().toString(36)}`;
  const correlation = random.bits().toString(16).padStart(8, '0');
  const who = { tenant_id: tenant.id, 'enduser.id': user };
  const limited = random.chance(0.006);
  const model = pickModel(scene);
  return request(
    'POST',
    '/v1/tasks',
    limited ? 502 : 200,
    {
      attributes: { ...who, correlation_id: correlation },
      notes: [
        {
          severity: 'INFO',
          body: `Task ${task} accepted`,
          after: 1,
          attributes: { ...who, correlation_id: correlation, 'event.name': 'task.accepted' },
          event: 'task.accepted',
        },
      ],
    },
    redis(scene, 'GET', `capability:${capability}`),
    span(
      'agent.execute',
      {
        attributes: {
          ...who,
          task_id: task,
          capability,
          'gen_ai.agent.id': `weaver-${capability}`,
          'gen_ai.operation.name': 'invoke_agent',
        },
        succeeded: !limited,
        fault: limited ? RATE_LIMITED : undefined,
        events: [{ name: 'capability.resolved', after: 0.4, attributes: { capability, candidates: random.whole(1, 4) } }],
        notes: [
          limited
            ? {
                severity: 'ERROR',
                body: `Task ${task} failed: the provider is rate limiting`,
                attributes: {
                  ...who,
                  correlation_id: correlation,
                  'exception.type': RATE_LIMITED.type,
                  'exception.message': RATE_LIMITED.message,
                  'exception.stacktrace': RATE_LIMITED.stack,
                },
              }
            : { severity: 'DEBUG', body: `Task ${task} done`, attributes: { ...who, correlation_id: correlation } },
        ],
      },
      fetches(scene, 'POST', model.host, '/v1/chat/completions', {
        typical: limited ? 60 : 430,
        status: limited ? 429 : 200,
        fault: limited ? RATE_LIMITED : undefined,
        attributes: limited ? { ...who, ...asked(model) } : { ...who, session_id: `ses_${user}`, ...completion(scene, model, 1_200, 240) },
      }),
      redis(scene, 'SETEX', `result:${task}`),
    ),
  );
}

const probe =
  (route: string) =>
  (scene: Scene): Shape =>
    request('GET', route, 200, { takes: scene.random.around(0.9), attributes: { 'user_agent.original': 'kube-probe/1.31' } });

function capabilities(scene: Scene): Shape {
  return request('GET', '/v1/capabilities', 200, { attributes: { tenant_id: scene.tenant.id } }, redis(scene, 'SMEMBERS', 'capabilities'));
}

/** Traces per second, live: 4 in all. */
export const GATEWAY: System = {
  service: 'agent-gateway',
  scenarios: [
    [execute, 1.7],
    [probe('/health'), 1],
    [probe('/ready'), 0.5],
    [capabilities, 0.8],
  ],
};
