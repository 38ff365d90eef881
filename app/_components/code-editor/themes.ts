import type { editor } from 'monaco-editor/editor'

/** Monaco takes no CSS variables: these are --surface, --hairline and the state colours of globals.css. */
export const themes: Readonly<Record<'light' | 'dark', editor.IStandaloneThemeData>> = {
  light: {
    base: 'vs',
    inherit: true,
    rules: [
      { token: 'type.yaml', foreground: '2b4a99' },
      { token: 'string.yaml', foreground: '18794e' },
      { token: 'number.yaml', foreground: '8a5300' },
      { token: 'keyword.yaml', foreground: '8a5300' },
      { token: 'comment.yaml', foreground: '5b6270' },
    ],
    colors: { 'editor.background': '#ffffff', 'editorLineNumber.foreground': '#5b6270' },
  },
  dark: {
    base: 'vs-dark',
    inherit: true,
    rules: [
      { token: 'type.yaml', foreground: '8ea8f0' },
      { token: 'string.yaml', foreground: '3dd68c' },
      { token: 'number.yaml', foreground: 'f5b450' },
      { token: 'keyword.yaml', foreground: 'f5b450' },
      { token: 'comment.yaml', foreground: '9aa3b2' },
    ],
    colors: { 'editor.background': '#15171c', 'editorLineNumber.foreground': '#9aa3b2' },
  },
}
