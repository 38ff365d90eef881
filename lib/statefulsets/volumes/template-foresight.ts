import { claimNameOf } from '../../claim-names.ts'
import { isBelow } from '../../claim-stage.ts'
import { readQuantity } from '../../manifests/quantity.ts'
import { isDnsLabel } from '../../names.ts'
import type { Volumes } from './volumes.ts'

/** A claim template as a person wants it. */
export interface WantedTemplate {
  readonly template: string
  readonly size: string
  readonly className: string
  readonly accessMode: string
  readonly mounts: readonly { readonly container: string; readonly mountPath: string }[]
}

/** What keeps it from being done; a sentence under `fields.template_…`. */
export interface TemplateProblem {
  readonly code:
    | 'name'
    | 'taken'
    | 'quantity'
    | 'class'
    | 'mount'
    | 'mountTaken'
    | 'noMount'
    | 'mixed'
    | 'nothing'
  /** The field that it is about, '' for none. */
  readonly path: string
  readonly detail: string
}

export interface TemplateForesight {
  readonly problems: readonly TemplateProblem[]
  readonly isNew: boolean
  /** Claims that come with it, by name. */
  readonly created: readonly string[]
  /** Those of them that are there already, and are used as they are, with their data. */
  readonly reused: readonly string[]
  /** Pods that are made anew one after the other, the lowest first: no volume can be added to a running one. */
  readonly recreated: readonly string[]
}

/**
 * What adding or changing a claim template does. A change is for claims to come: the ones that are there stay as they
 * are, and no pod is made anew for it.
 */
export function foreseeTemplate(
  set: {
    readonly name: string
    readonly pods: readonly { readonly name: string; readonly ordinal: number }[]
  },
  volumes: Volumes,
  wanted: WantedTemplate,
): TemplateForesight {
  const { template } = wanted
  const present = volumes.templates.find(({ name }) => name === template)
  const isNew = present === undefined
  const created = isNew
    ? set.pods.map(({ ordinal }) => claimNameOf({ template, set: set.name, ordinal }))
    : []
  const there = new Set(volumes.leftovers.map(({ name }) => name))
  const problems = [
    ...(isNew ? nameProblems(wanted, volumes) : []),
    ...valueProblems(wanted, volumes),
    ...(isNew ? mountProblems(wanted, volumes) : []),
    ...(volumes.isMixed ? [problem('mixed')] : []),
  ]
  const isSame =
    present !== undefined &&
    !isBelow(present.size, wanted.size) &&
    !isBelow(wanted.size, present.size) &&
    present.className === wanted.className &&
    present.accessModes[0] === wanted.accessMode
  return {
    problems: isSame && problems.length === 0 ? [problem('nothing')] : problems,
    ...{ isNew, created },
    reused: created.filter((name) => there.has(name)),
    recreated: isNew ? set.pods.map(({ name }) => name) : [],
  }
}

function nameProblems({ template }: WantedTemplate, { volumeNames }: Volumes): TemplateProblem[] {
  if (!isDnsLabel(template)) return [problem('name', 'template', template)]
  return volumeNames.includes(template) ? [problem('taken', 'template', template)] : []
}

function valueProblems({ size, className }: WantedTemplate, { classes }: Volumes): TemplateProblem[] {
  const amount = readQuantity(size)
  const isSize = typeof amount === 'bigint' && amount > 0n
  return [
    ...(isSize ? [] : [problem('quantity', 'size', size)]),
    ...(className === '' || classes.includes(className) ? [] : [problem('class', 'className', className)]),
  ]
}

/** A volume that nobody mounts is of no use; `/a` and `/a/` are one place to a person. */
function mountProblems({ mounts }: WantedTemplate, { containers }: Volumes): TemplateProblem[] {
  if (mounts.length === 0) return [problem('noMount')]
  return mounts.flatMap(({ container, mountPath }): TemplateProblem[] => {
    const path = `mounts.${container}`
    const known = containers.find(({ name }) => name === container)
    if (known === undefined || !/^\/[^:]*[^:/]\/?$/.test(mountPath))
      return [problem('mount', path, mountPath)]
    const isTaken = known.mountPaths.some((one) => trimmed(one) === trimmed(mountPath))
    return isTaken ? [problem('mountTaken', path, mountPath)] : []
  })
}

const trimmed = (path: string) => path.replace(/\/+$/, '')

function problem(code: TemplateProblem['code'], path = '', detail = ''): TemplateProblem {
  return { code, path, detail }
}
