/** Monaco's worker, bundled with Hearth and served by it. */
import 'monaco-editor/editor/editor.worker.js';
