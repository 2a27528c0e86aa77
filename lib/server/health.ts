/** What /health and /ready say. */

export type ComponentState = { readonly state: 'healthy' } | { readonly state: 'degraded'; readonly reason: string };

export interface Component {
  readonly name: 'store' | 'metadata' | 'ingest' | 'pages' | 'alerts';
  /** Resolves when it works; rejects with the reason when it doesn't. */
  check(): Promise<void>;
}

export interface Health {
  readonly status: 'healthy' | 'degraded';
  readonly version: string;
  readonly uptimeSeconds: number;
  readonly components: Readonly<Record<string, ComponentState>>;
}

const CHECK_MILLIS = 3_000;

async function stateOf(component: Component): Promise<ComponentState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_MILLIS / 1_000} s`)), CHECK_MILLIS);
  });
  try {
    await Promise.race([component.check(), late]);
    return { state: 'healthy' };
  } catch (cause) {
    return { state: 'degraded', reason: cause instanceof Error ? cause.message : String(cause) };
  } finally {
    clearTimeout(timer);
  }
}

/** Asks every component, side by side, for at most three seconds each. */
export async function readHealth(components: readonly Component[], version: string): Promise<Health> {
  const states = await Promise.all(components.map(async (component) => [component.name, await stateOf(component)] as const));
  return {
    status: states.every(([, { state }]) => state === 'healthy') ? 'healthy' : 'degraded',
    version,
    uptimeSeconds: Math.round(process.uptime()),
    components: Object.fromEntries(states),
  };
}
