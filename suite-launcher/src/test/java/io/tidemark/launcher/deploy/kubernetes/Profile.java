package io.tidemark.launcher.deploy.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Values that the chart is rendered with, each once for all tests. */
enum Profile {
  DEFAULT(""),
  PRODUCTION(Chart.read(Chart.FOLDER.resolve("values-production.yaml"))),
  DEMO("mode: demo"),
  SANDBOX("{mode: sandbox, secrets: {exchange: my-exchange}}"),
  LIVE("{mode: live, liveConfirmed: 'yes', secrets: {exchange: my-exchange}}"),
  SHARDS(
      """
      scanner: {replicas: 0}
      configuration: |
        exchange: {name: kraken}
        symbols: [BTC/USD, ETH/USD]
      scanners:
        - {name: btc, symbols: [BTC/USD], timeframes: [1m, 5m], replicas: 2}
        - {name: eth, symbols: [ETH/USD], timeframes: [1m]}
      """),
  MIXED("scanners: [{name: btc, symbols: [BTC/USD], timeframes: [1m, 5m]}]"),
  AUTOSCALED("scanner: {autoscaling: {enabled: true, maxReplicas: 4}}"),
  KEDA("scanner: {keda: {enabled: true, maxReplicas: 6}}"),
  EXTERNAL(
      """
      kafka: {external: {bootstrapServers: 'broker-1.example:9093,broker-2.example:9094'}}
      postgres: {external: {host: db.example, port: 6432, parameters: sslmode=verify-full}}
      networkPolicy:
        kafkaTo: [{ipBlock: {cidr: 192.0.2.0/24}}]
      secrets: {certificates: authorities}
      services:
        scanner-service:
          secretSettings: {COINGECKO_DEMO_API_KEY: {secret: coingecko, key: api-key}}
      """),
  EVERYTHING(
      """
      models: {'btc.yaml': 'training: {}', 'eth.yaml': 'training: {}'}
      strategies: {'mine.yaml': 'strategy: {id: mine}'}
      image: {registry: registry.example, tag: 1.2.3, pullSecrets: [pull]}
      settings: {TIDEMARK_TRACES: 'http://collector:4318/v1/traces'}
      services:
        operator-gateway:
          settings: {TIDEMARK_LOG_DAYS: 7}
          secretSettings: {TIDEMARK_TELEGRAM_TOKEN: {secret: telegram, key: token}}
      networkPolicy:
        gatewayFrom: [{namespaceSelector: {matchLabels: {name: ingress}}}]
        metricsFrom: [{namespaceSelector: {matchLabels: {name: monitoring}}}]
        internet: [operator-gateway]
        extraEgress: [{ports: [{protocol: TCP, port: 4318}]}]
      ingress: {enabled: true, className: nginx, host: tidemark.example, tlsSecret: tls}
      serviceMonitor: {enabled: true, labels: {release: prometheus}}
      prometheusRule: {enabled: true}
      scheduling:
        nodeSelector: {kubernetes.io/arch: amd64}
        tolerations: [{key: dedicated, operator: Exists}]
        priorityClassName: high
      """);

  private final String overrides;

  /**
   * @param overrides YAML, over the chart's own values
   */
  Profile(String overrides) {
    this.overrides = overrides;
  }

  /** The objects that they lead to. */
  List<Manifest> objects() {
    return Objects.requireNonNull(Rendered.ALL.get(this));
  }

  /** The objects that have pods. */
  Stream<Manifest> workloads() {
    return objects().stream().filter(Manifest::hasPods);
  }

  /** Rendered once. */
  private static final class Rendered {

    static final Map<Profile, List<Manifest>> ALL = new TreeMap<>();

    static {
      for (Profile profile : Profile.values()) {
        ALL.put(profile, Chart.objects(profile.overrides));
      }
    }
  }
}
