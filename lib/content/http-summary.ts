/** One line of what an HTTP span did. */
import type { Attribute } from '@/lib/model/attribute';
import { CARRIERS } from '@/lib/model/semantics';

export interface HttpSummary {
  readonly method: string;
  /** The whole address where it is told, else path or route. */
  readonly address: string;
  /** '' where no reply came. */
  readonly status: string;
  /** Bytes of the bodies, as they were sent. */
  readonly sent: number | undefined;
  readonly received: number | undefined;
  /** Times that the request was sent again. */
  readonly resent: number | undefined;
}

/** Undefined for a span that is not HTTP. */
export function httpSummary(attributes: readonly Attribute[]): HttpSummary | undefined {
  const text = (...keys: string[]): string => {
    for (const key of keys) {
      const found = attributes.find((attribute) => attribute.key === key && attribute.text !== '');
      if (found) return found.text;
    }
    return '';
  };
  const figure = (...keys: string[]): number | undefined => {
    const found = text(...keys);
    return /^\d{1,15}$/.test(found) ? Number(found) : undefined;
  };
  const method = text(...CARRIERS.httpMethod.attributes);
  const status = text(...CARRIERS.httpStatus.attributes);
  const path = text('url.path');
  const query = text('url.query');
  const target = path && query ? `${path}?${query}` : path || text('http.target');
  const host = text('server.address', 'http.host', 'net.peer.name');
  const address = text('url.full', 'http.url') || (target === '' ? '' : `${host}${target}`) || text(...CARRIERS.httpRoute.attributes);
  if (method === '' && status === '') return undefined;
  return {
    method,
    address,
    status,
    sent: figure('http.request.body.size', 'http.request_content_length'),
    received: figure('http.response.body.size', 'http.response_content_length'),
    resent: figure('http.request.resend_count'),
  };
}
