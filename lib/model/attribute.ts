import { z } from 'zod';

/** What an attribute was on the wire (OTLP AnyValue). Stores keep its text; this says how to read it. */
export const AttributeType = z.enum(['string', 'int', 'double', 'bool', 'bytes', 'array', 'map', 'empty']);
export type AttributeType = z.infer<typeof AttributeType>;

/**
 * One attribute, exact: `text` is the string itself, a decimal integer of any size, the shortest decimal of a double,
 * `true`/`false`, base64 for bytes, JSON for arrays and maps, and '' for an empty value. It is the same text that the
 * OpenTelemetry Collector's ClickHouse exporter writes, so that rows from either writer read the same.
 */
export const Attribute = z.object({ key: z.string(), type: AttributeType, text: z.string() });
export type Attribute = z.infer<typeof Attribute>;
