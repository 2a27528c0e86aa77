/** A span's attributes in groups, by what their keys are about. */
import type { Attribute } from '@/lib/model/attribute';
import { CARRIERS } from '@/lib/model/semantics';

export interface AttributeGroup {
  readonly name: string;
  /** `label`: the key without the group's own name before it. */
  readonly attributes: readonly (Attribute & { readonly label: string })[];
}

/** In the order that they are shown; the first that fits takes the key. */
const GROUPS: readonly (readonly [name: string, prefix: RegExp])[] = [
  ['http', /^(http|url|server|client|network|net|user_agent|tls)\./],
  ['db', /^db\./],
  ['gen_ai', /^gen_ai\./],
  ['messaging', /^(messaging|celery|temporal)\./],
  ['rpc', /^rpc\./],
  ['exception', /^exception\./],
  ['code', /^(code|thread)\./],
  ['logfire', /^logfire\./],
];

/** Keys that say for whom the work was done. */
const WHO = new Set(
  [CARRIERS.tenant, CARRIERS.user, CARRIERS.session, CARRIERS.agent, CARRIERS.workflow, CARRIERS.operationType].flatMap(
    (carriers) => carriers.attributes,
  ),
);
const WHO_PREFIX = /^(tenant|organization|user|enduser|workos_user|session)[._]/;

function groupOf(key: string): string {
  if (WHO.has(key) || WHO_PREFIX.test(key)) return 'who';
  return GROUPS.find(([, prefix]) => prefix.test(key))?.[0] ?? 'other';
}

const ORDER = ['http', 'db', 'gen_ai', 'who', ...GROUPS.map(([name]) => name).slice(3), 'other'];

/** The attributes whose key or value holds `search` (case ignored), in groups that are not empty, keys in alphabetical order. */
export function groupAttributes(attributes: readonly Attribute[], search: string): AttributeGroup[] {
  const wanted = search.trim().toLowerCase();
  const found = attributes.filter(({ key, text }) => key.toLowerCase().includes(wanted) || text.toLowerCase().includes(wanted));
  const groups = new Map<string, (Attribute & { label: string })[]>();
  for (const attribute of found) {
    const name = groupOf(attribute.key);
    const label = attribute.key.startsWith(`${name}.`) ? attribute.key.slice(name.length + 1) : attribute.key;
    const group = groups.get(name);
    if (group) group.push({ ...attribute, label });
    else groups.set(name, [{ ...attribute, label }]);
  }
  return ORDER.flatMap((name) => {
    const inGroup = groups.get(name);
    return inGroup ? [{ name, attributes: inGroup.sort((a, b) => (a.key < b.key ? -1 : 1)) }] : [];
  });
}
