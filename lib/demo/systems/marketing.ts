/** The marketing agent: searches run as workflows and tell browsers how they go, over Redis and server-sent events. */
import { MINUTE } from '@/lib/base/time';
import { hex } from '@/lib/demo/random';
import { play, span, type Attributes, type Played, type PlayedSpan, type Shape } from '@/lib/demo/shape';
import { asked, completion, fetches, pickModel, redis, request, sql } from '@/lib/demo/systems/calls';
import { fault, type Scene, type System } from '@/lib/demo/systems/scene';

export const EVENT_TYPES = ['searching', 'candidates_found', 'completed'] as const;
type EventType = (typeof EVENT_TYPES)[number];

const MODEL_TIMEOUT = fault('litellm.exceptions.Timeout', 'Request timed out after 10.0 seconds', [
  ['/app/agents/search_agent.py', 88, 'run', 'result = await self.agent.run(prompt, deps=deps)'],
  ['/usr/lib/python3.11/site-packages/pydantic_ai/agent.py', 612, 'run', 'async for _ in graph_run:'],
  ['/usr/lib/python3.11/site-packages/litellm/main.py', 571, 'acompletion', 'raise exception_type(model=model, original_exception=e)'],
]);

/** How many open connections are kept in mind at most: those opened longest ago are forgotten first. */
const REMEMBERED = 200;

