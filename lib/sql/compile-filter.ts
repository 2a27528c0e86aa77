/** Filter tree → condition, the one walker of it for SQL. Every condition is true or false, never NULL, so `not` matches what is missing. */
import type { Field } from '@/lib/model/field';
import type { Filter, Scalar } from '@/lib/model/filter';
import type { Source } from '@/lib/model/query';
import { canonical, numeric, scalar } from '@/lib/query/filter-scalar';
import type { Dialect, Operand } from '@/lib/sql/dialect';
import { COMMA, join, sql, type Sql } from '@/lib/sql/sql';

const TRUE = sql`true`;
const FALSE = sql`false`;

const SIGNS = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=` } as const;

export class FilterCompiler {
  constructor(
    private readonly dialect: Dialect,
    private readonly source: Source,
  ) {}

  /** The condition that `filter` says; true for none. Throws BackendError where a variable was not bound. */
  compile(filter: Filter | undefined): Sql {
    if (!filter) return TRUE;
    const { dialect, source } = this;
    switch (filter.op) {
      case 'and':
      case 'or': {
        if (filter.of.length === 0) return filter.op === 'and' ? TRUE : FALSE;
        return sql`(${join(
          filter.of.map((each) => this.compile(each)),
          filter.op === 'and' ? sql` AND ` : sql` OR `,
        )})`;
      }
      case 'not':
        return sql`NOT (${this.compile(filter.of)})`;
      case 'search':
        return sql`(${join(
          dialect.searched(source).map((place) => dialect.contains(place, filter.text)),
          sql` OR `,
        )})`;
      case 'exists':
        return dialect.field(source, filter.field).present;
      case 'eq':
        return this.oneOf(filter.field, [scalar(filter.value)]);
      case 'ne':
        return sql`NOT (${this.oneOf(filter.field, [scalar(filter.value)])})`;
      case 'in':
        return this.oneOf(filter.field, filter.values.map(scalar));
      case 'contains': {
        const { text, present } = dialect.field(source, filter.field);
        return sql`(${present} AND ${dialect.contains(text, String(scalar(filter.value)))})`;
      }
      case 'matches': {
        const { text, present } = dialect.field(source, filter.field);
        return sql`(${present} AND ${dialect.matches(text, String(scalar(filter.value)))})`;
      }
      default:
        return this.ordered(dialect.field(source, filter.field), SIGNS[filter.op], scalar(filter.value));
    }
  }

  /** Text orders as text, unless the other side is a number: then it is read as one, and what is none is left out. */
  private ordered(operand: Operand, sign: Sql, value: Scalar): Sql {
    const number = operand.kind === 'number' ? numeric(value) : typeof value === 'number' ? value : undefined;
    if (number !== undefined) return this.holds(operand, sql`${operand.number} ${sign} ${number}`);
    if (operand.kind !== 'text') return FALSE;
    return sql`(${operand.present} AND ${operand.text} ${sign} ${String(value)})`;
  }

  private oneOf(field: Field, values: readonly Scalar[]): Sql {
    const operand = this.dialect.field(this.source, field);
    const conditions = this.equalities(
      operand,
      values.map((value) => canonical(field, value)),
      field,
    );
    if (conditions.length === 0) return FALSE;
    return conditions.length === 1 && conditions[0] ? conditions[0] : sql`(${join(conditions, sql` OR `)})`;
  }

  private equalities(operand: Operand, values: readonly Scalar[], field: Field): Sql[] {
    if (operand.kind === 'boolean') {
      const wanted = new Set(values.map(String));
      return [...(wanted.has('true') ? [operand.raw] : []), ...(wanted.has('false') ? [sql`NOT (${operand.raw})`] : [])];
    }
    if (operand.kind === 'list') return values.length > 0 ? [this.dialect.listHas(operand.raw, values.map(String))] : [];
    if (operand.kind === 'number') return this.among(operand, values.map(numeric));
    const texts = values.filter((value) => typeof value !== 'number').map(String);
    const numbers = values.filter((value) => typeof value === 'number');
    // A key that is there with an empty value is not the same as one that is missing; a column cannot tell.
    const empty = texts.includes('') && field.in !== 'record' ? [sql`(${operand.present} AND ${operand.text} = ${''})`] : [];
    const others = field.in === 'record' ? texts : texts.filter((text) => text !== '');
    const equal = others.length === 1 && others[0] !== undefined ? [sql`${operand.text} = ${others[0]}`] : [];
    const listed = others.length > 1 ? [sql`${operand.text} IN (${join(others.map((text) => sql`${text}`), COMMA)})`] : []; // prettier-ignore
    return [...empty, ...equal, ...listed, ...this.among(operand, numbers)];
  }

  private among(operand: Operand, values: readonly (number | undefined)[]): Sql[] {
    const { number } = operand;
    const given = values.filter((value) => value !== undefined).map((value) => sql`${value}`);
    if (given.length === 0) return [];
    return [this.holds(operand, given.length === 1 && given[0] ? sql`${number} = ${given[0]}` : sql`${number} IN (${join(given, COMMA)})`)];
  }

  /** A condition on the operand's number, never NULL. It stands bare where it can: an engine's index does not see through a function. */
  private holds({ always }: Operand, condition: Sql): Sql {
    return always ? condition : this.dialect.isTrue(condition);
  }
}
