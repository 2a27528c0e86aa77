/** Reads /api/live as any EventSource does: event by event, and again from the last id. */
import type { RecordRow } from '@/lib/model/answer';
import type { TailAsk, TailEvent } from '@/lib/model/live';

export const ASK: TailAsk = { signals: ['spans', 'logs'], roots: false, fields: [] };

/** Someone who watches `app`. All that came over all connections is kept. */
export class TailReader {
  readonly events: TailEvent[] = [];
  headers = new Headers();
  private lastId: string | undefined;
  private connection = new AbortController();
  private ended: Promise<void> = Promise.resolve();

  constructor(
    private readonly app: string,
    private readonly ask: TailAsk,
  ) {}

  /** Resolves when the server has begun to answer. Throws with its answer where it refuses. */
  async connect(): Promise<void> {
    this.connection = new AbortController();
    const response = await fetch(`${this.app}/api/live?ask=${encodeURIComponent(JSON.stringify(this.ask))}`, {
      signal: this.connection.signal,
      headers: { accept: 'text/event-stream', ...(this.lastId === undefined ? {} : { 'last-event-id': this.lastId }) },
    });
    if (!response.ok || !response.body) throw new Error(`${response.status}: ${await response.text()}`);
    this.headers = response.headers;
    // a connection that breaks is what these tests are about
    this.ended = this.read(response.body).catch(() => undefined);
  }

  /** Breaks the connection, in the middle of whatever comes. */
  async break(): Promise<void> {
    this.connection.abort();
    await this.ended;
  }

  /** Resolves when the server, or what is between, ended the connection. */
  end(): Promise<void> {
    return this.ended;
  }

  get rows(): RecordRow[] {
    return this.events.flatMap((event) => (event.kind === 'records' ? event.rows : []));
  }

  get left(): number {
    return this.events.reduce((sum, event) => sum + (event.kind === 'records' ? event.left : 0), 0);
  }

  kinds(kind: TailEvent['kind']): number {
    return this.events.filter((event) => event.kind === kind).length;
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) this.take(event.split('\n'));
    }
  }

  private take(lines: readonly string[]): void {
    const line = (name: string) => lines.find((each) => each.startsWith(`${name}: `))?.slice(name.length + 2);
    const data = line('data');
    if (data === undefined) return;
    this.events.push(JSON.parse(data) as TailEvent);
    this.lastId = line('id') ?? this.lastId;
  }
}
