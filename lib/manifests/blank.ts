/** What the form begins with: a set of one pod and the headless Service that names it, both without a name. */
export const blankText = `apiVersion: v1
kind: Service
metadata:
  name: ""
  labels:
    app: ""
spec:
  clusterIP: None
  selector:
    app: ""
  ports: []
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ""
  labels:
    app: ""
spec:
  replicas: 1
  serviceName: ""
  selector:
    matchLabels:
      app: ""
  template:
    metadata:
      labels:
        app: ""
    spec:
      containers:
        - name: main
          image: ""
`
