/**
 * The little language in which the systems are written: a trace is a tree of `span(name, {…}, ...children)`. Children
 * run one after the other inside their parent; `at` puts one at a fixed place, `later` lets it go on by itself.
 * `play` gives the tree its ids and times.
 */
import type { SpanKind } from '@/lib/model/telemetry';
import { PARENT_IS_REMOTE } from '@/lib/model/semantics';
import type { Moment } from '@/lib/demo/clock';
import { hostOf, resourceOf, scopeOf, type Environment, type Host, type Resource, type Scope, type Service } from '@/lib/demo/fleet';
import type { Random } from '@/lib/demo/random';

/** Whole numbers go out as int, others as double. */
export type AttributeValue = string | number | boolean | readonly string[];
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** An exception event; it makes its span an error. */
export interface Fault {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
}

/** A log record written while the span was open. `after`: ms from the span's start; its end when absent. */
export interface Note {
  readonly severity: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  readonly body: string;
  /** `category.action` for a business event. */
  readonly event?: string;
  readonly attributes?: Attributes;
  readonly after?: number;
}

export interface Options {
  /** Where it runs; the parent's service when absent. */
  readonly service?: Service;
  readonly kind?: Exclude<SpanKind, 'Unspecified'>;
  /** Its own work in ms, beside its children. */
  readonly takes?: number;
  /** Begins so many ms after its parent does, whatever its siblings do. */
  readonly at?: number;
  /** Begins so many ms after its parent and goes on by itself: a task that the parent only enqueues. */
  readonly later?: number;
  readonly attributes?: Attributes;
  readonly fault?: Fault | undefined;
  /** An error without an exception: the status message. */
  readonly failed?: string | undefined;
  /** Says explicitly that all went well, as some instrumentations do. */
  readonly succeeded?: boolean;
  readonly events?: readonly { readonly name: string; readonly after: number; readonly attributes: Attributes }[];
  readonly notes?: readonly Note[];
  readonly links?: readonly PlayedLink[];
  /** Called with what became of it, for those who link to it or answer it. */
  readonly remember?: (span: PlayedSpan) => void;
}

export interface Shape {
  readonly name: string;
  readonly options: Options;
  readonly children: readonly Shape[];
}

/** A span of a trace-to-be. */
export function span(name: string, options: Options = {}, ...children: readonly (Shape | undefined)[]): Shape {
  return { name, options, children: children.filter((child) => child !== undefined) };
}

export interface PlayedLink {
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
  readonly attributes: Attributes;
}

export interface PlayedEvent {
  readonly at: Moment;
  readonly name: string;
  readonly attributes: Attributes;
}

export interface PlayedSpan {
  readonly host: Host;
  readonly resource: Resource;
  readonly scope: Scope;
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
  readonly parentSpanId: Uint8Array | undefined;
  readonly flags: number;
  readonly name: string;
  readonly kind: Exclude<SpanKind, 'Unspecified'>;
  readonly from: Moment;
  readonly to: Moment;
  readonly attributes: Attributes;
  readonly events: readonly PlayedEvent[];
  readonly links: readonly PlayedLink[];
  readonly status: 'Unset' | 'Ok' | 'Error';
  readonly statusMessage: string;
}

export interface PlayedLog {
  readonly resource: Resource;
  readonly scope: Scope;
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
  readonly at: Moment;
  readonly severity: Note['severity'];
  readonly body: string;
  readonly event: string;
  readonly attributes: Attributes;
}

export interface Played {
  readonly spans: PlayedSpan[];
  readonly logs: PlayedLog[];
}

/** Where and when a trace happens. */
export interface Stage {
  readonly at: Moment;
  readonly random: Random;
  readonly environment: Environment;
}

const SAMPLED = 0x01;
/** SPAN_FLAGS_CONTEXT_HAS_IS_REMOTE_MASK: bit 0x200 means something only when this one is set. */
const KNOWS_REMOTE = 0x100;

