/** Monaco with what a SQL editor needs and nothing else, all of it served by Hearth. Import it lazily: it is large. */
import { loader } from '@monaco-editor/react';
import * as monaco from 'monaco-editor/editor/editor.api.js';
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/comment/register.js';
import 'monaco-editor/features/cursorUndo/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/hover/register.js';
import 'monaco-editor/features/lineSelection/register.js';
import 'monaco-editor/features/linesOperations/register.js';
import 'monaco-editor/features/multicursor/register.js';
import 'monaco-editor/features/placeholderText/register.js';
import 'monaco-editor/features/smartSelect/register.js';
import 'monaco-editor/features/snippet/register.js';
// the package's features/suggest leaves out the list itself
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/features/wordOperations/register.js';
import 'monaco-editor/languages/definitions/sql/register.js';

self.MonacoEnvironment = {
  getWorker: () => new Worker(new URL('@/components/editor/editor.worker.ts', import.meta.url), { type: 'module', name: 'sql-editor' }),
};
// without this the loader would fetch Monaco from another host
loader.config({ monaco });

export { monaco };
