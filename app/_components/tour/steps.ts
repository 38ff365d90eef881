import { routes } from '@/lib/routes'

/** What one does in the tour of a sandbox, in this order. */
export const tourSteps = [
  'list',
  'create',
  'stuck',
  'rollback',
  'unblock',
  'log',
  'terminal',
  'delete',
] as const
export type TourStep = (typeof tourSteps)[number]

/** In the examples that a sandbox begins with (sandbox/seeds). */
const project = 'shop'
const stuck = 'search'

export const tourPlaces: Readonly<Record<TourStep, string>> = {
  list: routes.statefulSets(project),
  create: routes.newStatefulSet(project),
  stuck: routes.statefulSet(project, stuck),
  rollback: routes.statefulSetPage(project, stuck, 'revisions'),
  unblock: routes.statefulSet(project, stuck),
  log: routes.statefulSetLogs(project, 'orders-db'),
  terminal: routes.container(project, 'orders-db-0', 'main'),
  delete: routes.statefulSets(project),
}

/** The steps that are done by looking at a page; the others by doing something, of which `tellTour` tells. */
export function stepsSeenAt(pathname: string): TourStep[] {
  const seen: TourStep[] = []
  if (pathname === tourPlaces.list || pathname === routes.allStatefulSets()) seen.push('list')
  if (pathname === tourPlaces.stuck || pathname.startsWith(`${tourPlaces.stuck}/`)) seen.push('stuck')
  if (pathname.endsWith('/logs')) seen.push('log')
  return seen
}
