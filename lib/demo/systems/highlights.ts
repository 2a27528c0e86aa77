/** The Highlights API: streams come in, workers cut them into segments and look for highlights. FastAPI, Celery, SQLAlchemy, Redis, S3. */
import { span, type Attributes, type Shape } from '@/lib/demo/shape';
import { completion, fetches, pickModel, redis, request, sql } from '@/lib/demo/systems/calls';
import { broken, overQuota, PROBE_FAILED } from '@/lib/demo/systems/highlights-faults';
import type { Scene, System } from '@/lib/demo/systems/scene';

export const PLATFORMS = ['twitch', 'youtube', 'rtmp'] as const;
export const METHODS = ['ai', 'audio_peak', 'chat_spike'] as const;
/** The tenant key of this system. */
const owner = ({ tenant, user }: Scene): Attributes => ({ organization_id: tenant.id, user_id: user });

const INSERT_STREAM =
  'INSERT INTO streams (id, organization_id, url, platform, status, created_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING streams.id';

function startStream(scene: Scene): Shape {
  const { random, tenant } = scene;
  const platform = random.weighted([
    ['twitch', 5],
    ['youtube', 3],
    ['rtmp', 2],
  ] as const);
  const stream = `str_${random.bits().toString(36)}`;
  const who = { ...owner(scene), stream_id: stream, platform };
  if (scene.during('overQuota') && tenant.id === 'org_sparrow') return overQuota(scene, who);
  if (scene.during('badDeploy') && random.chance(0.55)) return broken(scene, who);

  // Celery takes a task up quickly, until its queue backs up.
  const waits = scene.during('queueBacksUp') ? random.around(240_000, 0.3) : random.around(120, 0.5);
  const probeFails = random.chance(scene.during('queueBacksUp') ? 0.2 : 0.004);
  return request(
    'POST',
    '/api/v1/streams',
    200,
    {
      attributes: {
        ...who,
        'client.address': `10.4.${random.whole(0, 15)}.${random.whole(1, 254)}`,
        'user_agent.original': 'highlights-sdk/4.2',
      },
      notes: [
        {
          severity: 'INFO',
          event: 'stream.started',
          body: `Stream ${stream} started on ${platform}`,
          attributes: { 'event.name': 'stream.started', ...who },
        },
      ],
    },
    span(
      'start_stream',
      { attributes: { ...who, layer: 'use_case' } },
      span(
        'validate_user',
        { attributes: owner(scene) },
        sql(scene, 'highlights', 'SELECT users.id, users.role, users.organization_id FROM users WHERE users.id = $1'),
      ),
      span('check_quota', { attributes: owner(scene) }, redis(scene, 'GET', `quota:${tenant.id}`)),
      span(
        'start_stream_processing',
        { attributes: { ...who, layer: 'service' } },
        span('detect_platform', { attributes: { platform } }),
        span('save_stream', {}, sql(scene, 'highlights', INSERT_STREAM, 5)),
        span('get_agent_config', {}, redis(scene, 'HGETALL', `agent:${tenant.id}`)),
        span('trigger_async_processing', {
          kind: 'Producer',
          takes: random.around(2),
          attributes: { 'messaging.system': 'redis', 'messaging.destination.name': 'ingest', 'messaging.operation.type': 'send' },
        }),
      ),
      span('trigger_webhook', {}, fetches(scene, 'POST', 'hooks.example.com', `/${tenant.id}/stream-started`, { typical: 35 })),
    ),
    ingest(scene, who, waits, probeFails),
    probeFails ? undefined : detect(scene, who, waits + random.around(1_600, 0.3)),
  );
}

/** Attributes of a Celery task's span, as its instrumentation sends them. */
const task = (name: string, queue: string, failed: boolean): Attributes => ({
  'celery.action': 'run',
  'celery.task_name': `tasks.${name}`,
  'celery.state': failed ? 'FAILURE' : 'SUCCESS',
  'messaging.system': 'redis',
  'messaging.destination.name': queue,
  'messaging.operation.type': 'process',
});

