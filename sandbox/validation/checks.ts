import { type Fields, fieldsOf, isFields, listOf } from '../../lib/manifests/read.ts'
import type { Causes } from './causes.ts'
import type { Format } from './formats.ts'

/** A rule about one object: what it complains about is below `path`. */
export type Check = (object: Fields, path: string, causes: Causes) => void

export const isAbsent = (value: unknown) => value === undefined || value === null || value === ''

export const required =
  (...keys: readonly string[]): Check =>
  (object, path, causes) => {
    for (const key of keys) {
      const value = object[key]
      if (isAbsent(value) || (Array.isArray(value) && value.length === 0)) causes.required(`${path}.${key}`)
    }
  }

export const oneOf =
  (key: string, ...supported: readonly string[]): Check =>
  (object, path, causes) => {
    const value = object[key]
    if (!isAbsent(value) && !supported.includes(String(value)))
      causes.notSupported(`${path}.${key}`, value, supported)
  }

export const atLeast =
  (least: number, ...keys: readonly string[]): Check =>
  (object, path, causes) => {
    for (const key of keys) {
      const value = object[key]
      if (typeof value === 'number' && value < least)
        causes.invalid(`${path}.${key}`, value, `must be greater than or equal to ${least}`)
    }
  }

export const between =
  (least: number, most: number, ...keys: readonly string[]): Check =>
  (object, path, causes) => {
    for (const key of keys) {
      const value = object[key]
      if (typeof value === 'number' && (value < least || value > most))
        causes.invalid(`${path}.${key}`, value, `must be between ${least} and ${most}, inclusive`)
    }
  }

export const formatted =
  (key: string, format: Format): Check =>
  (object, path, causes) => {
    const value = object[key]
    const why = typeof value === 'string' && value !== '' ? format(value) : null
    if (why !== null) causes.invalid(`${path}.${key}`, value, why)
  }

/** A port by its number, or by the name that a container gives it. */
export const portOrName =
  (key: string, format: Format): Check =>
  (object, path, causes) => {
    if (isAbsent(object[key])) causes.invalid(`${path}.${key}`, 0, 'must be between 1 and 65535, inclusive')
    between(1, 65_535, key)(object, path, causes)
    formatted(key, format)(object, path, causes)
  }

/** Exactly one of these fields: a kind of probe, of hook, of volume. */
export const exactlyOne =
  (keys: readonly string[], noun: string): Check =>
  (object, path, causes) => {
    const given = keys.filter((key) => isFields(object[key]))
    if (given.length === 0) causes.required(path, `must specify a ${noun}`)
    for (const key of given.slice(1))
      causes.forbidden(`${path}.${key}`, `may not specify more than 1 ${noun}`)
  }

export const unique =
  (list: string, key: string): Check =>
  (object, path, causes) => {
    const seen = new Set<unknown>()
    listOf(object[list]).forEach((item, index) => {
      const value = fieldsOf(item)[key]
      if (isAbsent(value)) return
      if (seen.has(value)) causes.duplicate(`${path}.${list}[${index}].${key}`, value)
      seen.add(value)
    })
  }
