import 'monaco-editor/editor/contrib/suggest/browser/suggestController'
import 'monaco-editor/features/bracketMatching/register'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/codeEditor/register'
import 'monaco-editor/features/codicon/register'
import 'monaco-editor/features/comment/register'
import 'monaco-editor/features/contextmenu/register'
import 'monaco-editor/features/cursorUndo/register'
import 'monaco-editor/features/find/register'
import 'monaco-editor/features/folding/register'
import 'monaco-editor/features/gotoError/register'
import 'monaco-editor/features/hover/register'
import 'monaco-editor/features/indentation/register'
import 'monaco-editor/features/linesOperations/register'
import 'monaco-editor/features/multicursor/register'
import 'monaco-editor/features/toggleTabFocusMode/register'
import 'monaco-editor/features/wordOperations/register'
import 'monaco-editor/languages/definitions/yaml/register'
import { loader } from '@monaco-editor/react'
import * as monaco from 'monaco-editor/editor'
import { configureMonacoYaml } from 'monaco-yaml'
import { themes } from './themes'

export type Monaco = typeof monaco

globalThis.MonacoEnvironment = {
  getWorker: () => new Worker(new URL('./editor-worker.ts', import.meta.url), { type: 'module' }),
}

// Otherwise it would ask a foreign host for one.
loader.config({ monaco })
for (const [name, theme] of Object.entries(themes)) monaco.editor.defineTheme(name, theme)

let wordOf = (message: string) => message

/** Monaco as monaco-yaml 5.5 knows it, and between the two what we say differently. */
const adapted = {
  ...monaco,
  editor: {
    ...monaco.editor,
    /** Since 0.53 Monaco takes a worker that runs. It wakes on a first message and takes its data from the second. */
    createWebWorker({ createData }: { createData?: unknown }) {
      const worker = new Worker(new URL('./yaml-worker.ts', import.meta.url), { type: 'module' })
      worker.postMessage('start')
      worker.postMessage(createData)
      return monaco.editor.createWebWorker({ worker })
    },
    /** All are errors, as they are to the cluster. An empty text lacks nothing yet. */
    setModelMarkers(model: monaco.editor.ITextModel, owner: string, markers: monaco.editor.IMarkerData[]) {
      const severity = monaco.MarkerSeverity.Error
      const said = markers.map(({ source: _, code: __, ...marker }) => {
        return { ...marker, severity, message: wordOf(marker.message) }
      })
      monaco.editor.setModelMarkers(model, owner, model.getValue().trim() === '' ? [] : said)
    },
  },
  languages: {
    ...monaco.languages,
    /** Each branch of the schema offers its own `kind`; the first of a name offers all of them. */
    registerCompletionItemProvider(language: string, provider: monaco.languages.CompletionItemProvider) {
      return monaco.languages.registerCompletionItemProvider(language, {
        ...provider,
        async provideCompletionItems(...asked) {
          const found = await provider.provideCompletionItems(...asked)
          const names = found?.suggestions.map(({ label }) => label) ?? []
          return (
            found && { suggestions: found.suggestions.filter(({ label }, at) => names.indexOf(label) === at) }
          )
        },
      })
    },
  },
}

const yaml = configureMonacoYaml(adapted as unknown as Parameters<typeof configureMonacoYaml>[0], {
  // It would write the whole text anew.
  format: { enable: false },
  ...{ hoverSchemaSource: false },
})

/** Completes and checks by this schema from now on; without one, by YAML's own rules. */
export async function setManifestSchema(schema: object | null): Promise<void> {
  await yaml.update({
    schemas: schema === null ? [] : [{ uri: 'ordinal://manifest', fileMatch: ['*'], schema }],
  })
}

/** Says complaints of the language server in other words from now on. */
export function setWords(words: (message: string) => string): void {
  wordOf = words
}

export { monaco }
