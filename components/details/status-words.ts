/** What the status of a span says beyond its exception. */
import type { SpanDetail } from '@/lib/model/trace';

/** The message of the status; '' where it only repeats the first exception, as `Message` or `Type: Message`. */
export function statusWords({ statusMessage, events }: Pick<SpanDetail, 'statusMessage' | 'events'>): string {
  const exception = events.find(({ name }) => name === 'exception');
  if (!exception) return statusMessage;
  const value = (wanted: string): string => exception.attributes.find(({ key }) => key === wanted)?.text ?? '';
  const message = value('exception.message');
  if (statusMessage === message) return '';
  // Python's SDK writes the class without its module
  const [type, rest] = [statusMessage.slice(0, -message.length - 2), statusMessage.slice(-message.length - 2)];
  return rest === `: ${message}` && value('exception.type').split('.').at(-1) === type.split('.').at(-1) ? '' : statusMessage;
}
