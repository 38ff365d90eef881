export function explain(error: unknown): string
export function explainNpm(output: string): string | null
