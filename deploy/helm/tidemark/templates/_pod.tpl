{{/*
The pod of a service of the suite.
  root, name  the chart and the service
  labels      further labels of the pod; may be left out
  instruments what a scanner shard scans; may be left out
  except      what automatic scanners leave to shards; may be left out
*/}}
{{- define "tidemark.pod" -}}
{{- $values := .root.Values }}
{{- $service := get (include "tidemark.topology" .root | fromYaml) .name }}
{{- $own := get $values.services .name -}}
metadata:
  labels:
    {{- include "tidemark.podLabels" . | nindent 4 }}
    {{- with .labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: tidemark
  automountServiceAccountToken: false
  enableServiceLinks: false
  # Services end within seconds; Spring gives up on a part that does not after 30.
  terminationGracePeriodSeconds: 60
  {{- with include "tidemark.scheduling" .root }}
  {{- . | nindent 2 }}
  {{- end }}
  # A pod on a node that is gone is replaced after half a minute; who may trade is settled in Postgres.
  tolerations:
    - {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 30}
    - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 30}
    {{- with $values.scheduling.tolerations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- if eq .name "scanner-service" }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "tidemark.selector" . | nindent 10 }}
  {{- end }}
  securityContext:
    {{- include "tidemark.podSecurity" 10001 | nindent 4 }}
  containers:
    - name: {{ .name }}
      image: {{ include "tidemark.image" . }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      ports:
        - {name: http, containerPort: {{ $service.port }}}
      env:
        {{- include "tidemark.environment" . | nindent 8 }}
      startupProbe:
        httpGet: {path: /actuator/health/liveness, port: http}
        periodSeconds: 2
        timeoutSeconds: 2
        failureThreshold: 120
      livenessProbe:
        httpGet: {path: /actuator/health/liveness, port: http}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: {path: /actuator/health/readiness, port: http}
        periodSeconds: 5
        timeoutSeconds: 5
        failureThreshold: 3
      resources:
        {{- toYaml $own.resources | nindent 8 }}
      securityContext:
        {{- include "tidemark.containerSecurity" . | nindent 8 }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
        - {name: configuration, mountPath: /etc/tidemark/configuration, readOnly: true}
        - {name: strategies, mountPath: /etc/tidemark/strategies, readOnly: true}
        {{- if and (eq .name "ml-service") $values.models }}
        - {name: models, mountPath: /etc/tidemark/models, readOnly: true}
        {{- end }}
        {{- if $values.secrets.certificates }}
        - {name: certificates, mountPath: /etc/tidemark/certificates, readOnly: true}
        {{- end }}
        {{- if $service.data }}
        - {name: data, mountPath: /var/lib/tidemark}
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: {{ ternary "2Gi" "256Mi" (eq .name "ml-service") }}}
    - name: configuration
      configMap: {name: tidemark-configuration}
    - name: strategies
      configMap: {name: tidemark-strategies}
    {{- if and (eq .name "ml-service") $values.models }}
    - name: models
      configMap: {name: tidemark-models}
    {{- end }}
    {{- if $values.secrets.certificates }}
    - name: certificates
      secret: {secretName: {{ $values.secrets.certificates }}, defaultMode: 0440}
    {{- end }}
{{- end }}

{{/* The variables of a service, as of its pod. */}}
{{- define "tidemark.environment" -}}
{{- $values := .root.Values }}
{{- $topology := include "tidemark.topology" .root | fromYaml }}
{{- $service := get $topology .name }}
{{- $own := get $values.services .name -}}
- {name: TIDEMARK_BIND_ADDRESS, value: 0.0.0.0}
- {name: TIDEMARK_CONFIG, value: /etc/tidemark/configuration/tidemark.yaml}
- {name: TIDEMARK_STRATEGIES, value: /etc/tidemark/strategies}
- {name: TIDEMARK_ACCOUNT, value: {{ $values.account | quote }}}
{{- range $name, $value := include "tidemark.demo" .root | fromYaml | default (dict "TRADING_MODE" $values.mode "TIDEMARK_RUN" $values.run) }}
- {name: {{ $name }}, value: {{ $value | quote }}}
{{- end }}
- {name: TIDEMARK_LOG_FORMAT, value: json}
- {name: TIDEMARK_KAFKA, value: {{ include "tidemark.kafka" .root | quote }}}
- {name: TIDEMARK_DATABASE_URL, value: {{ include "tidemark.databaseUrl" .root | quote }}}
- {name: TIDEMARK_DATABASE_USERNAME, value: {{ include "tidemark.role" .name }}}
- name: TIDEMARK_DATABASE_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $values.secrets.postgres }}, key: {{ include "tidemark.role" .name }}}}
- name: TIDEMARK_API_KEY
  valueFrom: {secretKeyRef: {name: {{ $values.secrets.keys }}, key: api-key}}
{{- range $service.calls }}
- {name: TIDEMARK_SERVICES_{{ trimSuffix "-service" . | upper }}, value: "http://{{ . }}:{{ (get $topology .).port }}"}
{{- end }}
{{- if eq .name "operator-gateway" }}
- name: TIDEMARK_READ_KEY
  valueFrom: {secretKeyRef: {name: {{ $values.secrets.keys }}, key: read-key, optional: true}}
{{- end }}
{{- if .instruments }}
- {name: SCANNER_INSTRUMENTS, value: {{ .instruments | quote }}}
{{- end }}
{{- if .except }}
- {name: SCANNER_EXCEPT, value: {{ .except | quote }}}
{{- end }}
{{- if eq .name "ml-service" }}
- {name: TIDEMARK_ML_MODEL_STORE_FOLDER, value: /var/lib/tidemark/models}
- {name: TIDEMARK_ML_TRAINING_FOLDER, value: /var/lib/tidemark/training}
{{- with $values.models }}
- {name: TIDEMARK_ML_MODELS, value: "{{ range $i, $file := keys . | sortAlpha }}{{ if $i }},{{ end }}/etc/tidemark/models/{{ $file }}{{ end }}"}
{{- end }}
# Where the native libraries of models are unpacked.
- {name: JAVA_TOOL_OPTIONS, value: -DDJL_CACHE_DIR=/var/lib/tidemark/libraries}
{{- end }}
{{- if eq .name "execution-service" }}
{{- $prefix := include "tidemark.exchangePrefix" .root }}
{{- if ne $values.mode "paper" }}
{{- $account := ternary $values.secrets.simulator $values.secrets.exchange (eq $values.mode "demo") }}
- name: {{ $prefix }}_API_KEY
  valueFrom: {secretKeyRef: {name: {{ $account }}, key: api-key}}
- name: {{ $prefix }}_API_SECRET
  valueFrom: {secretKeyRef: {name: {{ $account }}, key: api-secret}}
{{- end }}
{{- if eq $values.mode "live" }}
- {name: TIDEMARK_LIVE, value: {{ $values.liveConfirmed | quote }}}
{{- end }}
{{- end }}
{{- range $name, $value := merge (dict) $own.settings $values.settings }}
- {name: {{ $name }}, value: {{ $value | toString | quote }}}
{{- end }}
{{- range $name, $secret := merge (dict) $own.secretSettings $values.secretSettings }}
- name: {{ $name }}
  valueFrom: {secretKeyRef: {name: {{ $secret.secret }}, key: {{ $secret.key }}}}
{{- end }}
{{- end }}

{{/* The Postgres role of a service, and the key of its password. */}}
{{- define "tidemark.role" -}}{{ replace "-" "_" . }}{{- end }}
