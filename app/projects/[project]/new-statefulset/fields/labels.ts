import type messages from '@/messages/en.json'

export type FieldLabel = keyof (typeof messages)['create']['fields']
