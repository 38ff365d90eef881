import Link from 'next/link'
import { routes } from '@/lib/routes'
import classes from './Guide.module.css'
import { type Block, type Inline, parseMarkdown } from './markdown'

/** A chapter of docs/guide. */
export function Markdown({ text }: { text: string }) {
  return (
    <article className={classes.chapter}>
      {parseMarkdown(text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text is never reordered
        <BlockView key={index} block={block} />
      ))}
    </article>
  )
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${block.level}` as 'h1' | 'h2' | 'h3'
      return <Heading>{inlines(block.inlines)}</Heading>
    }
    case 'paragraph':
      return <p>{inlines(block.inlines)}</p>
    case 'code':
      return <pre>{block.text}</pre>
    case 'list': {
      const List = block.isOrdered ? 'ol' : 'ul'
      return <List>{block.items.map((item, index) => cell('li', item, index))}</List>
    }
    case 'table': {
      const [head = [], ...body] = block.rows
      return (
        <table>
          <thead>
            <tr>{head.map((item, index) => cell('th', item, index))}</tr>
          </thead>
          <tbody>
            {body.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a text is never reordered
              <tr key={index}>{row.map((item, column) => cell('td', item, column))}</tr>
            ))}
          </tbody>
        </table>
      )
    }
  }
}

function cell(Tag: 'li' | 'th' | 'td', content: readonly Inline[], index: number) {
  return <Tag key={index}>{inlines(content)}</Tag>
}

function inlines(content: readonly Inline[]) {
  return content.map((inline, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text is never reordered
    <InlineView key={index} inline={inline} />
  ))
}

function InlineView({ inline }: { inline: Inline }) {
  switch (inline.kind) {
    case 'strong':
      return <strong>{inline.text}</strong>
    case 'emphasis':
      return <em>{inline.text}</em>
    case 'code':
      return <code>{inline.text}</code>
    case 'link':
      return <Link href={routes.guide(inline.to.replace(/\.md$/, ''))}>{inline.text}</Link>
    case 'image': {
      const [locale = '', name = ''] = inline.to.split('/').slice(-2)
      // biome-ignore lint/performance/noImgElement: it is as large as it is shown
      return <img src={routes.guidePicture(locale, name)} alt={inline.text} width={1280} height={720} />
    }
    default:
      return inline.text
  }
}
