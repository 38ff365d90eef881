'use client'

import { useState } from 'react'
import { useAction } from '@/app/_components/use-action'
import { routes } from '@/lib/routes'
import type { TransferRefusal } from '@/lib/terminals/protocol'
import { checkDownload } from './actions'

interface Place {
  readonly pod: string
  readonly uid: string
  readonly container: string
}

/** Takes a file or a folder from a container with the browser's own download, once it is known that it may begin. */
export function useDownload(slug: string, place: Place) {
  const { run, failure } = useAction(checkDownload)
  const [refusal, setRefusal] = useState<TransferRefusal | null>(null)
  const fetchFile = async (path: string, kind: 'file' | 'folder') => {
    const found = await run(slug, { ...place, path, kind })
    if (found === null) return
    setRefusal(found.refusal)
    if (found.refusal !== null) return
    const link = document.createElement('a')
    link.href = routes.containerFile(slug, place.pod, place.container, { uid: place.uid, path, kind })
    link.download = ''
    link.click()
  }
  return { fetchFile, failure, refusal }
}
