/** In the place of Prettier, three quarters of the worker: nothing here writes a whole text anew. */
export async function format(text: string): Promise<string> {
  return text
}