/** The system with its open event streams; one for each run of the demo. */
export class Marketing implements System {
  readonly service = 'marketing-agent';
  /** Traces per second, live: 5 in all. Event streams are rare, so that their minutes don't move the service's p95. */
  readonly scenarios = [
    [(scene: Scene): Shape => this.#search(scene), 2.2],
    [readAgent, 2.1],
    [giveFeedback, 0.64],
    [(scene: Scene): Shape => this.#listen(scene), 0.06],
  ] as const;
  #open: PlayedSpan[] = [];
  #published: { readonly type: EventType; readonly span: PlayedSpan }[] = [];

  #search(scene: Scene): Shape {
    const { random, tenant, user } = scene;
    const agent = `search_${random.whole(1, 40)}`;
    const who = { user_id: user, account_id: tenant.id };
    const workflow = `search-${random.bits().toString(16)}`;
    const fails = random.chance(0.004);
    const publish = (type: EventType): Shape => this.#publish(scene, agent, type);
    const collection = 'creators';
    return request(
      'POST',
      '/v1/search/query',
      202,
      { attributes: { ...who, agent_id: agent } },
      span(
        'temporal:start_workflow',
        {
          kind: 'Client',
          takes: random.around(9),
          attributes: { ...who, workflow_id: workflow, 'temporal.workflow.type': 'SearchWorkflow' },
        },
        span(
          'SearchWorkflow.run',
          {
            service: 'marketing-worker',
            kind: 'Consumer',
            later: random.around(14),
            attributes: {
              ...who,
              workflow_id: workflow,
              'temporal.workflow.type': 'SearchWorkflow',
              'messaging.system': 'temporal',
              'messaging.destination.name': 'search-queue',
              'messaging.operation.type': 'process',
            },
            fault: fails ? MODEL_TIMEOUT : undefined,
            notes: [
              {
                severity: fails ? 'ERROR' : 'INFO',
                event: fails ? 'search.failed' : 'search.completed',
                body: fails ? `Search ${workflow} failed: the model did not answer` : `Search ${workflow} completed`,
                attributes: { ...who, 'event.name': fails ? 'search.failed' : 'search.completed', workflow_id: workflow },
              },
            ],
          },
          publish('searching'),
          span(
            'search_agent:run',
            {
              attributes: { ...who, agent_id: agent, 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'search_agent' },
              fault: fails ? MODEL_TIMEOUT : undefined,
            },
            fails
              ? fetches(scene, 'POST', 'litellm.svc', '/v1/chat/completions', {
                  typical: 10_000,
                  status: 504,
                  fault: MODEL_TIMEOUT,
                  attributes: { ...who, ...asked(pickModel(scene)) },
                })
              : fetches(scene, 'POST', 'litellm.svc', '/v1/chat/completions', {
                  typical: 560,
                  attributes: { ...who, session_id: `ses_${user}`, ...completion(scene, pickModel(scene), 2_600, 340) },
                }),
          ),
          span('qdrant:search', {
            kind: 'Client',
            takes: random.around(16),
            attributes: {
              'db.system.name': 'qdrant',
              'db.operation.name': 'search',
              'server.address': 'qdrant.internal',
              collection,
              limit: 50,
              results_count: random.whole(3, 50),
            },
          }),
          fails ? undefined : publish('candidates_found'),
          span('qdrant:upsert', {
            kind: 'Client',
            takes: random.around(9),
            attributes: {
              'db.system.name': 'qdrant',
              'db.operation.name': 'upsert',
              'server.address': 'qdrant.internal',
              collection,
              point_id: random.bits().toString(16),
              status: 'completed',
            },
          }),
          fails ? undefined : publish('completed'),
        ),
      ),
    );
  }

  /** Publishing to Redis. The listener for candidates vanishes in one incident; nothing fails then, and nobody hears. */
  #publish(scene: Scene, agent: string, type: EventType): Shape {
    const { random, user } = scene;
    const unheard = type === 'candidates_found' && scene.during('nobodyListening');
    const subscribers = unheard ? 0 : random.whole(1, 3);
    return span('redis:publish_event', {
      kind: 'Producer',
      takes: scene.during('queueBacksUp') ? random.around(130, 0.3) : random.around(3.5, 0.45),
      attributes: {
        'messaging.system': 'redis',
        'messaging.destination.name': `events:${user}`,
        'messaging.operation.type': 'send',
        user_id: user,
        agent_id: agent,
        agent_type: 'search',
        event_type: type,
        channel: `events:${user}`,
        subscribers,
        success: true,
      },
      notes: unheard
        ? [
            {
              severity: 'WARN',
              event: 'event.unheard',
              body: `Published ${type} to events:${user} and nobody was listening`,
              attributes: { 'event.name': 'event.unheard', user_id: user, event_type: type },
            },
          ]
        : [],
      ...(unheard ? {} : { remember: (played: PlayedSpan): void => void this.#published.push({ type, span: played }) }),
    });
  }

  #listen(scene: Scene): Shape {
    const { random, tenant, user } = scene;
    // Between 20 s and 12 minutes: about 14 connections are open at a time.
    const lasts = Math.min(12 * MINUTE, 20_000 + random.around(3 * MINUTE, 0.6));
    const who = { user_id: user, account_id: tenant.id, channel: `events:${user}` };
    return request(
      'GET',
      '/events/stream',
      200,
      { attributes: who },
      redis(scene, 'SUBSCRIBE', `events:${user}`),
      span('sse:connection', {
        takes: lasts,
        attributes: { ...who, status: 'closed' },
        remember: (played) => {
          this.#open.push(played);
          if (this.#open.length > REMEMBERED) this.#open.shift();
        },
      }),
    );
  }

  /**
   * What the search before this call caused elsewhere: each of its publishes arrives in an event stream that is open
   * at that time, as a span of that stream's trace with a link back to the publish.
   */
  echoes(scene: Scene): Played {
    const played: Played = { spans: [], logs: [] };
    for (const { type, span: publish } of this.#published) {
      const at = publish.to + scene.random.around(6, 0.5);
      const listening = this.#open.filter(({ from, to, resource }) => from < at && at + 50 < to && resource.id.includes(scene.environment));
      if (listening.length === 0) continue;
      const connection = scene.random.pick(listening);
      const delay = at - publish.to;
      const attributes: Attributes = {
        agent_id: publish.attributes.agent_id ?? '',
        event_type: type,
        user_id: connection.attributes.user_id ?? '',
        publish_to_receive_ms: delay,
      };
      const link = { traceId: publish.traceId, spanId: publish.spanId, attributes: { 'link.kind': 'published_by' } };
      const received = play(
        span('sse:event_received', {
          kind: 'Internal',
          takes: scene.random.around(0.8),
          attributes: { ...attributes, published_trace_id: hex(publish.traceId) },
          links: [link],
        }),
        { ...scene, at },
        'marketing-agent',
        connection,
      );
      played.spans.push(...received.spans);
    }
    this.#published = [];
    this.#open = this.#open.filter(({ to }) => to > scene.at);
    return played;
  }
}

function readAgent(scene: Scene): Shape {
  const agent = `search_${scene.random.whole(1, 40)}`;
  return request(
    'GET',
    '/v1/agents/{agent_id}',
    200,
    { attributes: { user_id: scene.user, account_id: scene.tenant.id, agent_id: agent } },
    redis(scene, 'HGETALL', `agent:${agent}`),
  );
}

function giveFeedback(scene: Scene): Shape {
  const rejected = scene.random.chance(0.05);
  return request(
    'POST',
    '/v1/feedback',
    rejected ? 422 : 201,
    { attributes: { user_id: scene.user, account_id: scene.tenant.id } },
    rejected ? undefined : sql(scene, 'marketing', 'INSERT INTO feedback (id, user_id, search_id, score) VALUES ($1, $2, $3, $4)', 4),
  );
}
