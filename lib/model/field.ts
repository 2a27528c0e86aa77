import { z } from 'zod';
import { RECORD_FIELDS } from '@/lib/model/record-field';

/** Where a value lives in the OpenTelemetry model. */
export const Field = z.discriminatedUnion('in', [
  z.object({ in: z.literal('record'), name: z.enum(RECORD_FIELDS) }),
  z.object({ in: z.literal('resource'), key: z.string().min(1) }),
  z.object({ in: z.literal('scope'), key: z.string().min(1) }),
  z.object({ in: z.literal('attributes'), key: z.string().min(1) }),
]);
export type Field = z.infer<typeof Field>;
