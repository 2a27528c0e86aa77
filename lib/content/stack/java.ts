/** Java's printStackTrace (Kotlin and Scala print the same): the newest call first, causes after. */
import { newPart, withOmitted, type PartDraft, type StackPart } from '@/lib/content/stack/stack';

/** `	at java.base/java.util.ArrayList.get(ArrayList.java:427) ~[guava.jar:31]`. */
const FRAME =
  /^\s*at (?:[\w.@-]*\/{1,2})?([\w$.<>/-]+)\((\w[\w$-]*\.\w+(?::\d+)?|Native Method|Unknown Source|<generated>)\)(?: ~?\[.*\])?$/;
const OMITTED = /^\s*\.\.\. (\d+) (?:more|common frames omitted)$/;
const CAUSE = /^\s*(Caused by|Suppressed): (.*)$/;

const LIBRARY =
  /^(?:javax?|jakarta|jdk|sun|com\.sun|kotlinx?|scala|groovy|akka|reactor|rx|io\.(?:netty|grpc|opentelemetry|micrometer|vertx|quarkus|reactivex|ktor)|org\.(?:springframework|apache|hibernate|eclipse|jboss|junit|slf4j|postgresql|glassfish|mockito|reactivestreams|gradle)|com\.(?:google\.common|fasterxml|mysql|zaxxer|netflix)|ch\.qos)\./;

/** The parts, the exception that was seen first. Undefined where no line is a frame. */
export function readJava(text: string): StackPart[] | undefined {
  const parts: PartDraft[] = [newPart()];
  for (const line of text.split('\n')) {
    const part = parts.at(-1) as PartDraft;
    const [, call = '', source = ''] = FRAME.exec(line) ?? [];
    if (call !== '') {
      const [file = '', number] = source.split(':');
      const place = /^\w[\w$-]*\.\w+$/.test(file) ? file : '';
      part.frames.push({
        file: place,
        line: /^\d+$/.test(number ?? '') ? Number(number) : undefined,
        call,
        code: [],
        own: !LIBRARY.test(call),
        omitted: 0,
      });
      continue;
    }
    const omitted = OMITTED.exec(line);
    const cause = CAUSE.exec(line);
    if (omitted) withOmitted(part.frames, Number(omitted[1]));
    else if (cause) parts.push(newPart(cause[2] ?? '', cause[1] ?? ''));
    else if (part.frames.length === 0) part.title += (part.title === '' ? '' : '\n') + line;
  }
  if (!parts.some(({ frames }) => frames.length > 0)) return undefined;
  return parts.map((part) => ({ ...part, title: part.title.trim() }));
}
