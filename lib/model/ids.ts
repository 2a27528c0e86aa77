import { z } from 'zod';

/** The id of something that is kept. PostgreSQL fails where it is asked for a text with a zero character, which no id has. */
export const KeptId = z
  .string()
  .min(1, 'An id is missing.')
  .max(300, 'No id is that long.')
  .refine((id) => !id.includes('\0'), 'No id has a zero character.');

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
