import { insist } from '../lazy-part'

/** Monaco and what belongs to it, on demand: a chunk of its own. The words of its menus come first, in one language for the page. */
export async function loadMonaco(locale: string) {
  if (locale === 'zh-CN') await insist(() => import('monaco-editor/nls/lang/zh-cn'))
  return insist(() => import('./monaco'))
}

export type LoadedMonaco = Awaited<ReturnType<typeof loadMonaco>>
