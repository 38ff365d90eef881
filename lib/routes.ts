/** Every address of the console, built in one place; names are encoded, so a link can't leave its screen. */

const segment = (text: string) => encodeURIComponent(text)
const project = (slug: string) => `/projects/${segment(slug)}`

export const routes = {
  home: () => '/',
  login: (callbackUrl?: string) =>
    callbackUrl === undefined ? '/login' : `/login?callbackUrl=${segment(callbackUrl)}`,
  join: (token: string) => `/join/${segment(token)}`,
  account: () => '/account',
  users: () => '/users',
  guide: (chapter = '') => (chapter === '' ? '/guide' : `/guide/${segment(chapter)}`),
  guidePicture: (locale: string, name: string) => `/guide/pictures/${segment(locale)}/${segment(name)}`,
  /** In a sandbox. */
  guestInvitation: () => '/users#guest',
  clusters: () => '/clusters',
  /** With the check of one of them, or of one that waits for the next start. */
  clusterCheck: (name: string) => `/clusters?check=${segment(name)}`,
  projects: () => '/projects',
  newProject: () => '/projects/new',
  /** Over all projects of a person. */
  allStatefulSets: () => '/statefulsets',
  /** Of one project by `?project=`, since under a project's own list any word may be the name of a set. */
  liveStatefulSets: () => '/statefulsets/live',
  exportedStatefulSets: () => '/statefulsets/export',
  statefulSetLabels: () => '/statefulsets/labels',
  statefulSets: (slug: string) => `${project(slug)}/statefulsets`,
  newStatefulSet: (slug: string) => `${project(slug)}/new-statefulset`,
  /** With `?draft=`, what a draft says so far in JSON. */
  preflight: (slug: string) => `${routes.newStatefulSet(slug)}/preflight`,
  draft: (slug: string, id: string) => `${routes.newStatefulSet(slug)}?draft=${segment(id)}`,
  manifestSchema: (slug: string) => `${routes.newStatefulSet(slug)}/schema`,
  statefulSet: (slug: string, name: string) => `${project(slug)}/statefulsets/${segment(name)}`,
  /** A sub-page of a set: `volumes`, `revisions`, `events`, `metadata`; '' is the set's own page. */
  statefulSetPage: (slug: string, name: string, page: string) =>
    page === '' ? routes.statefulSet(slug, name) : `${routes.statefulSet(slug, name)}/${segment(page)}`,
  /** The manifest in code, or the form on it. */
  editStatefulSet: (slug: string, name: string, view: 'code' | 'form' = 'code') =>
    `${routes.statefulSet(slug, name)}/edit?view=${view}`,
  /** Of one sub-page by `?show=`. */
  liveStatefulSet: (slug: string, name: string) => `${routes.statefulSet(slug, name)}/live`,
  statefulSetLogs: (slug: string, name: string) => `${routes.statefulSet(slug, name)}/logs`,
  pods: (slug: string) => `${project(slug)}/pods`,
  pod: (slug: string, pod: string) => `${routes.pods(slug)}/${segment(pod)}`,
  livePod: (slug: string, pod: string) => `${routes.pod(slug, pod)}/live`,
  container: (slug: string, pod: string, container: string) =>
    `${routes.pod(slug, pod)}/containers/${segment(container)}`,
  /** With `?operation=`, and `&replicas=` for a scale. */
  foresight: (slug: string, name: string) => `${routes.statefulSet(slug, name)}/foresight`,
  /** All volume claims of a project. */
  volumes: (slug: string) => `${project(slug)}/volumes`,
  liveVolumes: (slug: string) => `${routes.volumes(slug)}/live`,
  containerLogs: (slug: string, pod: string, container: string) =>
    `${routes.container(slug, pod, container)}/logs`,
  /** Of a container's or a set's log. */
  logStream: (logs: string) => `${logs}/stream`,
  logDownload: (logs: string) => `${logs}/download`,
  /** Of all that the node keeps of a container's log. */
  logSearch: (logs: string) => `${logs}/search`,
  containerTerminal: (slug: string, pod: string, container: string) =>
    `${routes.container(slug, pod, container)}/terminal`,
  /** What is taken out of a container. */
  containerFile: (
    slug: string,
    pod: string,
    container: string,
    query: { readonly uid: string; readonly path: string; readonly kind: 'file' | 'folder' },
  ) => `${routes.container(slug, pod, container)}/files?${new URLSearchParams(query)}`,
  policy: (slug: string) => `${project(slug)}/policy`,
  members: (slug: string) => `${project(slug)}/members`,
} as const

/**
 * Where to go after the login: a path of this site, else the home page. Anything that a browser could read as another
 * origin (`//host`, `/\host`, control characters, a scheme) is dropped.
 */
export function safeCallbackPath(raw: string | undefined): string {
  if (raw === undefined || raw.length > 2000) return routes.home()
  const isPath = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(raw)
  return isPath ? raw : routes.home()
}
