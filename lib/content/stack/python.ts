/** Python's traceback: the oldest call first, the cause before what it caused. */
import { newPart, withOmitted, type Frame, type PartDraft, type StackPart } from '@/lib/content/stack/stack';

const HEAD = /^\s*(?:Exception Group )?Traceback \(most recent call last\):$/;
const FRAME = /^\s*File "(.+)", line (\d+)(?:, in (.+))?$/;
const REPEATED = /^\s*\[Previous line repeated (\d+) more times?\]$/;
const CAUSED = 'The above exception was the direct cause of the following exception:';
const DURING = 'During handling of the above exception, another exception occurred:';
/** Marks of an exception group: `  + `, `    | `, and the line that begins one of its exceptions. */
const GROUP_MARK = /^ *(?:\| ?|\+ (?=Exception Group))/;
const GROUP_MEMBER = /^ *\+[-+]*-{2,} (\d+|\.\.\.) -{2,}$/;
const GROUP_END = /^ *\+-{10,}$/;

const LIBRARY =
  /[\\/](?:site|dist)-packages[\\/]|[\\/]lib(?:64)?[\\/]python\d|^<frozen |[\\/]python\d[\d.]*\.zip[\\/]|[\\/]Python\d+[\\/]Lib[\\/]/i;

/** `cause`: how this part led to the one that comes next in the text. */
interface Draft extends PartDraft {
  cause: string;
}

/** The parts, the exception that was seen first. Undefined where the text is no traceback. */
export function readPython(text: string): StackPart[] | undefined {
  const drafts: Draft[] = [];
  let part: Draft | undefined;
  let group = '';
  let code: string[] | undefined;
  const begin = () => {
    part = { ...newPart('', group), cause: '' };
    group = '';
    code = undefined;
    drafts.push(part);
  };
  for (const line of text.split('\n')) {
    const member = GROUP_MEMBER.exec(line);
    if (member) {
      group = `Exception ${member[1]} of the group`;
      part = undefined;
      continue;
    }
    if (GROUP_END.test(line)) continue;
    const bare = line.replace(GROUP_MARK, '');
    if (HEAD.test(bare)) {
      begin();
      continue;
    }
    if (bare === CAUSED || bare === DURING) {
      if (part) part.cause = bare === CAUSED ? 'Caused by' : 'While handling';
      part = undefined;
      continue;
    }
    if (part === undefined) {
      // an exception of a group may have no traceback of its own
      if (group === '' || bare.trim() === '') continue;
      begin();
    }
    const current = part as Draft | undefined;
    if (current === undefined) continue;
    const frame = FRAME.exec(bare);
    if (frame && current.title === '') {
      const [, file = '', number = '', call = ''] = frame;
      code = [];
      current.frames.push({ file, line: Number(number), call, code, own: !LIBRARY.test(file), omitted: 0 });
      continue;
    }
    const repeated = REPEATED.exec(bare);
    if (repeated) withOmitted(current.frames, Number(repeated[1]));
    else if (code && current.title === '' && /^ {4}/.test(bare)) code.push(bare.slice(4));
    else if (bare !== '' || current.title !== '') current.title += (current.title === '' ? '' : '\n') + bare;
  }
  if (!drafts.some(({ frames }) => frames.length > 0)) return undefined;
  return ordered(drafts);
}

/** From the exception that was seen to its first cause; the members of a group follow it as they came. */
function ordered(drafts: readonly Draft[]): StackPart[] {
  const chains: Draft[][] = [];
  for (const draft of drafts) {
    const before = chains.at(-1)?.at(-1);
    if (before !== undefined && before.cause !== '' && draft.relation === '') chains.at(-1)?.push(draft);
    else chains.push([draft]);
  }
  return chains.flatMap((chain) =>
    chain.toReversed().map((draft): StackPart => {
      const frames: Frame[] = draft.frames.toReversed();
      return { title: draft.title.trimEnd(), relation: draft.relation || draft.cause, frames };
    }),
  );
}
