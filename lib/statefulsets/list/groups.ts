/** Objects by a key that several share. */
export class Groups<T> {
  readonly #groups = new Map<string, Map<string, T>>()

  get(key: string): T[] {
    return [...(this.#groups.get(key)?.values() ?? [])]
  }

  set(key: string, name: string, one: T | undefined): void {
    const group = this.#groups.get(key) ?? new Map<string, T>()
    if (one === undefined) group.delete(name)
    else group.set(name, one)
    if (group.size === 0) this.#groups.delete(key)
    else this.#groups.set(key, group)
  }
}

/** Who is derived from what. */
export class Dependencies {
  readonly #needs = new Map<string, readonly string[]>()
  readonly #dependents = new Map<string, Set<string>>()

  of(dependency: string): Iterable<string> {
    return this.#dependents.get(dependency) ?? []
  }

  set(dependent: string, needs: readonly string[]): void {
    const former = this.#needs.get(dependent) ?? []
    if (former.join() === needs.join()) return
    for (const need of former) {
      const dependents = this.#dependents.get(need)
      dependents?.delete(dependent)
      if (dependents?.size === 0) this.#dependents.delete(need)
    }
    for (const need of needs) {
      const dependents = this.#dependents.get(need) ?? new Set()
      this.#dependents.set(need, dependents.add(dependent))
    }
    if (needs.length === 0) this.#needs.delete(dependent)
    else this.#needs.set(dependent, needs)
  }
}

/** `<namespace>/<name>` */
export const keyOf = ({ metadata }: { metadata: { namespace?: string; name: string } }) =>
  `${metadata.namespace}/${metadata.name}`

/** `web-0` → `web`, and `data-web-0` → `data-web`. */
export const baseOf = (name: string) => name.replace(/-\d+$/, '')
