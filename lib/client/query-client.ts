import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/lib/client/api';

const RETRIES = 2;

/** Whether to ask again: what the server refused (4xx) it would refuse again. */
export function worthRetrying(failures: number, error: Error): boolean {
  const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
  return !refused && failures < RETRIES;
}

/** The cache of one browser tab. */
export function createQueryClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: worthRetrying, refetchOnWindowFocus: false } } });
}
