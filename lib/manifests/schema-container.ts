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
  return text().refine(isDescendingPath, 'sub_path')
}

const portSchema = group({
  name: judged((name) =>
    name === '' || (typeof name === 'string' && isPortName(name)) ? null : 'port_name',
  ),
  containerPort: port(),
  hostPort: whole(0, 65535).nullish(),
  protocol: choice('TCP', 'UDP', 'SCTP').nullish(),
  hostIP: text().nullish(),
})

const mountSchema = group({
  name: filled(),
  mountPath: filled(),
  readOnly: flag().nullish(),
  subPath: descendingPath().nullish(),
  subPathExpr: descendingPath().nullish(),
}).refine(({ subPath, subPathExpr }) => !subPath || !subPathExpr, {
  message: 'sub_path_both',
  path: ['subPathExpr'],
})

const deviceSchema = group({
  name: filled(),
  devicePath: ruled((path) => !path.split('/').includes('..'), 'sub_path'),
})

const id = whole(0).nullish()

/** What holds for a container of either list, on its own; core/validation's validateContainerCommon. */
export const containerSchema = group({
  name: dnsLabel(),
  image: ruled(isImage, 'image'),
  imagePullPolicy: choice('Always', 'IfNotPresent', 'Never').nullish(),
  command: list(text()).nullish(),
  args: list(text()).nullish(),
  workingDir: text().nullish(),
  ports: list(portSchema).nullish(),
  env: list(envSchema).nullish(),
  envFrom: list(envFromSchema).nullish(),
  resources: resourcesSchema,
  volumeMounts: list(mountSchema).nullish(),
  volumeDevices: list(deviceSchema).nullish(),
  securityContext: group({
    privileged: flag().nullish(),
    allowPrivilegeEscalation: flag().nullish(),
    readOnlyRootFilesystem: flag().nullish(),
    runAsNonRoot: flag().nullish(),
    runAsUser: id,
    runAsGroup: id,
    capabilities: group({ add: list(filled()).nullish(), drop: list(filled()).nullish() }).nullish(),
  }).nullish(),
  ...livingShape,
})
