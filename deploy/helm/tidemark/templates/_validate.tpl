{{/* What a schema cannot say about the values; ends with all that is wrong with them, a line each. */}}
{{- define "tidemark.validate" -}}
{{- $values := .Values }}
{{- $problems := list }}
{{- $configuration := include "tidemark.configuration" . | fromYaml }}
{{- with $configuration.Error }}
{{- fail (printf "configuration: not YAML: %s" .) }}
{{- end }}
{{- if not (dig "exchange" "name" "" $configuration) }}
{{- fail "configuration: exchange.name is missing; it says which exchange is meant, such as kraken" }}
{{- end }}

{{- /* Mode and keys */}}
{{- if and (eq $values.mode "live") (ne $values.liveConfirmed "yes") }}
{{- $problems = append $problems "mode: live trades with real money and is refused: set liveConfirmed to \"yes\" if that is wanted" }}
{{- end }}
{{- if and (has $values.mode (list "sandbox" "live")) (not $values.secrets.exchange) }}
{{- $problems = append $problems (printf "secrets.exchange: mode %s needs an account at %s: name a Secret with api-key and api-secret" $values.mode $configuration.exchange.name) }}
{{- end }}
{{- if eq $values.mode "demo" }}
{{- if $values.secrets.exchange }}
{{- $problems = append $problems (printf "secrets.exchange: the demo trades at a simulator and must not have the keys of an exchange, was %q; leave it out" $values.secrets.exchange) }}
{{- end }}
{{- with $values.networkPolicy.internet }}
{{- $problems = append $problems (printf "networkPolicy.internet: the demo reaches nothing outside, was %s; leave it empty" (join ", " .)) }}
{{- end }}
{{- if ne $configuration.exchange.name "kraken" }}
{{- $problems = append $problems (printf "configuration: the demo's simulator speaks Kraken's protocol; exchange.name must be kraken, was %s" $configuration.exchange.name) }}
{{- end }}
{{- end }}

{{- /* Scanners */}}
{{- $automatic := include "tidemark.automaticScanners" . }}
{{- if not (or $automatic $values.scanners) }}
{{- $problems = append $problems "scanner: nothing would be scanned; set scanner.replicas to 1 or above, or list scanners" }}
{{- end }}
{{- if and $values.scanner.autoscaling.enabled $values.scanner.keda.enabled }}
{{- $problems = append $problems "scanner: autoscaling and keda would both set the number of scanners; enable one" }}
{{- end }}
{{- range $name := list "autoscaling" "keda" }}
{{- $scaling := get $values.scanner $name }}
{{- if and $scaling.enabled (gt (int $scaling.minReplicas) (int $scaling.maxReplicas)) }}
{{- $problems = append $problems (printf "scanner.%s: minReplicas must be at most maxReplicas, was %v and %v" $name $scaling.minReplicas $scaling.maxReplicas) }}
{{- end }}
{{- end }}
{{- $symbols := $configuration.symbols | default (list "BTC/USD") }}
{{- $seen := dict }}
{{- $names := dict }}
{{- range $shard := $values.scanners }}
{{- if hasKey $names $shard.name }}
{{- $problems = append $problems (printf "scanners: two are named %s; give each a name of its own" $shard.name) }}
{{- end }}
{{- $_ := set $names $shard.name true }}
{{- range $shard.symbols }}
{{- if not (has . $symbols) }}
{{- $problems = append $problems (printf "scanners: %s scans %s, which is not among symbols of the configuration" $shard.name .) }}
{{- end }}
{{- end }}
{{- range splitList "," (include "tidemark.instruments" (dict "root" $ "shard" $shard)) }}
{{- if hasKey $seen . }}
{{- $problems = append $problems (printf "scanners: %s and %s both scan %s; take it from one" (get $seen .) $shard.name .) }}
{{- end }}
{{- $_ := set $seen . $shard.name }}
{{- end }}
{{- end }}

