/** Spans that a reader was told to be running, so that the reader also learns of their ends. */

type Ids = { readonly traceId: string; readonly spanId: string };

/** A page shows far fewer; of more, the oldest are forgotten. */
const MOST = 5_000;

export class RunningSpans {
  private readonly keys = new Set<string>();

  begin(span: Ids): void {
    this.keys.add(keyOf(span));
    if (this.keys.size <= MOST) return;
    const [oldest] = this.keys;
    if (oldest !== undefined) this.keys.delete(oldest);
  }

  /** Whether the reader was told of it; not any more from now on. */
  end(span: Ids): boolean {
    return this.keys.size > 0 && this.keys.delete(keyOf(span));
  }
}

/** Tells a span from all others, and is the same before its end and after. */
export function keyOf({ traceId, spanId }: Ids): string {
  return `${traceId}/${spanId}`;
}
