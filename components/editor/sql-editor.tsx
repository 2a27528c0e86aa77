'use client';

import { Editor } from '@monaco-editor/react';
import type { editor, IDisposable } from 'monaco-editor/editor/editor.api.js';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { isElsewhere } from '@/lib/client/shortcuts';
import { useShownTheme } from '@/lib/client/theme';
import { completionsAt, type Completion, type SchemaTable } from '@/components/editor/completion';
import { editorTheme, themeName } from '@/components/editor/editor-theme';
import { monaco } from '@/components/editor/monaco';
import { Skeleton } from '@/components/ui/skeleton';

export interface Fault {
  readonly message: string;
  /** Characters from 0 into the editor's text. */
  readonly position: number;
}

/** What a person wants to run: the whole text, or the part that is selected and where it begins. */
export interface Chosen {
  readonly text: string;
  readonly offset: number;
}

export interface SqlEditorProps {
  value: string;
  onChange: (text: string) => void;
  onRun: (chosen: Chosen) => void;
  schema: readonly SchemaTable[];
  /** Underlined until the text changes. */
  fault: Fault | undefined;
  /** Gets a function that tells what is to be run now. */
  chooseRef?: { current: (() => Chosen) | undefined };
  /** Whether it takes the focus once it is there. */
  autoFocus?: boolean;
}

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  ariaLabel: 'SQL',
  automaticLayout: true,
  // a text area, which the page's shortcuts and older browsers know as a place to type
  editContext: false,
  fixedOverflowWidgets: true,
  folding: false,
  fontFamily: "'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, monospace",
  fontLigatures: false,
  fontSize: 12.5,
  glyphMargin: false,
  guides: { indentation: false },
  lineDecorationsWidth: 8,
  lineHeight: 20,
  lineNumbersMinChars: 3,
  minimap: { enabled: false },
  overviewRulerLanes: 0,
  padding: { top: 10, bottom: 10 },
  placeholder: 'SELECT … FROM otel_traces WHERE Timestamp >= {from:DateTime64(9)} AND Timestamp < {to:DateTime64(9)}',
  renderLineHighlight: 'line',
  scrollBeyondLastLine: false,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
  tabSize: 2,
  wordBasedSuggestions: 'off',
  wordWrap: 'on',
};

/** Where Escape has nothing else to close. */
const NOTHING_OPEN = '!suggestWidgetVisible && !findWidgetVisible && !editorHasSelection && !editorHasMultipleSelections';

/** Who owns the underlines. */
const MARKERS = 'hearth';

function kindOf(kind: Completion['kind']): number {
  const kinds = monaco.languages.CompletionItemKind;
  return { table: kinds.Struct, column: kinds.Field, keyword: kinds.Keyword, function: kinds.Function, parameter: kinds.Variable }[kind];
}

function provideCompletions(schema: () => readonly SchemaTable[]): IDisposable {
  return monaco.languages.registerCompletionItemProvider('sql', {
    triggerCharacters: ['.', ' '],
    provideCompletionItems: (model, position) => {
      const word = model.getWordUntilPosition(position);
      const range = new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn);
      const found = completionsAt(model.getValue(), model.getOffsetAt(position), schema());
      // the order that they were found in is the order that they are wanted in
      const suggestions = found.map(({ kind, text, detail }, index) => ({
        label: { label: text, description: detail },
        kind: kindOf(kind),
        insertText: text,
        range,
        sortText: String(index).padStart(5, '0'),
      }));
      return { suggestions };
    },
  });
}

function applyTheme(mode: 'dark' | 'light'): void {
  const style = getComputedStyle(document.documentElement);
  monaco.editor.defineTheme(
    themeName(mode),
    editorTheme(mode, (name) => style.getPropertyValue(name).trim()),
  );
  monaco.editor.setTheme(themeName(mode));
}

function chosenIn(instance: editor.IStandaloneCodeEditor): Chosen {
  const model = instance.getModel();
  const selection = instance.getSelection();
  if (!model || !selection || selection.isEmpty()) return { text: instance.getValue(), offset: 0 };
  return { text: model.getValueInRange(selection), offset: model.getOffsetAt(selection.getStartPosition()) };
}

/** The editor: completion from the store's own tables, ⌘Enter runs, Escape leaves it, faults underlined. */
export function SqlEditor({ value, onChange, onRun, schema, fault, chooseRef, autoFocus = true }: SqlEditorProps) {
  const mode = useShownTheme();
  const [instance, setInstance] = useState<editor.IStandaloneCodeEditor>();
  const schemaRef = useRef(schema);
  const runRef = useRef(onRun);
  useLayoutEffect(() => {
    schemaRef.current = schema;
    runRef.current = onRun;
  });

  useEffect(() => {
    const provider = provideCompletions(() => schemaRef.current);
    return () => provider.dispose();
  }, []);
  useEffect(() => applyTheme(mode), [mode]);
  useEffect(() => {
    const model = instance?.getModel();
    if (!model) return;
    monaco.editor.setModelMarkers(model, MARKERS, fault ? [markerOf(model, fault)] : []);
  }, [instance, fault]);

  const onMount = useCallback(
    (mounted: editor.IStandaloneCodeEditor) => {
      setInstance(mounted);
      if (chooseRef) chooseRef.current = () => chosenIn(mounted);
      mounted.onDidChangeModelContent(() => {
        const model = mounted.getModel();
        if (model) monaco.editor.setModelMarkers(model, MARKERS, []);
      });
      mounted.addAction({
        id: 'hearth.run',
        label: 'Run',
        keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter],
        run: () => runRef.current(chosenIn(mounted)),
      });
      mounted.addAction({
        id: 'hearth.leave',
        label: 'Leave the editor',
        keybindings: [monaco.KeyCode.Escape],
        precondition: NOTHING_OPEN,
        // Tab indents: without this, the keyboard would not get out
        run: () => {
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        },
      });
      // it comes late: who types in another place by then goes on there
      if (autoFocus && !isElsewhere(document.activeElement)) mounted.focus();
    },
    [chooseRef, autoFocus],
  );
  return (
    <Editor
      language="sql"
      theme={themeName(mode)}
      value={value}
      onChange={(text) => onChange(text ?? '')}
      beforeMount={() => applyTheme(mode)}
      onMount={onMount}
      options={OPTIONS}
      loading={<Skeleton className="h-full w-full" />}
    />
  );
}

/** The word at the fault, or the one character there. */
function markerOf(model: editor.ITextModel, { message, position }: Fault): editor.IMarkerData {
  const at = model.getPositionAt(position);
  const word = model.getWordAtPosition(at);
  return {
    severity: monaco.MarkerSeverity.Error,
    message,
    startLineNumber: at.lineNumber,
    startColumn: word?.startColumn ?? at.column,
    endLineNumber: at.lineNumber,
    endColumn: word?.endColumn ?? at.column + 1,
  };
}
