import { redirect } from 'next/navigation'
import { routes } from '@/lib/routes'

export default async function ProjectPage({ params }: { params: Promise<{ project: string }> }) {
  redirect(routes.statefulSets((await params).project))
}
