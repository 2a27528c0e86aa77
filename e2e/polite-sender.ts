/** A sender that does all as it should, while others don't: what was acknowledged to it must be stored, once. */
import { exportRequest } from '@/e2e/otlp';

export interface PoliteSender {
  /** How many spans were acknowledged so far. */
  acknowledged(): number;
  /** Ends with the request that is under way; rejects with the first answer that a sender must not get. */
  stop(): Promise<void>;
}

const SPANS_PER_REQUEST = 20;
const PAUSE_MILLIS = 20;

/** Sends request after request of `service` to `endpoint`, and repeats what was answered with 503. */
export function startPoliteSender(endpoint: string, service: string): PoliteSender {
  let acknowledged = 0;
  let stopped = false;
  async function send(): Promise<void> {
    for (let batch = 0; !stopped; batch += 1) {
      const body = exportRequest(service, batch, SPANS_PER_REQUEST);
      const answer = () => fetch(`${endpoint}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/x-protobuf' }, body });
      let response = await answer();
      while (response.status === 503) {
        await pause();
        response = await answer();
      }
      const reply = Buffer.from(await response.arrayBuffer());
      if (response.status !== 200 || reply.length > 0) throw new Error(`The polite sender got ${response.status}: ${reply.toString()}`);
      acknowledged += SPANS_PER_REQUEST;
      await pause();
    }
  }
  const sending = send();
  // told at stop()
  sending.catch(() => undefined);
  return {
    acknowledged: () => acknowledged,
    stop() {
      stopped = true;
      return sending;
    },
  };
}

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, PAUSE_MILLIS));
