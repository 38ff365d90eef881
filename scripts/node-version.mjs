/** The machine's Node runs npm and these scripts; Ordinal itself runs on the Node among its packages. */
export const oldestNode = 20

/** A sentence where the machine's Node is too old, else null. */
export function refuseNode(version) {
  if (Number(version.split('.')[0]) >= oldestNode) return null
  return `Node ${version} is too old: npm needs Node ${oldestNode} or newer here. Install one from https://nodejs.org, then start again.`
}

const refusal = refuseNode(process.versions.node)
if (refusal !== null) {
  console.error(refusal)
  process.exit(1)
}
