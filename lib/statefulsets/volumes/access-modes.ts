const alone = 'ReadWriteOncePod'

/**
 * A template's access modes with another first one, which is the one that a person sees and chooses. Further ones stay,
 * but for `ReadWriteOncePod`, which must stand alone (pkg/apis/core/validation/validation.go).
 */
export function withFirstMode(modes: readonly string[], first: string): readonly string[] {
  if (modes[0] === first) return modes
  const others = modes.slice(1).filter((mode) => mode !== first)
  return first === alone || modes.includes(alone) ? [first] : [first, ...others]
}
