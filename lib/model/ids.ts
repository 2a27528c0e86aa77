import { z } from 'zod';

/** A trace id: 32 hexadecimal digits, lower-cased. */
export const TraceId = z
  .string()
  .regex(/^[0-9a-f]{32}$/i, 'A trace id has 32 hexadecimal digits.')
  .transform((id) => id.toLowerCase());

/** A span id: 16 hexadecimal digits, lower-cased. */
export const SpanId = z
  .string()
  .regex(/^[0-9a-f]{16}$/i, 'A span id has 16 hexadecimal digits.')
  .transform((id) => id.toLowerCase());
