/** How the Highlights API fails. */
import { span, type Attributes, type Shape } from '@/lib/demo/shape';
import { redis, request, sql } from '@/lib/demo/systems/calls';
import { fault, type Scene } from '@/lib/demo/systems/scene';

const QUOTA_EXCEEDED = fault('app.errors.QuotaExceededError', 'Processing minutes for this billing period are used up', [
  ['/app/api/v1/streams.py', 62, 'create_stream', 'await use_case.execute(command)'],
  ['/app/use_cases/start_stream.py', 48, 'execute', 'await self.quota.check(organization, minutes=command.minutes)'],
  ['/app/services/quota.py', 91, 'check', 'raise QuotaExceededError(organization)'],
]);

/** What version 2.8.0 broke: RTMP sources have no channel, and the new code reads it all the same. */
const BAD_DEPLOY = fault('AttributeError', "'NoneType' object has no attribute 'channel_id'", [
  ['/usr/lib/python3.11/site-packages/fastapi/routing.py', 301, 'app', 'raw_response = await run_endpoint_function('],
  ['/app/api/v1/streams.py', 62, 'create_stream', 'await use_case.execute(command)'],
  ['/app/use_cases/start_stream.py', 71, 'execute', 'platform = self.platforms.detect(command.url)'],
  ['/app/services/platforms.py', 133, 'detect', 'return Platform(kind, source.channel.channel_id)'],
]);

export const PROBE_FAILED = fault('app.media.ProbeError', 'ffprobe exited with 1: Invalid data found when processing input', [
  ['/app/tasks/ingest.py', 38, 'ingest_stream_with_ffmpeg', 'info = probe_stream(stream.url)'],
  ['/app/media/probe.py', 27, 'probe_stream', 'raise ProbeError(result.returncode, result.stderr)'],
]);

/** A start that the bad deploy breaks. `who`: what its spans carry. */
export function broken(scene: Scene, who: Attributes): Shape {
  return request(
    'POST',
    '/api/v1/streams',
    500,
    {
      attributes: who,
      fault: BAD_DEPLOY,
      notes: [
        {
          severity: 'ERROR',
          body: 'Unhandled exception in POST /api/v1/streams',
          attributes: { ...who, 'exception.type': BAD_DEPLOY.type, 'exception.message': BAD_DEPLOY.message },
        },
        // a stream that never began has failed, too
        {
          severity: 'ERROR',
          event: 'stream.failed',
          body: `Stream ${String(who.stream_id)} failed: ${BAD_DEPLOY.message}`,
          attributes: { 'event.name': 'stream.failed', ...who },
        },
      ],
    },
    span(
      'start_stream',
      { attributes: who, fault: BAD_DEPLOY },
      span(
        'validate_user',
        {},
        sql(scene, 'highlights', 'SELECT users.id, users.role, users.organization_id FROM users WHERE users.id = $1'),
      ),
      span('start_stream_processing', { fault: BAD_DEPLOY }, span('detect_platform', { fault: BAD_DEPLOY })),
    ),
  );
}

/** A start that the quota refuses. */
export function overQuota(scene: Scene, who: Attributes): Shape {
  return request(
    'POST',
    '/api/v1/streams',
    429,
    {
      attributes: who,
      notes: [
        {
          severity: 'WARN',
          event: 'quota.exceeded',
          body: `${scene.tenant.name} is over its quota`,
          attributes: { 'event.name': 'quota.exceeded', ...who, limit: scene.tenant.quota },
        },
      ],
    },
    span(
      'start_stream',
      { attributes: who, fault: QUOTA_EXCEEDED },
      span('check_quota', { fault: QUOTA_EXCEEDED }, redis(scene, 'GET', `quota:${scene.tenant.id}`)),
    ),
  );
}
