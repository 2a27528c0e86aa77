/** What differs between two versions of a dashboard, in words for a person. */
import { sameJson } from '@/lib/base/same-json';
import type { Millis } from '@/lib/base/time';
import { DAY, HOUR, MINUTE } from '@/lib/base/time';
import type { Dashboard, Panel, Section, Variable } from '@/lib/model/dashboard';

/** A sentence per change from `before` to `after`, from the whole to its parts; none where they are the same. */
export function dashboardChanges(before: Dashboard, after: Dashboard): string[] {
  return [
    ...headChanges(before, after),
    ...variableChanges(before.variables, after.variables),
    ...sectionChanges(before.sections, after.sections),
    ...panelChanges(before.sections, after.sections),
  ];
}

function headChanges(before: Dashboard, after: Dashboard): string[] {
  const changes: string[] = [];
  if (before.title !== after.title) changes.push(`Renamed from “${before.title}” to “${after.title}”.`);
  if (before.description !== after.description) {
    changes.push(after.description === '' ? 'Description removed.' : `Description: “${after.description}”.`);
  }
  if (before.folder !== after.folder) changes.push(`Moved from ${folderName(before.folder)} to ${folderName(after.folder)}.`);
  const added = after.tags.filter((tag) => !before.tags.includes(tag));
  const removed = before.tags.filter((tag) => !after.tags.includes(tag));
  if (added.length > 0) changes.push(`${added.length === 1 ? 'Tag' : 'Tags'} added: ${added.join(', ')}.`);
  if (removed.length > 0) changes.push(`${removed.length === 1 ? 'Tag' : 'Tags'} removed: ${removed.join(', ')}.`);
  if (before.last !== after.last) {
    changes.push(after.last === undefined ? 'It opens with the page’s own time range.' : `It opens with the last ${lengthOf(after.last)}.`);
  }
  return changes;
}

function folderName(folder: string): string {
  return folder === '' ? 'no folder' : `the folder “${folder}”`;
}

const LENGTHS = [
  [DAY, 'd'],
  [HOUR, 'h'],
  [MINUTE, 'min'],
] as const;

function lengthOf(length: Millis): string {
  const fits = LENGTHS.find(([size]) => length % size === 0);
  return fits ? `${length / fits[0]} ${fits[1]}` : `${length / 1_000} s`;
}

function variableChanges(before: readonly Variable[], after: readonly Variable[]): string[] {
  const old = new Map(before.map((variable) => [variable.name, variable]));
  const names = new Set(after.map(({ name }) => name));
  const changes = after.flatMap((variable) => {
    const was = old.get(variable.name);
    if (!was) return [`Variable “${variable.title}” added.`];
    return sameJson(was, variable) ? [] : [`Variable “${variable.title}” changed.`];
  });
  const removed = before.filter(({ name }) => !names.has(name)).map(({ title }) => `Variable “${title}” removed.`);
  const kept = (list: readonly Variable[], other: readonly Variable[]) =>
    list.map(({ name }) => name).filter((name) => other.some((candidate) => candidate.name === name));
  const reordered = sameJson(kept(before, after), kept(after, before)) ? [] : ['Variables in another order.'];
  return [...changes, ...removed, ...reordered];
}

/** Sections have no ids: two with the same title are the same one. */
function sectionChanges(before: readonly Section[], after: readonly Section[]): string[] {
  const titles = (sections: readonly Section[]) => sections.map(({ title }) => title).filter((title) => title !== '');
  const [old, now] = [titles(before), titles(after)];
  const added = now.filter((title) => !old.includes(title));
  const removed = old.filter((title) => !now.includes(title));
  const [oldTitle, newTitle] = [removed[0], added[0]];
  if (before.length === after.length && oldTitle !== undefined && newTitle !== undefined && added.length === 1 && removed.length === 1) {
    return [`Section “${oldTitle}” is now “${newTitle}”.`];
  }
  const folded = after.flatMap(({ title, folded: closed }) => {
    const was = before.find((section) => section.title === title);
    return was && was.folded !== closed ? [`Section “${title}” opens ${closed ? 'closed' : 'open'}.`] : [];
  });
  const reordered = sameJson(
    old.filter((title) => now.includes(title)),
    now.filter((title) => old.includes(title)),
  )
    ? []
    : ['Sections in another order.'];
  return [
    ...added.map((title) => `Section “${title}” added.`),
    ...removed.map((title) => `Section “${title}” removed.`),
    ...folded,
    ...reordered,
  ];
}

interface Placed {
  readonly panel: Panel;
  readonly section: string;
}

function panelsOf(sections: readonly Section[]): Map<string, Placed> {
  return new Map(sections.flatMap(({ title, panels }) => panels.map((panel) => [panel.id, { panel, section: title }] as const)));
}

function panelChanges(before: readonly Section[], after: readonly Section[]): string[] {
  const [old, now] = [panelsOf(before), panelsOf(after)];
  // a renamed section takes its panels along: only a panel that leaves others behind has moved
  const kept = new Set(after.map(({ title }) => title));
  const changes = [...now].flatMap(([id, placed]) => {
    const was = old.get(id);
    return was ? changesOf(was, placed, kept) : [`Panel ${nameOf(placed.panel)} added.`];
  });
  const removed = [...old].filter(([id]) => !now.has(id)).map(([, { panel }]) => `Panel ${nameOf(panel)} removed.`);
  return [...changes, ...removed];
}

function changesOf(was: Placed, is: Placed, sections: ReadonlySet<string>): string[] {
  const [old, now] = [was.panel, is.panel];
  const name = `Panel ${nameOf(now)}`;
  const changes: string[] = [];
  if (old.title !== now.title) changes.push(`Panel ${nameOf(old)} is now called ${nameOf(now)}.`);
  if (!sameJson(old.ask, now.ask)) changes.push(`${name} asks something else.`);
  if (old.view.kind !== now.view.kind)
    changes.push(`${name} is drawn as ${VIEW_NAMES[now.view.kind]} instead of ${VIEW_NAMES[old.view.kind]}.`);
  else if (!sameJson(old.view, now.view)) changes.push(`${name} is drawn differently.`);
  if (old.note !== now.note || old.empty !== now.empty) changes.push(`${name} has another note.`);
  if (was.section !== is.section && sections.has(was.section)) {
    changes.push(`${name} moved ${is.section === '' ? 'out of its section' : `to the section “${is.section}”`}.`);
  } else if (old.at.x !== now.at.x || old.at.y !== now.at.y) changes.push(`${name} moved.`);
  if (old.at.w !== now.at.w || old.at.h !== now.at.h)
    changes.push(`${name} is ${now.at.w} × ${now.at.h} instead of ${old.at.w} × ${old.at.h}.`);
  return changes;
}

const VIEW_NAMES: Readonly<Record<Panel['view']['kind'], string>> = {
  timeseries: 'a chart over time',
  stat: 'a figure',
  heatmap: 'a heatmap',
  table: 'a table',
  bars: 'bars',
  pie: 'shares',
  records: 'records',
  metrics: 'a list of metrics',
  text: 'text',
};

function nameOf({ title, id }: Panel): string {
  return `“${title === '' ? id : title}”`;
}
