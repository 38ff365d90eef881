import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseManifests } from './parse.ts'
import { type Path, pathParts, pathText } from './path.ts'

describe('paths', () => {
  it.each<[Path, string]>([
    [['spec', 'containers', 0, 'image'], 'spec.containers[0].image'],
    [['metadata', 'labels', 'app.kubernetes.io/name'], 'metadata.labels[app.kubernetes.io/name]'],
    [[0, 'a'], '[0].a'],
    [[], ''],
  ])('%j is written %s', (path, text) => {
    expect(pathText(path)).toBe(text)
    expect(pathParts(text)).toEqual(path)
  })

  it('come back as they were written', () => {
    const segment = fc.oneof(fc.nat(), fc.stringMatching(/^[a-z][a-zA-Z0-9./-]*$/))
    fc.assert(
      fc.property(fc.array(segment), (path) => {
        expect(pathParts(pathText(path))).toEqual(path)
      }),
    )
  })

  it('find their lines in any document, or the nearest one', () => {
    const text =
      '# top\na: 1\n---\napiVersion: v1\nkind: X\nmetadata:\n  name: x\n  labels:\n    a.b/c: d\nspec:\n- p: 1\n- q: 2\n'
    const parsed = parseManifests(text.replace('a: 1\n', 'apiVersion: v1\nkind: Y\nmetadata: {name: y}\n'))
    const manifest = parsed.ok ? parsed.manifests[1] : undefined
    expect(manifest?.line).toBe(6)
    expect(
      ['metadata.labels[a.b/c]', 'spec[1].q', 'spec[1].none.deeper', 'none'].map((path) =>
        manifest?.lineOf(path),
      ),
    ).toEqual([11, 14, 14, 6])
  })
})
