'use client'

import dynamic from 'next/dynamic'

// A page brings the code of all components that it names itself; these two are never seen together.
export const Creator = dynamic(() => import('./Creator').then((module) => module.Creator))
export const Start = dynamic(() => import('./Start').then((module) => module.Start))
