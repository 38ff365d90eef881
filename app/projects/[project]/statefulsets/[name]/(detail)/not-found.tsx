/** A sub-page without its set: the layout around it says where the set is. */
export default function WithoutSet() {
  return null
}
