import type { Cause } from '../api/status.ts'

/** Collects complaints; the words are those of k8s.io/apimachinery/pkg/util/validation/field. */
export class Causes {
  readonly list: Cause[] = []

  required(field: string, why = ''): void {
    this.#add('FieldValueRequired', field, why === '' ? 'Required value' : `Required value: ${why}`)
  }

  invalid(field: string, value: unknown, why: string): void {
    this.#add('FieldValueInvalid', field, `Invalid value: ${JSON.stringify(value ?? '')}: ${why}`)
  }

  notSupported(field: string, value: unknown, supported: readonly string[]): void {
    const names = supported.map((name) => JSON.stringify(name)).join(', ')
    const message = `Unsupported value: ${JSON.stringify(value)}: supported values: ${names}`
    this.#add('FieldValueNotSupported', field, message)
  }

  duplicate(field: string, value: unknown): void {
    this.#add('FieldValueDuplicate', field, `Duplicate value: ${JSON.stringify(value)}`)
  }

  notFound(field: string, value: unknown): void {
    this.#add('FieldValueNotFound', field, `Not found: ${JSON.stringify(value)}`)
  }

  forbidden(field: string, why: string): void {
    this.#add('FieldValueForbidden', field, `Forbidden: ${why}`)
  }

  tooLong(field: string, bytes: number): void {
    this.#add('FieldValueTooLong', field, `Too long: may not be more than ${bytes} bytes`)
  }

  #add(reason: string, field: string, message: string): void {
    this.list.push({ reason, message, field })
  }
}
