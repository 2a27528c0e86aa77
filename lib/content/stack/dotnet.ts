/** .NET's Exception.ToString(): titles from the outside in, then frames from the inside out. */
import { newPart, type PartDraft, type StackPart } from '@/lib/content/stack/stack';

/** `   at Shop.Cart.Price(Int32 id) in /src/Cart.cs:line 12`. */
const FRAME = /^\s+at ((?:async )?[^\s(]+\(.*?\))(?: in (.+):line (\d+))?$/;
const INNER = /^\s*---> (?:\(Inner Exception #\d+\) )?(.*)$/;
const INNER_END = /^\s*--- End of inner exception stack trace ---$/;

const LIBRARY = /^(?:System|Microsoft|Npgsql|Grpc|Newtonsoft|Azure|Serilog|StackExchange|Polly|MassTransit|lambda_method)\b/;

/** The parts, the exception that was seen first. Undefined where no line is a frame. */
export function readDotnet(text: string): StackPart[] | undefined {
  const parts: PartDraft[] = [newPart()];
  const open: PartDraft[] = [...parts];
  for (const line of text.split('\n').map((each) => each.trimEnd())) {
    const part = open.at(-1) ?? (parts[0] as PartDraft);
    const frame = FRAME.exec(line);
    const inner = INNER.exec(line);
    if (frame) {
      const [, call = '', file = '', number] = frame;
      part.frames.push({
        file,
        line: number === undefined ? undefined : Number(number),
        call,
        code: [],
        own: !LIBRARY.test(call.replace(/^async /, '')),
        omitted: 0,
      });
    } else if (inner) {
      const next = newPart(inner[1] ?? '', 'Caused by');
      parts.push(next);
      open.push(next);
    } else if (INNER_END.test(line)) open.pop();
    else if (part.frames.length === 0 && !line.startsWith('   ---')) part.title += (part.title === '' ? '' : '\n') + line;
  }
  if (!parts.some(({ frames }) => frames.length > 0)) return undefined;
  return parts.map((part) => ({ ...part, title: part.title.trim() }));
}
