export const oldestNode: number
export function refuseNode(version: string): string | null
