import { nullish, refine } from 'zod/mini'
import { envFromSchema, envSchema } from './schema-env.ts'
import { livingShape } from './schema-probe.ts'
import { resourcesSchema } from './schema-resources.ts'
import {
  choice,
  dnsLabel,
  filled,
  flag,
  group,
  isPortName,
  judged,
  list,
  port,
  ruled,
  text,
  whole,
} from './schema-values.ts'

/**
 * A reference to an image (github.com/distribution/reference). The API server takes any text, also with spaces; the pod
 * then ends in InvalidImageName.
 */
const host = String.raw`(?:[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?)*|\[[0-9A-Fa-f:]+\])(?::\d+)?`
const part = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`
const imageReference = new RegExp(
  String.raw`^(?:${host}/)?${part}(?:/${part})*(?::\w[\w.-]{0,127})?(?:@[A-Za-z][\w+.-]*:[0-9a-fA-F]{32,})?$`,
)

export function isImage(value: string): boolean {
  return value.length <= 512 && imageReference.test(value)
}

export function isDescendingPath(path: string): boolean {
  return !path.startsWith('/') && !path.split('/').includes('..')
}

function descendingPath() {
  return text().check(refine(isDescendingPath, 'sub_path'))
}

const portSchema = group({
  name: judged((name) =>
    name === '' || (typeof name === 'string' && isPortName(name)) ? null : 'port_name',
  ),
  containerPort: port(),
  hostPort: nullish(whole(0, 65535)),
  protocol: nullish(choice('TCP', 'UDP', 'SCTP')),
  hostIP: nullish(text()),
})

const mountSchema = group({
  name: filled(),
  mountPath: filled(),
  readOnly: nullish(flag()),
  subPath: nullish(descendingPath()),
  subPathExpr: nullish(descendingPath()),
}).check(
  refine(({ subPath, subPathExpr }) => !subPath || !subPathExpr, {
    message: 'sub_path_both',
    path: ['subPathExpr'],
  }),
)

const deviceSchema = group({
  name: filled(),
  devicePath: ruled((path) => !path.split('/').includes('..'), 'sub_path'),
})

const id = nullish(whole(0))

/** What holds for a container of either list, on its own; core/validation's validateContainerCommon. */
export const containerSchema = group({
  name: dnsLabel(),
  image: ruled(isImage, 'image'),
  imagePullPolicy: nullish(choice('Always', 'IfNotPresent', 'Never')),
  command: nullish(list(text())),
  args: nullish(list(text())),
  workingDir: nullish(text()),
  ports: nullish(list(portSchema)),
  env: nullish(list(envSchema)),
  envFrom: nullish(list(envFromSchema)),
  resources: resourcesSchema,
  volumeMounts: nullish(list(mountSchema)),
  volumeDevices: nullish(list(deviceSchema)),
  securityContext: nullish(
    group({
      privileged: nullish(flag()),
      allowPrivilegeEscalation: nullish(flag()),
      readOnlyRootFilesystem: nullish(flag()),
      runAsNonRoot: nullish(flag()),
      runAsUser: id,
      runAsGroup: id,
      capabilities: nullish(group({ add: nullish(list(filled())), drop: nullish(list(filled())) })),
    }),
  ),
  ...livingShape,
})
