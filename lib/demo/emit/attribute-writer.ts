/** Attributes as OTLP's KeyValue and AnyValue (common.proto). */
import type { BackwardWriter } from '@/lib/demo/emit/protobuf';
import type { Attributes, AttributeValue } from '@/lib/demo/shape';

/** Repeated KeyValue in `field`. */
export function writeAttributes(writer: BackwardWriter, field: number, attributes: Attributes): void {
  const keys = Object.keys(attributes);
  for (let i = keys.length - 1; i >= 0; i -= 1) {
    const key = keys[i] as string;
    const mark = writer.written;
    writeValue(writer, 2, attributes[key] as AttributeValue);
    writer.string(1, key);
    writer.message(field, mark);
  }
}

/** An AnyValue in `field`. */
export function writeValue(writer: BackwardWriter, field: number, value: AttributeValue): void {
  const mark = writer.written;
  if (typeof value === 'string') writer.string(1, value);
  else if (typeof value === 'boolean') writer.uint(2, value ? 1 : 0);
  else if (typeof value === 'number') {
    if (Number.isInteger(value)) writer.int(3, value);
    else writer.double(4, value);
  } else {
    const list = writer.written;
    for (let i = value.length - 1; i >= 0; i -= 1) writeValue(writer, 1, value[i] as string);
    writer.message(5, list);
  }
  writer.message(field, mark);
}
