/** A set of 2,000 lines and its Service, as somebody wrote it over the years: comments, eight containers, much env. */
export function longManifest(name: string): string {
  const containers = Array.from({ length: 8 }, (_, index) => container(index)).join('')
  return `# Reviewed by the database team.
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
  labels: { app: ${name} }
  annotations:
    ordinal.io/description: a long one
spec:
  replicas: 3
  serviceName: ${name}
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      containers:
${containers}  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 10Gi } }
---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  labels: { app: ${name} }
spec:
  clusterIP: None
  selector: { app: ${name} }
  ports:
    - { name: client, port: 5432 }
`
}

function container(index: number): string {
  const env = Array.from({ length: 87 }, (_, number) => entry(index, number)).join('')
  return `        # Part ${index} of the database.
        - name: part-${index}
          image: registry.example.com/team/part-${index}:18.2
          args: ["--config", "/etc/part-${index}.conf"]
          ports:
            - { name: port-${index}, containerPort: ${5432 + index} }
          resources:
            requests: { cpu: 100m, memory: 256Mi }
            limits: { memory: 512Mi }
          readinessProbe:
            tcpSocket: { port: ${5432 + index} }
            periodSeconds: 5
          volumeMounts:
            - name: data
              mountPath: /var/lib/data
              subPath: part-${index}
          env:
${env}`
}

function entry(index: number, number: number): string {
  const name = `            - name: SETTING_${index}_${number}\n`
  if (number % 8 === 7)
    return `${name}              valueFrom:\n                secretKeyRef: { name: passwords, key: key-${number} }\n`
  const comment = number % 2 === 0 ? `            # Setting ${number}: see the handbook.\n` : ''
  return `${comment}${name}              value: "value ${number} of part ${index}" # as before\n`
}
