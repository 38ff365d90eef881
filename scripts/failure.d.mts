export function explain(error: unknown): string
export function explainDisk(output: string, path: string): string | null
export function explainNpm(output: string): string | null