{{- /* Variables */}}
{{- $own := include "tidemark.ownVariables" . | fromYamlArray }}
{{- range $where, $holder := merge (dict "" (dict "settings" $values.settings "secretSettings" $values.secretSettings)) $values.services }}
{{- $prefix := ternary "" (printf "services.%s." $where) (empty $where) }}
{{- range $kind := list "settings" "secretSettings" }}
{{- range $name, $ignored := get $holder $kind }}
{{- $path := printf "%s%s.%s" $prefix $kind $name }}
{{- if has $name $own }}
{{- $problems = append $problems (printf "%s: the chart sets this variable by its own values; leave it out" $path) }}
{{- else if and (regexMatch "_(API_KEY|API_SECRET|API_PASSPHRASE)(_FILE)?$" $name) (ne $name "COINGECKO_DEMO_API_KEY") }}
{{- $problems = append $problems (printf "%s: keys of an exchange reach execution-service alone, from the Secret that secrets.exchange names" $path) }}
{{- else if and (eq $kind "settings") (regexMatch "(KEY|SECRET|TOKEN|PASSWORD|PASSPHRASE|CREDENTIAL)$" $name) }}
{{- $problems = append $problems (printf "%s: a secret is never a value; name its Secret under %ssecretSettings" $path $prefix) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- /* Who reaches what */}}
{{- if and $values.serviceMonitor.enabled $values.networkPolicy.enabled (not $values.networkPolicy.metricsFrom) }}
{{- $problems = append $problems "serviceMonitor: nobody may read metrics; name Prometheus in networkPolicy.metricsFrom" }}
{{- end }}
{{- if $values.ingress.enabled }}
{{- range $key := list "host" "tlsSecret" }}
{{- if not (get $values.ingress $key) }}
{{- $problems = append $problems (printf "ingress.%s: missing; the gateway is served under its name and by TLS alone" $key) }}
{{- end }}
{{- end }}
{{- if and $values.networkPolicy.enabled (not $values.networkPolicy.gatewayFrom) }}
{{- $problems = append $problems "ingress: nobody may reach the gateway; name the ingress controller in networkPolicy.gatewayFrom" }}
{{- end }}
{{- end }}

{{- with $problems }}
{{- fail (printf "values:\n  %s" (join "\n  " .)) }}
{{- end }}
{{- end }}

{{/* The variables that the chart sets, or that would pass its checks by. */}}
{{- define "tidemark.ownVariables" -}}
- TIDEMARK_BIND_ADDRESS
- TIDEMARK_CONFIG
- TIDEMARK_STRATEGIES
- TIDEMARK_RUN
- TIDEMARK_ACCOUNT
- TRADING_MODE
- TIDEMARK_KAFKA
- TIDEMARK_DATABASE_URL
- TIDEMARK_DATABASE_USERNAME
- TIDEMARK_DATABASE_PASSWORD
- TIDEMARK_API_KEY
- TIDEMARK_SERVICES_INGESTOR
- TIDEMARK_SERVICES_BACKFILLER
- TIDEMARK_SERVICES_SCANNER
- TIDEMARK_SERVICES_POSITION
- TIDEMARK_SERVICES_EXECUTION
- TIDEMARK_SERVICES_ML
- TIDEMARK_SERVICES_BACKTESTER
- TIDEMARK_LIVE
- TIDEMARK_CLOCK
- TIDEMARK_READ_KEY
- SCANNER_INSTRUMENTS
- SCANNER_EXCEPT
- TIDEMARK_EXCHANGE_REST_URL
- TIDEMARK_EXCHANGE_WEBSOCKET_URL
- TIDEMARK_ML_MODELS
- TIDEMARK_ML_MODEL_STORE_FOLDER
- TIDEMARK_ML_TRAINING_FOLDER
- TIDEMARK_MODE
- TIDEMARK_DEMO
- TIDEMARK_SCANNER_INSTRUMENTS
- TIDEMARK_SCANNER_EXCEPT
- SERVER_ADDRESS
- SERVER_PORT
- SPRING_APPLICATION_JSON
{{- end }}
