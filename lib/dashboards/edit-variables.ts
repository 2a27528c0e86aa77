/** A dashboard with one of its variables added, changed or gone. Whatever names it follows. */
import { mentions } from '@/lib/dashboards/choices';
import { isVariableName, type Dashboard, type Panel, type Variable } from '@/lib/model/dashboard';

/** Why a variable may not be called `name`, in a sentence; undefined when it may. `others`: the names that are taken. */
export function variableNameFault(name: string, others: readonly string[]): string | undefined {
  if (name === '') return 'Give it a name: panels refer to it by that.';
  if (!isVariableName(name)) {
    const reserved = name in Object.prototype;
    return reserved
      ? `${name} is a word of its own: choose another name.`
      : 'A name begins with a small letter, and has only letters and digits.';
  }
  return others.includes(name) ? `There is a variable ${name} already.` : undefined;
}

/** With `variable` at the end. */
export function addVariable(dashboard: Dashboard, variable: Variable): Dashboard {
  return { ...dashboard, variables: [...dashboard.variables, variable] };
}

/** With `variable` in the place of the one called `name`; a new name is written into every panel that uses it. */
export function replaceVariable(dashboard: Dashboard, name: string, variable: Variable): Dashboard {
  const variables = dashboard.variables.map((each) => (each.name === name ? variable : each));
  if (variable.name === name) return { ...dashboard, variables };
  const rename = (panel: Panel): Panel => ({
    ...panel,
    title: renameInText(panel.title, name, variable.name),
    note: renameInText(panel.note, name, variable.name),
    ask: renameIn(panel.ask, name, variable.name),
  });
  return {
    ...dashboard,
    variables,
    sections: dashboard.sections.map((section) => ({ ...section, panels: section.panels.map(rename) })),
  };
}

/** Without the variable `name`. Conditions that use it stay, and count as "all". */
export function removeVariable(dashboard: Dashboard, name: string): Dashboard {
  return { ...dashboard, variables: dashboard.variables.filter((variable) => variable.name !== name) };
}

/** With the variable `name` one place earlier (-1) or later (1). */
export function moveVariable(dashboard: Dashboard, name: string, by: -1 | 1): Dashboard {
  const variables = [...dashboard.variables];
  const index = variables.findIndex((variable) => variable.name === name);
  const variable = variables[index];
  const other = variables[index + by];
  if (!variable || !other) return dashboard;
  variables[index] = other;
  variables[index + by] = variable;
  return { ...dashboard, variables };
}

/** How many panels use the variable `name`. */
export function usesOf(dashboard: Dashboard, name: string): number {
  return dashboard.sections.flatMap(({ panels }) => panels).filter(({ ask }) => mentions(ask, name)).length;
}

function renameInText(text: string, from: string, to: string): string {
  return text.replace(new RegExp(`\\$${from}\\b`, 'g'), `$${to}`);
}

/** A deep copy of `value`, which is plain JSON, with `{ variable: from }` as `{ variable: to }`. */
function renameIn<T>(value: T, from: string, to: string): T {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'object' && part !== null && 'variable' in part && part.variable === from ? { variable: to } : part,
    ),
  ) as T;
}
