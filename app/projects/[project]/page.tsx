import { redirect } from 'next/navigation'
import { pageProject } from '@/lib/auth/page'
import { routes } from '@/lib/routes'

export default async function ProjectPage({ params }: { params: Promise<{ project: string }> }) {
  const { project: slug } = await params
  await pageProject(slug, 'project:view')
  redirect(routes.statefulSets(slug))
}
