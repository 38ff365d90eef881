import { describe, expect, it } from 'vitest'
import { type Handler, Wire } from '../kubernetes/testing.ts'
import { checkCluster } from './check.ts'
import { checkSteps } from './check-steps.ts'

const wire = Wire.forTests()

interface Review {
  readonly spec: { readonly resourceAttributes: { verb: string; resource: string; group: string } }
}

/** A cluster that gives every right but those that are refused. */
const giving = (isRefused: (asked: Review['spec']['resourceAttributes']) => boolean): Handler => {
  return (request, response) => {
    if (request.url === '/version') {
      response.end('{"gitVersion":"v1.35.4"}')
      return
    }
    let text = ''
    request.on('data', (part) => {
      text += String(part)
    })
    request.on('end', () => {
      const { spec } = JSON.parse(text) as Review
      response
        .writeHead(201)
        .end(JSON.stringify({ status: { allowed: !isRefused(spec.resourceAttributes) } }))
    })
  }
}
const statesOf = async () =>
  checkSteps(await checkCluster(wire.cluster)).map(({ step, state }) => `${step} ${state}`)

describe('the check of a cluster', () => {
  it('finds nothing missing where the account has the rights that deploy/ gives', async () => {
    wire.handle = giving(() => false)
    expect(await checkCluster(wire.cluster)).toMatchObject({ version: 'v1.35.4', fault: null, missing: [] })
    expect(await statesOf()).toEqual([
      ...['account good', 'reach good', 'certificate doubtful', 'credentials good', 'rights good'],
    ])
  })

  it('names what each missing right takes away', async () => {
    wire.handle = giving(({ verb, resource }) => resource === 'statefulsets' && verb === 'patch')
    const { missing } = await checkCluster(wire.cluster)
    expect(missing).toEqual([
      { purpose: 'editing', rights: ['patch statefulsets.apps'] },
      { purpose: 'scaling', rights: ['patch statefulsets.apps/scale'] },
    ])
    expect(await statesOf()).toContain('rights bad')
  })

  it('stops where it comes no further', async () => {
    wire.handle = (_request, response) => response.writeHead(401).end('{}')
    expect(await statesOf()).toEqual([
      ...['account good', 'reach good', 'certificate doubtful', 'credentials bad', 'rights open'],
    ])
  })

  it('takes somebody who may not even ask for nobody', async () => {
    wire.handle = (request, response) =>
      request.url === '/version'
        ? response.end('{"gitVersion":"v1.35.4"}')
        : response.writeHead(403).end('{}')
    const { fault } = await checkCluster(wire.cluster)
    expect(fault).toMatchObject({ code: 'unauthorized' })
  })
})
