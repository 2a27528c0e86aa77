/** A running Hearth over HTTP, for programs outside of it. */
import type { ErrorBody } from '@/lib/model/api';

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

export interface RemoteApi {
  /** Asks for `path`; what is not 2xx is answered, too. Throws RemoteError where nobody answers. */
  ask(method: string, path: string, body?: unknown): Promise<Response>;
  /** The same, for what has to succeed. Throws RemoteError with Hearth's own sentence. */
  need(method: string, path: string, body?: unknown): Promise<Response>;
}

/** The Hearth at `address`. */
export function openRemoteApi(address: string): RemoteApi {
  const { origin } = new URL(address);
  const ask: RemoteApi['ask'] = async (method, path, body) => {
    const init = body === undefined ? {} : { headers: { 'content-type': 'application/json', origin }, body: JSON.stringify(body) };
    try {
      return await fetch(new URL(path, origin), { method, ...init });
    } catch (cause) {
      throw new RemoteError(`There is no Hearth at ${origin}: ${reason(cause)}. HEARTH_URL says where it is.`, true, cause);
    }
  };
  return {
    ask,
    async need(method, path, body) {
      const response = await ask(method, path, body);
      if (response.ok) return response;
      const fault = (await response.json().catch(() => undefined)) as ErrorBody | undefined;
      throw new RemoteError(fault?.error.message ?? `${origin} answered ${response.status} without a reason. Is it a Hearth?`);
    },
  };
}

/** `fetch failed` says nothing; its cause does. */
function reason(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message || inner.name : String(inner);
}
