import { queryRoute } from '@/lib/server/query-route';

// a built Hearth answers before Next (see route-door.ts); this is for development, and says 405 to other methods
export const POST = queryRoute;
