/** The one way to write an API route: it says who may call it and what it takes, and every failure leaves as an ErrorBody. */
import { z } from 'zod';
import type { ErrorBody } from '@/lib/model/api';
import { isBackendError, type Fault } from '@/lib/model/backend';
import type { Permission } from '@/lib/model/permission';
import { log } from '@/lib/server/log';
import { services, type Services } from '@/lib/server/services';

/** Input bodies are queries and small commands; nothing that big is typed by a person. */
const MAX_BODY_BYTES = 1_000_000;

/** Expected failures that are not a backend's: thrown by handlers, answered as they are. */
export class RouteError extends Error {
  override readonly name = 'RouteError';
  constructor(
    readonly status: number,
    readonly fault: ErrorBody['error']['fault'],
    message: string,
  ) {
    super(message);
  }
}

export interface RouteRequest<Input> {
  readonly input: Input;
  readonly services: Services;
  readonly headers: Headers;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
}

interface Route<Schema extends z.ZodType> {
  /** The permission that a caller needs; some routes need another one for some inputs. */
  readonly may: Permission | ((input: z.output<Schema>) => Permission);
  /** Checks the path's parameters and the search parameters together with the fields of a JSON body. */
  readonly input: Schema;
  /** Returns plain data (sent as JSON) or a Response of its own. */
  handler(request: RouteRequest<z.output<Schema>>): Promise<unknown>;
}

const STATUS: Readonly<Record<Fault, number>> = {
  unsupported: 400,
  invalid: 400,
  denied: 403,
  timeout: 504,
  unreachable: 502,
  full: 507,
  cancelled: 499,
  failed: 500,
};

type Context = { params: Promise<Record<string, string | string[] | undefined>> };

/** Makes the handler that Next calls. */
export function route<Schema extends z.ZodType>({ may, input, handler }: Route<Schema>) {
  return async (request: Request, context: Context): Promise<Response> => {
    try {
      const checked = check(input, await readInput(request, context));
      permit(typeof may === 'function' ? may(checked) : may);
      const result = await handler({ input: checked, services: services(), headers: request.headers, signal: request.signal });
      return result instanceof Response ? result : Response.json(result);
    } catch (cause) {
      return refusal(cause, request);
    }
  };
}

interface FileRoute {
  readonly may: Permission;
  /** The largest file that is taken. */
  readonly mostBytes: number;
  /** Returns plain data. */
  handler(file: Buffer): unknown;
}

/** Makes the handler of a route whose body is a file, whatever is in it. */
export function fileRoute({ may, mostBytes, handler }: FileRoute) {
  return async (request: Request): Promise<Response> => {
    try {
      permit(may);
      return Response.json(handler(await readBody(request, mostBytes)));
    } catch (cause) {
      return refusal(cause, request);
    }
  };
}

/** `value` as `schema` has it. Throws RouteError with what does not fit. */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new RouteError(400, 'invalid', `The request does not fit: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** Throws RouteError where the caller lacks `permission`. */
export function permit(permission: Permission): void {
  if (!mayCall(permission)) throw new RouteError(403, 'forbidden', `This needs the permission ${permission}.`);
}

/** Who may call what. Until there are accounts, everyone who reaches the process may do everything (it stays on loopback). */
function mayCall(_permission: Permission): boolean {
  return true;
}

async function readInput(request: Request, context: Context): Promise<Record<string, unknown>> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const params = await context.params;
  if (request.method === 'GET' || request.method === 'HEAD') return { ...search, ...params };
  const text = (await readBody(request, MAX_BODY_BYTES)).toString();
  // a command such as DELETE need not say anything
  if (text === '') return { ...search, ...params };
  try {
    // the path says what is asked for: nothing in the body may say otherwise
    return { ...search, ...(JSON.parse(text) as Record<string, unknown>), ...params };
  } catch (cause) {
    throw new RouteError(400, 'invalid', `The request's body is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** The body, read no further than `most` bytes, whatever its headers say. */
async function readBody(request: Request, most: number): Promise<Buffer> {
  const tooLarge = () => new RouteError(413, 'invalid', `The request is larger than ${Math.floor(most / 1_000_000)} MB.`);
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const piece = await reader?.read();
    if (!piece || piece.done) return Buffer.concat(chunks);
    bytes += piece.value.length;
    chunks.push(piece.value);
    if (bytes > most) {
      await reader?.cancel();
      throw tooLarge();
    }
  }
}

function refusal(cause: unknown, { url, signal }: Request): Response {
  const { status, error } = failureOf(cause, new URL(url).pathname, signal);
  // 499 is nobody's to read: the caller is gone
  return Response.json({ error } satisfies ErrorBody, { status });
}

/** How a failure is told to the caller of `path`, who `signal` says is still there. What was not expected goes to the log. */
export function failureOf(
  cause: unknown,
  path: string,
  signal: AbortSignal,
): { readonly status: number; readonly error: ErrorBody['error'] } {
  if (cause instanceof RouteError) return { status: cause.status, error: { fault: cause.fault, message: cause.message } };
  if (isBackendError(cause)) {
    const { executed, position } = cause.details;
    if (cause.fault === 'failed') log().error({ err: cause, executed }, 'a query failed');
    const error = {
      fault: cause.fault,
      message: cause.message,
      ...(executed === undefined ? {} : { executed }),
      ...(position === undefined ? {} : { position }),
    };
    return { status: STATUS[cause.fault], error };
  }
  if (signal.aborted) return { status: STATUS.cancelled, error: { fault: 'cancelled', message: 'The caller went away.' } };
  log().error({ err: cause, path }, 'a route failed');
  return { status: 500, error: { fault: 'failed', message: 'Hearth failed to answer; its log says why.' } };
}
