/** How the Highlights API fails. */
import { fault } from '@/lib/demo/systems/scene';

export const QUOTA_EXCEEDED = fault('app.errors.QuotaExceededError', 'Processing minutes for this billing period are used up', [
  ['/app/api/v1/streams.py', 62, 'create_stream', 'await use_case.execute(command)'],
  ['/app/use_cases/start_stream.py', 48, 'execute', 'await self.quota.check(organization, minutes=command.minutes)'],
  ['/app/services/quota.py', 91, 'check', 'raise QuotaExceededError(organization)'],
]);

/** What version 2.8.0 broke: RTMP sources have no channel, and the new code reads it all the same. */
export const BAD_DEPLOY = fault('AttributeError', "'NoneType' object has no attribute 'channel_id'", [
  ['/usr/lib/python3.11/site-packages/fastapi/routing.py', 301, 'app', 'raw_response = await run_endpoint_function('],
  ['/app/api/v1/streams.py', 62, 'create_stream', 'await use_case.execute(command)'],
  ['/app/use_cases/start_stream.py', 71, 'execute', 'platform = self.platforms.detect(command.url)'],
  ['/app/services/platforms.py', 133, 'detect', 'return Platform(kind, source.channel.channel_id)'],
]);

export const PROBE_FAILED = fault('app.media.ProbeError', 'ffprobe exited with 1: Invalid data found when processing input', [
  ['/app/tasks/ingest.py', 38, 'ingest_stream_with_ffmpeg', 'info = probe_stream(stream.url)'],
  ['/app/media/probe.py', 27, 'probe_stream', 'raise ProbeError(result.returncode, result.stderr)'],
]);
