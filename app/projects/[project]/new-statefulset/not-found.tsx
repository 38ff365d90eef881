import NotFound from '@/app/not-found'
import { MissingDraft } from './DraftGone'

export default function DraftNotFound() {
  return (
    <MissingDraft>
      <NotFound />
    </MissingDraft>
  )
}
