package io.tidemark.launcher.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that cannot be meant are refused, with what is wrong and what to do. */
class ValuesTest {

  @Test
  void theChartIsWellFormed() {
    LintResult lint = new Helm(Chart.FOLDER).lint().strict().call();

    assertThat(lint.isFailed()).as(() -> String.join("\n", lint.getMessages())).isFalse();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("mode: live", "mode: live trades with real money"),
        Arguments.of("mode: live", "secrets.exchange: mode live needs an account at kraken"),
        Arguments.of("mode: sandbox", "secrets.exchange: mode sandbox needs an account"),
        Arguments.of(
            "{mode: demo, secrets: {exchange: real-account}}",
            "secrets.exchange: the demo trades at a simulator"),
        Arguments.of(
            "{mode: demo, configuration: 'exchange: {name: binance}'}",
            "exchange.name must be kraken, was binance"),
        Arguments.of(
            "configuration: 'symbols: [BTC/USD]'", "configuration: exchange.name is missing"),
        Arguments.of("configuration: '{'", "configuration: not YAML"),
        Arguments.of("scanner: {replicas: 0}", "scanner: nothing would be scanned"),
        Arguments.of(
            "scanner: {autoscaling: {enabled: true}, keda: {enabled: true}}",
            "scanner: autoscaling and keda would both set"),
        Arguments.of(
            "scanner: {keda: {enabled: true, minReplicas: 5, maxReplicas: 4}}",
            "scanner.keda: minReplicas must be at most maxReplicas, was 5 and 4"),
        Arguments.of(
            shards(
                "{name: a, symbols: [BTC/USD], timeframes: [1m]}",
                "{name: b, symbols: [BTC/USD], timeframes: [5m, 1m]}"),
            "scanners: a and b both scan kraken:BTC/USD@1m"),
        Arguments.of(
            shards(
                "{name: a, symbols: [BTC/USD], timeframes: [1m]}",
                "{name: a, symbols: [BTC/USD], timeframes: [5m]}"),
            "scanners: two are named a"),
        Arguments.of(
            shards("{name: a, symbols: [DOGE/USD], timeframes: [1m]}"),
            "scanners: a scans DOGE/USD, which is not among symbols"),
        Arguments.of(
            "settings: {KRAKEN_API_KEY: abc}",
            "settings.KRAKEN_API_KEY: keys of an exchange reach execution-service alone"),
        Arguments.of(
            "services: {scanner-service: {secretSettings: {KRAKEN_API_SECRET: {secret: a, key:"
                + " b}}}}",
            "services.scanner-service.secretSettings.KRAKEN_API_SECRET: keys of an exchange"),
        Arguments.of(
            "services: {ml-service: {settings: {KRAKEN_API_KEY_FILE:"
                + " /etc/tidemark/certificates/key}}}",
            "services.ml-service.settings.KRAKEN_API_KEY_FILE: keys of an exchange"),
        Arguments.of(
            "services: {operator-gateway: {settings: {TIDEMARK_TELEGRAM_TOKEN: abc}}}",
            "TIDEMARK_TELEGRAM_TOKEN: a secret is never a value"),
        Arguments.of(
            "{mode: demo, networkPolicy: {internet: [operator-gateway]}}",
            "networkPolicy.internet: the demo reaches nothing outside, was operator-gateway"),
        Arguments.of(
            "settings: {TIDEMARK_LIVE: 'yes'}",
            "settings.TIDEMARK_LIVE: the chart sets this variable"),
        Arguments.of("serviceMonitor: {enabled: true}", "serviceMonitor: nobody may read metrics"),
        Arguments.of("ingress: {enabled: true}", "ingress.tlsSecret: missing"),
        Arguments.of("ingress: {enabled: true}", "ingress: nobody may reach the gateway"),
        // By the schema:
        Arguments.of("mode: real", "at '/mode'"),
        Arguments.of("execution: {replicas: 2}", "additional properties 'execution'"),
        Arguments.of("scanner: {replicas: 13}", "at '/scanner/replicas'"),
        Arguments.of("kafka: {bundled: {brokers: 2}}", "at '/kafka/bundled/brokers'"),
        Arguments.of(
            "kafka: {external: {bootstrapServers: broker}}",
            "at '/kafka/external/bootstrapServers'"),
        Arguments.of(
            "postgres: {external: {parameters: 'password=abc'}}",
            "at '/postgres/external/parameters'"),
        Arguments.of(
            shards("{name: a, symbols: [BTC/USD], timeframes: [7m]}"),
            "at '/scanners/0/timeframes/0'"),
        Arguments.of("strategies: {'../x.yaml': a}", "invalid propertyName '../x.yaml'"));
  }

  private static String shards(String... shards) {
    return "{scanner: {replicas: 0}, scanners: [%s]}".formatted(String.join(", ", shards));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void wrongValuesAreRefused(String values, String problem) {
    assertThatThrownBy(() -> Chart.text(values)).hasMessageContaining(problem);
  }

  /** Whoever has several things wrong hears of all. */
  @Test
  void allProblemsAreToldAtOnce() {
    assertThatThrownBy(() -> Chart.text("{mode: live, scanner: {replicas: 0}}"))
        .hasMessageContaining("mode: live")
        .hasMessageContaining("secrets.exchange")
        .hasMessageContaining("nothing would be scanned");
  }
}
