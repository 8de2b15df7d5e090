{{/*
The services: port, whom each calls, what else it needs.
  venue    reaches the exchange, if the mode has one
  internet reaches other addresses if networkPolicy.internet names it
  data     keeps files on a volume of its own
*/}}
{{- define "tidemark.topology" -}}
operator-gateway:
  port: 8080
  calls: [ingestor-service, backfiller-service, scanner-service, position-service, execution-service, ml-service, backtester-service]
  internet: true
ingestor-service:
  port: 8081
  calls: []
  venue: true
backfiller-service:
  port: 8082
  calls: [ingestor-service]
  venue: true
scanner-service:
  port: 8083
  calls: [ingestor-service]
  internet: true
position-service:
  port: 8084
  calls: [ingestor-service, execution-service]
execution-service:
  port: 8085
  calls: [ingestor-service]
  venue: true
ml-service:
  port: 8086
  calls: [ingestor-service, position-service]
  internet: true
  data: true
backtester-service:
  port: 8087
  calls: [ingestor-service, scanner-service, position-service]
{{- end }}

{{/* The port of the exchange simulator. */}}
{{- define "tidemark.simulatorPort" -}}8090{{- end }}

{{/* The pods of all services, as peers of a NetworkPolicy. */}}
{{- define "tidemark.serviceSelectors" -}}
- podSelector:
    matchLabels:
      {{- include "tidemark.suiteSelector" . | nindent 6 }}
    matchExpressions:
      - {key: app.kubernetes.io/name, operator: In, values: [{{ include "tidemark.topology" . | fromYaml | keys | sortAlpha | join ", " }}]}
{{- end }}