/** The part of a span's own work that comes before its first child. */
const BEFORE_CHILDREN = 0.4;

/**
 * The trace as it went: parents before children, times in place, one id per trace. With `under`, an open span of the
 * same service that began earlier, the shape becomes a child of that one.
 */
export function play(shape: Shape, stage: Stage, service: Service, under?: PlayedSpan): Played {
  const played: Played = { spans: [], logs: [] };
  const traceId = under?.traceId ?? stage.random.id(16);
  // A request stays on the host that its service first picked: one entry per service.
  const hosts = new Map<Service, Host>(under ? [[service, under.host]] : []);
  place(shape, stage.at, { stage, traceId, hosts, played }, { service, spanId: under?.spanId });
  return played;
}

interface Trace {
  readonly stage: Stage;
  readonly traceId: Uint8Array;
  readonly hosts: Map<Service, Host>;
  readonly played: Played;
}
interface Parent {
  readonly service: Service;
  readonly spanId: Uint8Array | undefined;
}

/** Puts the span and what is under it into the trace, and returns when it ends. */
function place({ name, options, children }: Shape, from: Moment, trace: Trace, parent: Parent): Moment {
  const { random, environment } = trace.stage;
  const service = options.service ?? parent.service;
  const host = trace.hosts.get(service) ?? hostOf(service, random);
  trace.hosts.set(service, host);
  const spanId = random.id(8);
  const own = options.takes ?? random.around(0.6);
  // The parent's place in the list comes before its children's; the entry is filled once the end is known.
  const index = trace.played.spans.length;
  trace.played.spans.length += 1;

  let cursor = from + own * BEFORE_CHILDREN;
  let end = cursor;
  for (const child of children) {
    const { at, later } = child.options;
    const self = { service, spanId };
    if (later !== undefined) place(child, from + later, trace, self);
    else if (at !== undefined) end = Math.max(end, place(child, from + at, trace, self));
    else cursor = place(child, cursor, trace, self);
  }
  const to = Math.max(cursor + own * (1 - BEFORE_CHILDREN), end, from + own);

  const resource = resourceOf(service, host, environment, from);
  const scope = scopeOf(service);
  const remote = parent.spanId !== undefined && service !== parent.service;
  const played: PlayedSpan = {
    host,
    resource,
    scope,
    traceId: trace.traceId,
    spanId,
    parentSpanId: parent.spanId,
    flags: SAMPLED | KNOWS_REMOTE | (remote ? PARENT_IS_REMOTE : 0),
    name,
    kind: options.kind ?? 'Internal',
    from,
    to,
    attributes: options.attributes ?? {},
    events: eventsOf(options, from, to),
    links: options.links ?? [],
    status: options.fault || options.failed !== undefined ? 'Error' : options.succeeded ? 'Ok' : 'Unset',
    statusMessage: options.fault ? `${options.fault.type}: ${options.fault.message}` : (options.failed ?? ''),
  };
  trace.played.spans[index] = played;
  for (const note of options.notes ?? []) trace.played.logs.push(logOf(note, played));
  options.remember?.(played);
  return to;
}

function eventsOf({ fault, events = [] }: Options, from: Moment, to: Moment): PlayedEvent[] {
  const played: PlayedEvent[] = events.map(({ name, after, attributes }) => ({ at: Math.min(from + after, to), name, attributes }));
  if (fault) {
    const { type, message, stack } = fault;
    const attributes = {
      'exception.type': type,
      'exception.message': message,
      'exception.stacktrace': stack,
      'exception.escaped': 'False',
    };
    played.push({ at: to, name: 'exception', attributes });
  }
  return played;
}

function logOf({ severity, body, event = '', attributes = {}, after }: Note, within: PlayedSpan): PlayedLog {
  const { resource, scope, traceId, spanId, from, to } = within;
  const at = after === undefined ? to : Math.min(from + after, to);
  return { resource, scope, traceId, spanId, at, severity, body, event, attributes };
}
