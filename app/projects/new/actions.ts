'use server'

import { platformAction } from '@/lib/action'
import { createProject as create } from '@/lib/projects/create'
import { createProjectSchema } from '@/lib/projects/schema'

export const createProject = platformAction('project:create', createProjectSchema, create, (input) => ({
  target: input.slug,
  details: { cluster: input.cluster, namespace: input.namespace, createNamespace: input.createNamespace },
}))
