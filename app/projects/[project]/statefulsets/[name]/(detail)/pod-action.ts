/** What can be done to one pod. */
export type PodAction = 'restart' | 'forceDelete'
