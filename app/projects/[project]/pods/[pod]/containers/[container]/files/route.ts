import { recordedProjectStream } from '@/lib/route-handler'
import { download } from '@/lib/terminals/download'
import { downloadSchema } from '@/lib/terminals/schema'

export const GET = recordedProjectStream(
  'pod:terminal',
  'pod:terminal',
  downloadSchema,
  download,
  ({ pod, uid, container, path, kind }) => ({
    target: pod,
    details: { kind: 'download', uid, container, path, what: kind },
  }),
)
