/** As much of Markdown as docs/guide is written in: nothing else is understood, and HTML is text. */
export type Inline =
  | { readonly kind: 'text' | 'strong' | 'emphasis' | 'code'; readonly text: string }
  | { readonly kind: 'link' | 'image'; readonly text: string; readonly to: string }

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly inlines: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly kind: 'code'; readonly text: string }

/** Blocks are parted by blank lines; a line that goes on from the one before is part of it. */
export function parseMarkdown(text: string): Block[] {
  return text
    .trim()
    .split(/\n{2,}(?=\S)/)
    .map(parseBlock)
}

function parseBlock(block: string): Block {
  const heading = /^(#{1,3}) (.+)$/.exec(block)
  if (heading)
    return { kind: 'heading', level: heading[1]?.length ?? 1, inlines: parseInlines(heading[2] ?? '') }
  const fence = /^```\w*\n([\s\S]*?)\n?```$/.exec(block)
  if (fence) return { kind: 'code', text: fence[1] ?? '' }
  if (block.startsWith('|')) return { kind: 'table', rows: parseRows(block) }
  const mark = /^(?:- |\d+\. )/.exec(block)?.[0]
  if (mark === undefined) return { kind: 'paragraph', inlines: parseInlines(joined(block)) }
  const items = block.split(/\n(?=- |\d+\. )/).map((item) => joined(item.replace(/^(?:- |\d+\. )/, '')))
  return { kind: 'list', isOrdered: mark !== '- ', items: items.map(parseInlines) }
}

/** Without the second row, which is the line below the heads. */
function parseRows(block: string): Inline[][][] {
  const [head = '', , ...body] = block.split('\n')
  return [head, ...body].map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => parseInlines(cell.trim())),
  )
}

/** Chinese has no spaces between words. */
function joined(text: string): string {
  return text.replace(/\s*\n\s*/g, (_break, offset: number) => {
    return /[\u3000-\u9fff\uff00-\uffef]/.test(text.charAt(offset - 1)) ? '' : ' '
  })
}

const inline = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|(!?)\[([^\]]*)\]\(([^)\s]+)\)/g

function parseInlines(text: string): Inline[] {
  const inlines: Inline[] = []
  let end = 0
  for (const match of text.matchAll(inline)) {
    const [whole, code, strong, emphasis, mark, label = '', to = ''] = match
    if (match.index > end) inlines.push({ kind: 'text', text: text.slice(end, match.index) })
    if (code !== undefined) inlines.push({ kind: 'code', text: code })
    else if (strong !== undefined) inlines.push({ kind: 'strong', text: strong })
    else if (emphasis !== undefined) inlines.push({ kind: 'emphasis', text: emphasis })
    else inlines.push({ kind: mark === '!' ? 'image' : 'link', text: label, to })
    end = match.index + whole.length
  }
  if (end < text.length) inlines.push({ kind: 'text', text: text.slice(end) })
  return inlines
}
