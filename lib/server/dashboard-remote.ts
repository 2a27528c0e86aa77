/** A running Hearth's dashboards over HTTP, for programs outside of it. */
import type { ErrorBody } from '@/lib/model/api';
import type { DashboardListing, Revision, SaveDashboard, SavedDashboard } from '@/lib/model/saved-dashboard';

/** That Hearth does not answer, or refuses; the message is a sentence. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  constructor(
    message: string,
    /** Nothing more is worth asking. */
    readonly unreachable = false,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

export interface Remote {
  list(): Promise<DashboardListing[]>;
  /** The text of its file. */
  exported(slug: string): Promise<string>;
  /** Undefined where there is none, or a deleted one. */
  find(slug: string): Promise<SavedDashboard | undefined>;
  /** Every revision, newest first, of a deleted one, too; none where there never was one. */
  revisions(slug: string): Promise<Revision[]>;
  save(slug: string, save: SaveDashboard): Promise<SavedDashboard>;
  restore(slug: string): Promise<void>;
}

/** The dashboards of the Hearth at `address`. Every method throws RemoteError. */
export function openRemote(address: string): Remote {
  const { origin } = new URL(address);
  const ask = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const init = body === undefined ? {} : { headers: { 'content-type': 'application/json', origin }, body: JSON.stringify(body) };
    try {
      return await fetch(new URL(`/api/dashboards${path}`, origin), { method, ...init });
    } catch (cause) {
      throw new RemoteError(`There is no Hearth at ${origin}: ${reason(cause)}. HEARTH_URL says where it is.`, true, cause);
    }
  };
  const fine = async (response: Response): Promise<Response> => {
    if (response.ok) return response;
    const body = (await response.json().catch(() => undefined)) as ErrorBody | undefined;
    throw new RemoteError(body?.error.message ?? `${origin} answered ${response.status} without a reason. Is it a Hearth?`);
  };
  const at = (slug: string, part = '') => `/${encodeURIComponent(slug)}${part}`;
  return {
    list: async () => (await (await fine(await ask('GET', ''))).json()) as DashboardListing[],
    exported: async (slug) => (await fine(await ask('GET', at(slug, '/export')))).text(),
    async find(slug) {
      const response = await ask('GET', at(slug));
      return response.status === 404 ? undefined : ((await (await fine(response)).json()) as SavedDashboard);
    },
    async revisions(slug) {
      const response = await ask('GET', at(slug, '/revisions'));
      return response.status === 404 ? [] : ((await (await fine(response)).json()) as Revision[]);
    },
    save: async (slug, save) => (await (await fine(await ask('PUT', at(slug), save))).json()) as SavedDashboard,
    restore: async (slug) => void (await fine(await ask('POST', at(slug, '/restore'), {}))),
  };
}

/** `fetch failed` says nothing; its cause does. */
function reason(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message || inner.name : String(inner);
}
