/** Monaco's colours from the design tokens: it cannot read CSS variables, so they are read when the theme is on screen. */
import type { editor } from 'monaco-editor/editor/editor.api.js';

/** #abc as #aabbcc: the stylesheet's minifier writes the one, Monaco reads only the other. */
export function fullHex(colour: string): string {
  return /^#[0-9a-f]{3,4}$/i.test(colour) ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour;
}

/** The name that the theme is defined under; it changes with the mode, so that Monaco notices. */
export function themeName(mode: 'dark' | 'light'): string {
  return `hearth-${mode}`;
}

/** The theme for `mode`; `read` gives a design token's value, e.g. `#e7eaf0` for `--text`. */
export function editorTheme(mode: 'dark' | 'light', read: (name: string) => string): editor.IStandaloneThemeData {
  const token = (name: string) => fullHex(read(name));
  const bare = (name: string) => token(name).replace('#', '');
  return {
    base: mode === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: bare('--text') },
      { token: 'keyword', foreground: bare('--s2') },
      { token: 'operator', foreground: bare('--text-2') },
      { token: 'delimiter', foreground: bare('--text-2') },
      { token: 'string', foreground: bare('--s7') },
      // the base themes have colours of their own for these three of SQL
      { token: 'string.sql', foreground: bare('--s7') },
      { token: 'predefined.sql', foreground: bare('--s1') },
      { token: 'operator.sql', foreground: bare('--text-2') },
      { token: 'number', foreground: bare('--s4') },
      { token: 'predefined', foreground: bare('--s1') },
      { token: 'comment', foreground: bare('--text-3') },
    ],
    colors: {
      'editor.background': token('--panel'),
      'editor.foreground': token('--text'),
      'editorCursor.foreground': token('--ember'),
      'editor.selectionBackground': token('--line-strong'),
      'editor.inactiveSelectionBackground': token('--line'),
      // none: on a tinted line the colours of the text fall below the contrast that reading needs
      'editor.lineHighlightBackground': token('--panel'),
      'editor.lineHighlightBorder': '#00000000',
      'editorLineNumber.foreground': token('--text-3'),
      'editorLineNumber.activeForeground': token('--text-2'),
      'editorBracketMatch.background': token('--hover'),
      'editorBracketMatch.border': token('--line-strong'),
      'editorError.foreground': token('--error'),
      'editorWidget.background': token('--raised'),
      'editorWidget.border': token('--line-strong'),
      'editorSuggestWidget.background': token('--raised'),
      'editorSuggestWidget.border': token('--line-strong'),
      'editorSuggestWidget.selectedBackground': token('--hover'),
      'editorSuggestWidget.selectedForeground': token('--text'),
      'editorSuggestWidget.highlightForeground': token('--ember'),
      'editorSuggestWidget.focusHighlightForeground': token('--ember'),
      'editorHoverWidget.background': token('--raised'),
      'editorHoverWidget.border': token('--line-strong'),
      'editor.placeholder.foreground': token('--text-3'),
      'input.background': token('--panel'),
      'scrollbarSlider.background': token('--line'),
      'scrollbarSlider.hoverBackground': token('--line-strong'),
      focusBorder: token('--ember'),
      // one colour for brackets at every depth
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((depth) => [`editorBracketHighlight.foreground${depth}`, token('--text-2')])),
    },
  };
}
