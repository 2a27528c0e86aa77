/** Calls to what the systems depend on: databases, Redis, other services over HTTP, language models. */
import type { Service } from '@/lib/demo/fleet';
import type { Attributes, Fault, Shape } from '@/lib/demo/shape';
import { span } from '@/lib/demo/shape';
import { fault, type Scene } from '@/lib/demo/systems/scene';

/** A served HTTP request, as FastAPI's instrumentation names it. `status` ≥ 500 makes it an error, as the conventions say. */
export function request(
  method: string,
  route: string,
  status: number,
  options: { readonly service?: Service; readonly takes?: number; readonly attributes?: Attributes } & Pick<
    Shape['options'],
    'notes' | 'fault'
  >,
  ...children: readonly (Shape | undefined)[]
): Shape {
  const { attributes, ...rest } = options;
  return span(
    `${method} ${route}`,
    {
      ...rest,
      kind: 'Server',
      failed: status >= 500 ? '' : undefined,
      attributes: {
        'http.request.method': method,
        'http.route': route,
        'http.response.status_code': status,
        'url.scheme': 'https',
        'network.protocol.version': '1.1',
        ...attributes,
      },
    },
    ...children,
  );
}

const POOL_TIMEOUT = fault(
  'sqlalchemy.exc.TimeoutError',
  'QueuePool limit of size 40 overflow 10 reached, connection timed out, timeout 8.00',
  [
    ['/app/db/session.py', 41, 'session', 'async with engine.connect() as connection:'],
    ['/usr/lib/python3.11/site-packages/sqlalchemy/pool/impl.py', 173, '_do_get', 'raise exc.TimeoutError('],
  ],
);

/** A statement on PostgreSQL. While the database is slow it takes seconds, and one in 25 gets no connection at all. */
export function sql(scene: Scene, database: string, statement: string, typical = 3): Shape {
  const { random } = scene;
  const [operation = 'SELECT'] = statement.split(' ', 1);
  const slow = scene.during('slowDatabase');
  const starved = slow && random.chance(0.04);
  return span(`${operation} ${database}`, {
    kind: 'Client',
    takes: starved ? 8_000 : slow ? random.around(2_600, 0.3) : random.around(typical, 0.5),
    fault: starved ? POOL_TIMEOUT : undefined,
    attributes: {
      'db.system.name': 'postgresql',
      'db.namespace': database,
      'db.operation.name': operation,
      'db.query.text': statement,
      'server.address': 'pg-primary.internal',
      'server.port': 5432,
    },
  });
}

/** A Redis command. The broker answers late while its queues are full. */
export function redis(scene: Scene, command: string, key: string): Shape {
  return span(command, {
    kind: 'Client',
    takes: scene.during('queueBacksUp') ? scene.random.around(60, 0.4) : scene.random.around(0.7, 0.4),
    // The older names on purpose: opentelemetry-instrumentation-redis still sends them.
    attributes: { 'db.system': 'redis', 'db.statement': `${command} ${key}`, 'net.peer.name': 'redis.internal', 'net.peer.port': 6379 },
  });
}

/** An outgoing HTTP request, as HTTPX's instrumentation names it. */
export function fetches(
  scene: Scene,
  method: string,
  host: string,
  path: string,
  options: {
    readonly typical?: number;
    readonly status?: number;
    readonly fault?: Fault | undefined;
    readonly attributes?: Attributes;
  } = {},
  ...children: readonly Shape[]
): Shape {
  const { typical = 40, status = 200 } = options;
  return span(
    method,
    {
      kind: 'Client',
      takes: scene.random.around(typical, 0.4),
      fault: options.fault,
      failed: status >= 400 ? '' : undefined,
      attributes: {
        'http.request.method': method,
        'url.full': `https://${host}${path}`,
        'server.address': host,
        'server.port': 443,
        'http.response.status_code': status,
        ...options.attributes,
      },
    },
    ...children,
  );
}

interface Model {
  readonly provider: string;
  /** Where it answers. */
  readonly host: string;
  readonly name: string;
  /** US dollars per million tokens, in and out. */
  readonly price: readonly [input: number, output: number];
  /** Part of all completions that are asked of it. */
  readonly share: number;
}

export const MODELS: readonly Model[] = [
  { provider: 'openai', host: 'api.openai.com', name: 'gpt-4.1-mini', price: [0.4, 1.6], share: 0.6 },
  { provider: 'anthropic', host: 'api.anthropic.com', name: 'claude-sonnet-4-5', price: [3, 15], share: 0.3 },
  { provider: 'mistral_ai', host: 'api.mistral.ai', name: 'mistral-small-latest', price: [0.1, 0.3], share: 0.1 },
];

/** The model that the next completion is asked of. */
export function pickModel({ random }: Scene): Model {
  return random.weighted(MODELS.map((each) => [each, each.share]));
}

/** What the request of a chat completion says, also where no answer comes. */
export function asked(model: Model): Attributes {
  return { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': model.provider, 'gen_ai.request.model': model.name };
}

/** The attributes of a chat completion that was answered, with tokens and what they cost in US dollars. */
export function completion({ random }: Scene, model: Model, input: number, output: number): Attributes {
  const inputTokens = Math.round(random.around(input, 0.5)) + 1;
  const outputTokens = Math.round(random.around(output, 0.5)) + 1;
  const cost = (inputTokens * model.price[0] + outputTokens * model.price[1]) / 1e6;
  return {
    ...asked(model),
    'gen_ai.response.model': model.name,
    'gen_ai.usage.input_tokens': inputTokens,
    'gen_ai.usage.output_tokens': outputTokens,
    'gen_ai.response.finish_reasons': ['stop'],
    'operation.cost': cost,
    llm_request_id: `req_${random.bits().toString(36)}`,
  };
}
