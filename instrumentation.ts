/** Runs once when the server starts, inside Next's bundle, where the database and the watches live. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startOrdinal } = await import('./lib/start')
  await startOrdinal()
}