function ingest(scene: Scene, who: Attributes, later: number, fails: boolean): Shape {
  const { random } = scene;
  const probe = span('probe_stream', { takes: random.around(90), fault: fails ? PROBE_FAILED : undefined });
  const rest = fails
    ? []
    : [
        span('create_segments', { takes: random.around(320), attributes: { segments: random.whole(4, 18) } }),
        span('extract_keyframes', { takes: random.around(210), attributes: { keyframes: random.whole(20, 140) } }),
        fetches(scene, 'PUT', 's3.eu-central-1.amazonaws.com', '/highlights-segments/upload', {
          typical: 80,
          attributes: { 'rpc.system': 'aws-api', 'rpc.service': 'S3', 'rpc.method': 'PutObject' },
        }),
      ];
  return span(
    'ingest_stream_with_ffmpeg',
    {
      service: 'highlights-worker',
      kind: 'Consumer',
      later,
      attributes: { ...who, ...task('ingest_stream_with_ffmpeg', 'ingest', fails) },
      fault: fails ? PROBE_FAILED : undefined,
      notes: fails
        ? [
            {
              severity: 'ERROR',
              event: 'stream.failed',
              body: `Stream ${String(who.stream_id)} failed: ${PROBE_FAILED.message}`,
              attributes: {
                'event.name': 'stream.failed',
                'exception.type': PROBE_FAILED.type,
                'exception.message': PROBE_FAILED.message,
                'exception.stacktrace': PROBE_FAILED.stack,
                ...who,
              },
            },
          ]
        : [],
    },
    probe,
    ...rest,
  );
}

function detect(scene: Scene, who: Attributes, later: number): Shape {
  const { random } = scene;
  const found = random.chance(0.55);
  const method = random.pick(METHODS);
  const confidence = Math.min(0.999, random.around(0.72, 0.2));
  return span(
    'detect_highlights_with_ai',
    {
      service: 'highlights-worker',
      kind: 'Consumer',
      later,
      attributes: { ...who, ...task('detect_highlights_with_ai', 'detect', false) },
      notes: [
        {
          severity: 'INFO',
          event: 'stream.completed',
          body: `Stream ${String(who.stream_id)} completed`,
          attributes: { 'event.name': 'stream.completed', ...who },
        },
      ],
    },
    span(
      'analyze_content_segment',
      { attributes: { segment: 0 } },
      span('chat', {
        kind: 'Client',
        takes: random.around(520),
        attributes: { ...completion(scene, pickModel(scene), 1_900, 160), organization_id: who.organization_id ?? '' },
      }),
    ),
    span('should_create_highlight', { takes: random.around(3), attributes: { method, confidence, decision: found } }),
    found
      ? span(
          'create_highlight',
          { attributes: { method, confidence } },
          sql(
            scene,
            'highlights',
            'INSERT INTO highlights (id, stream_id, starts_at, ends_at, confidence, method) VALUES ($1, $2, $3, $4, $5, $6)',
            4,
          ),
        )
      : undefined,
  );
}

function readStream(scene: Scene): Shape {
  const missing = scene.random.chance(0.03);
  return request(
    'GET',
    '/api/v1/streams/{stream_id}',
    missing ? 404 : 200,
    { attributes: owner(scene) },
    redis(scene, 'GET', 'stream:state'),
    sql(
      scene,
      'highlights',
      'SELECT streams.id, streams.status, streams.platform FROM streams WHERE streams.id = $1 AND streams.organization_id = $2',
    ),
  );
}

function listHighlights(scene: Scene): Shape {
  return request(
    'GET',
    '/api/v1/highlights',
    200,
    { attributes: owner(scene) },
    sql(
      scene,
      'highlights',
      'SELECT count(*) FROM highlights JOIN streams ON streams.id = highlights.stream_id WHERE streams.organization_id = $1',
      9,
    ),
    sql(
      scene,
      'highlights',
      'SELECT highlights.id, highlights.starts_at, highlights.confidence FROM highlights WHERE organization_id = $1 ORDER BY created_at DESC LIMIT $2',
      14,
    ),
  );
}

function usage(scene: Scene): Shape {
  return request(
    'GET',
    '/api/v1/organizations/{organization_id}/usage',
    200,
    { attributes: owner(scene) },
    sql(scene, 'highlights', 'SELECT sum(minutes) FROM usage WHERE organization_id = $1 AND day >= $2', 22),
  );
}

function initializeAgent(scene: Scene): Shape {
  const agent = `agt_${scene.random.bits().toString(36)}`;
  return request(
    'POST',
    '/api/v1/agents',
    201,
    {
      attributes: { ...owner(scene), agent_id: agent },
      notes: [
        {
          severity: 'INFO',
          event: 'agent.initialized',
          body: `Agent ${agent} initialized`,
          attributes: { 'event.name': 'agent.initialized', agent_id: agent, ...owner(scene) },
        },
      ],
    },
    sql(scene, 'highlights', 'INSERT INTO agents (id, organization_id, config) VALUES ($1, $2, $3)', 4),
  );
}

/** Traces per second, live: 7 in all. */
export const HIGHLIGHTS: System = {
  service: 'highlights-api',
  scenarios: [
    [startStream, 1.7],
    [readStream, 2.5],
    [listHighlights, 1.9],
    [usage, 0.6],
    [initializeAgent, 0.3],
  ],
};
