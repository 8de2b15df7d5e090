{{- define "tidemark.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{/* Of pods: nothing that changes with a version, so that an upgrade leaves Kafka and Postgres alone. */}}
{{- define "tidemark.podLabels" -}}
{{ include "tidemark.selector" . }}
app.kubernetes.io/part-of: tidemark
{{- end }}

{{- define "tidemark.labels" -}}
{{ include "tidemark.podLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{/* All pods of this release. */}}
{{- define "tidemark.suiteSelector" -}}
app.kubernetes.io/part-of: tidemark
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "tidemark.image" -}}
{{- with .root.Values.image -}}
{{ .registry }}/{{ $.name }}:{{ .tag | default $.root.Chart.AppVersion }}
{{- end }}
{{- end }}

{{/* config/tidemark.yaml as it is installed. */}}
{{- define "tidemark.configuration" -}}
{{- .Values.configuration | default (.Files.Get "files/tidemark.yaml") -}}
{{- end }}

{{- define "tidemark.exchange" -}}
{{- (include "tidemark.configuration" . | fromYaml).exchange.name -}}
{{- end }}

{{/* What the variables of the exchange's keys begin with, such as KRAKEN. */}}
{{- define "tidemark.exchangePrefix" -}}
{{- include "tidemark.exchange" . | upper | replace "-" "_" -}}
{{- end }}

{{/* The variables of every service in the demo, by name. */}}
{{- define "tidemark.demo" -}}
{{- if eq .Values.mode "demo" }}
{{- range regexFindAll "(?m)^[A-Z_]+=.*$" (.Files.Get "files/demo.env") -1 }}
{{ (splitn "=" 2 .)._0 }}: {{ (splitn "=" 2 .)._1 | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "tidemark.kafka" -}}
{{- if .Values.kafka.external.bootstrapServers -}}
{{ .Values.kafka.external.bootstrapServers }}
{{- else -}}
kafka.{{ .Release.Namespace }}.svc:9092
{{- end }}
{{- end }}

{{- define "tidemark.databaseUrl" -}}
{{- with .Values.postgres -}}
jdbc:postgresql://{{ .external.host | default "postgres" }}:{{ .external.port }}/{{ .database }}{{ with .external.parameters }}?{{ . }}{{ end }}
{{- end }}
{{- end }}

{{/* What a scanner shard scans: kraken:BTC/USD@1m,kraken:BTC/USD@5m */}}
{{- define "tidemark.instruments" -}}
{{- $exchange := include "tidemark.exchange" .root -}}
{{- $all := list -}}
{{- range $symbol := .shard.symbols }}
{{- range $timeframe := $.shard.timeframes }}
{{- $all = append $all (printf "%s:%s@%s" $exchange $symbol $timeframe) }}
{{- end }}
{{- end }}
{{- join "," $all }}
{{- end }}

{{/* Whether automatic scanners are part of the suite. */}}
{{- define "tidemark.automaticScanners" -}}
{{- if or .Values.scanner.replicas .Values.scanner.autoscaling.enabled .Values.scanner.keda.enabled }}yes{{ end -}}
{{- end }}

{{- define "tidemark.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Of a pod whose image runs as the given user. */}}
{{- define "tidemark.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* Where pods may run. */}}
{{- define "tidemark.scheduling" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.scheduling.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.scheduling.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end }}

{{/* The volume of a StatefulSet. */}}
{{- define "tidemark.claim" -}}
- metadata:
    name: data
  spec:
    accessModes: [ReadWriteOnce]
    {{- with .storageClassName }}
    storageClassName: {{ . }}
    {{- end }}
    resources:
      requests:
        storage: {{ .size }}
{{- end }}
