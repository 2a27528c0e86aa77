import { paletteColour } from '@/lib/base/palette';

/** The CSS colour of a service on every page; grey for a record that names none. */
export function serviceColour(service: string): string {
  return service === '' ? 'var(--info)' : paletteColour(service);
}
