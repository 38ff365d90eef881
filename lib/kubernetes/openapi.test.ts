import { describe, expect, it } from 'vitest'
import { getOpenApiDocuments, getOpenApiVersion } from './openapi.ts'
import { type OpenApiDocumentName, openApiPath } from './path.ts'
import { answer, failure, Wire } from './testing.ts'

const wire = Wire.forTests()
const index = (hash: string) => ({
  paths: {
    'apis/apps/v1': { serverRelativeURL: `/openapi/v3/apis/apps/v1?hash=${hash}` },
    'apis/batch/v1': { serverRelativeURL: `/openapi/v3/apis/batch/v1?hash=other${hash}` },
  },
})

describe('what a cluster publishes of its objects', () => {
  it('has a version that changes with our groups alone', async () => {
    wire.handle = answer(200, index('one'))
    const first = await getOpenApiVersion(wire.cluster)
    wire.handle = answer(200, {
      paths: { ...index('two').paths, 'apis/apps/v1': index('one').paths['apis/apps/v1'] },
    })
    expect(await getOpenApiVersion(wire.cluster)).toBe(first)
    wire.handle = answer(200, index('two'))
    expect(await getOpenApiVersion(wire.cluster)).not.toBe(first)
  })

  it('is read from paths of ours, whatever address the index names', async () => {
    wire.handle = answer(200, {
      paths: { 'apis/apps/v1': { serverRelativeURL: 'https://elsewhere/secrets' } },
    })
    await getOpenApiVersion(wire.cluster)
    await getOpenApiDocuments(wire.cluster)
    expect(wire.recorded).toEqual([
      'GET /openapi/v3',
      'GET /openapi/v3/apis/apps/v1',
      'GET /openapi/v3/api/v1',
      'GET /openapi/v3/apis/policy/v1',
    ])
    expect(() => openApiPath('../api/v1/secrets' as OpenApiDocumentName)).toThrow()
  })

  it('may be nothing, on an old cluster', async () => {
    wire.handle = answer(404, {})
    expect(await failure(getOpenApiVersion(wire.cluster))).toMatchObject({ code: 'not_found' })
  })
})
