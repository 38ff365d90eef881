import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The one accent. Everything else that has a colour is a state. */
const ink: MantineColorsTuple = [
  '#eef2ff',
  '#dfe6fb',
  '#bccaf3',
  '#96acec',
  '#7592e6',
  '#6082e2',
  '#4f72d9',
  '#4161c1',
  '#3856ad',
  '#2b4a99',
]

/** Mantine's, but for the darkest three: white on the button that destroys is read at a contrast of 5 to 1. */
const red: MantineColorsTuple = [
  '#fff5f5',
  '#ffe3e3',
  '#ffc9c9',
  '#ffa8a8',
  '#ff8787',
  '#ff6b6b',
  '#fa5252',
  '#d32f2f',
  '#c22a2a',
  '#ad2525',
]

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: 7,
  colors: { ink, red },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '20px' }, h2: { fontSize: '16px' }, h3: { fontSize: '14px' } },
  },
  components: {
    // A dialog begins with what it is about.
    Modal: { styles: { title: { fontSize: '16px', fontWeight: 600 } } },
    // Fields beside each other stay in line, however much help one of them has.
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'error', 'description'] } },
  },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
})
