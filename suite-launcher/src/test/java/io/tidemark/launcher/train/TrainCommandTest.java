package io.tidemark.launcher.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.launcher.Tidemark;
import io.tidemark.launcher.cli.TidemarkCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole command on files, as its users start it. */
@Timeout(120)
class TrainCommandTest {

  private static final long START = 1704067200000L;

  private static final String FILE =
      """
      training: {model_name: minutes, model_type: logistic, split: {embargo_periods: 5}}
      data: {exchange: kraken, symbol: BTC/USD, timeframe: 1m}
      features:
        expressions: {change: "close / close[1] - 1", changes: "close / close[3] - 1"}
      target: {lookahead_periods: 1, threshold_pct: 0.03}
      """;

  /** Whose market is as cheap as the moves of the minutes are small. */
  private static final String STRATEGY =
      """
      strategy: {id: follower, name: Follows the model, class: ComplexMLStrategy}
      market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
      ml: {enabled: true, threshold: 0.5}
      orderbook: {enabled: false}
      exits: {ml_exit: 0.5}
      risk: {position_size_pct: 50}
      execution: {fee_rate: 0.0001}
      """;

  private record Told(int status, String out, String error) {}

  @TempDir private Path folder;
  private Path configuration = Path.of("");
  private Path models = Path.of("");

  @BeforeEach
  void writeTheFile() throws IOException {
    configuration = Files.writeString(folder.resolve("training.yaml"), FILE);
    models = folder.resolve("models");
  }

  private static Told execute(Object... arguments) {
    List<String> line = new ArrayList<>(List.of("train"));
    Arrays.stream(arguments).map(Object::toString).forEach(line::add);
    PrintStream outBefore = System.out;
    PrintStream errorBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
    try {
      int status = TidemarkCommand.execute(line.toArray(String[]::new));
      return new Told(
          status, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errorBefore);
    }
  }

  private Told execute(TrainMode mode, Path data) {
    return execute(
        "--config",
        configuration,
        "--mode",
        mode.name().toLowerCase(Locale.ROOT),
        "--data",
        data,
        "--out",
        models,
        "--json",
        folder.resolve("result.json"),
        "--report",
        folder.resolve("report.html"));
  }

  private JsonNode result() throws IOException {
    return Json.mapper().readTree(Files.readString(folder.resolve("result.json")));
  }

  /** What the page's script reads. */
  private JsonNode page() throws IOException {
    String html = Files.readString(folder.resolve("report.html"));
    String begin = "<script type=\"application/json\" id=\"data\">";
    int from = html.indexOf(begin) + begin.length();
    return Json.mapper().readTree(html.substring(from, html.indexOf("</script>", from)));
  }

  /** The same a minute later. */
  private Path later(Path candles) throws IOException {
    List<String> lines = Files.readAllLines(candles);
    List<String> later = new ArrayList<>(lines.subList(0, 1));
    for (String line : lines.subList(1, lines.size())) {
      int comma = line.indexOf(',');
      later.add(Long.parseLong(line.substring(0, comma)) + 60_000 + line.substring(comma));
    }
    return Files.write(folder.resolve("later.csv"), later);
  }

  /** Minutes whose changes follow the ones before by a share; a random walk with 0. */
  private Path candles(double share, int rows) throws IOException {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder("timestamp,open,high,low,close,volume\n");
    double change = 0;
    double close = 10_000;
    for (int i = 0; i < rows; i++) {
      change = share * change + Math.sqrt(1 - share * share) * random.nextGaussian();
      double open = close;
      close = open * Math.exp(0.001 * change);
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.4f,%.4f,%.4f,%.4f,1%n",
              START + i * 60_000L,
              open,
              Math.max(open, close),
              Math.min(open, close),
              close));
    }
    return Files.writeString(folder.resolve("candles-%s.csv".formatted(share)), text);
  }

  @Test
  void takesAModelIntoUseThatFindsASignal() throws IOException {
    Path data = candles(0.97, 3_000);
    Files.writeString(folder.resolve("strategy.yaml"), STRATEGY);
    Files.writeString(configuration, FILE + "evaluation: {strategy: strategy.yaml}\n");

    Told trained = execute(TrainMode.TRAIN, data);

    assertThat(trained.error()).isEmpty();
    assertThat(trained.status()).isZero();
    assertThat(trained.out())
        .contains("BTC/USD: 3,000 1m bars, 2024-01-01T00:00:00Z to 2024-01-03T02:00:00Z")
        .contains("note: they span 2.1 of the 30 days")
        .contains("minutes: logistic on ")
        .contains("something was found: auc of direction 0.9")
        .contains("missed most when shuffled among the bars: change (log loss +")
        .contains("Follows the model, net of fees")
        .contains("may be deployed: directionAuc 0.9");
    double auc = result().path("holdOut").path("metrics").path("auc").doubleValue();
    assertThat(auc).isGreaterThan(0.9);
    assertThat(result().path("training").path("data").path("bars").intValue()).isEqualTo(3_000);
    assertThat(result().path("deployed").isMissingNode()).isTrue();
    assertThat(result().at("/evaluation/importance/permutation/0/column").asString())
        .isEqualTo("change");
    assertThatThePageTellsTheSame();

    Told evaluated = execute(TrainMode.EVALUATE, data);

    assertThat(evaluated.status()).isZero();
    assertThat(evaluated.out()).contains("hold-out: 450 bars");
    assertThat(result().path("holdOut").path("metrics").path("auc").doubleValue()).isEqualTo(auc);

    Told deployed = execute(TrainMode.DEPLOY, data);

    assertThat(deployed.status()).isZero();
    assertThat(deployed.out())
        .contains("deployed: directionAuc 0.9")
        .contains("than no model's 0.500000");
    assertThat(result().path("deployed").booleanValue()).isTrue();
    Path current = models.resolve("minutes").resolve("current.json");
    String name = Path.of(result().path("bundle").stringValue()).getFileName().toString();
    assertThat(current).hasContent("{\"bundle\":\"%s\"}".formatted(name));
  }

  private void assertThatThePageTellsTheSame() throws IOException {
    JsonNode page = page();
    JsonNode told = result().at("/evaluation/worth");
    assertThat(page.path("foundDirection").booleanValue()).isTrue();
    assertThat(page.at("/promotion/isBetter").booleanValue()).isTrue();
    assertThat(page.at("/worth/found").asString()).isEqualTo(told.path("found").asString());
    assertThat(page.at("/worth/rows/0/0").doubleValue())
        .isEqualTo(told.at("/with/netProfit").asDouble())
        .isGreaterThan(page.at("/worth/rows/1/0").doubleValue());
    assertThat(page.at("/worth/rows/1/4").intValue())
        .isEqualTo(told.at("/without/trades").intValue());
    assertThat(page.path("confusion")).isEqualTo(result().at("/evaluation/holdOut/confusion"));
    assertThat(page.path("features")).hasSize(2);
    assertThat(page.at("/checksums/Features SHA-256").asString())
        .isEqualTo(result().at("/training/features/hash").asString());
  }

  @Test
  void judgesWithTheStrategyThatIsNamed() throws IOException {
    Path data = candles(0.97, 3_000);
    Path strategy =
        Files.writeString(
            folder.resolve("strategy.yaml"),
            """
            strategy: {id: never, name: Never buys, class: rules}
            market: {exchange: kraken, symbol: ETH/USD, primary_timeframe: 1m}
            entry: {long: ["close < 0"]}
            """);
    Files.writeString(configuration, FILE + "evaluation: {strategy: strategy.yaml}\n");

    assertThat(execute(TrainMode.TRAIN, data).out())
        .contains("Never buys, net of fees")
        .contains("no edge: there is no trade, with the model or without it");

    Files.writeString(
        strategy, Files.readString(strategy).replace("timeframe: 1m", "timeframe: 5m"));
    assertTold(
        execute(TrainMode.EVALUATE, data),
        2,
        "strategy never decides on 5m bars and the model foretells of 1m bars");
  }

  @Test
  void learnsWhichSignalsWinFromTheTradesOfABacktest() throws IOException {
    Path data = candles(0.97, 3_000);
    Files.writeString(configuration, FILE.replaceFirst("target: .*", "target: {type: meta_label}"));
    Path json = Files.writeString(folder.resolve("trades.json"), trades(data, true));
    Path csv = Files.writeString(folder.resolve("trades.csv"), trades(data, false));

    Told trained = trainOn(data, json);

    assertThat(trained.error()).isEmpty();
    assertThat(trained.out())
        .contains("590 closed trades")
        .contains("the trades that were given, net of fees")
        .contains("no edge is shown: ")
        .contains(", too few to tell it from luck");
    assertThat(result().at("/holdOut/metrics/auc").doubleValue()).isGreaterThan(0.8);
    JsonNode worth = result().at("/evaluation/worth");
    int all = worth.at("/without/trades").intValue();
    assertThat(all).isEqualTo(result().at("/holdOut/rows").intValue());
    assertThat(worth.at("/with/trades").intValue()).isBetween(1, 29);
    assertThat(worth.at("/with/netProfit").asDouble()).isPositive();
    assertThat(worth.at("/without/netProfit").asDouble()).isNegative();
    assertThat(worth.at("/with/winRate").doubleValue())
        .isGreaterThan(worth.at("/without/winRate").doubleValue() + 0.2);
    String labels = result().at("/training/balance/counts").toString();

    assertThat(trainOn(data, csv).out()).contains("590 closed trades");
    assertThat(result().at("/training/balance/counts")).hasToString(labels);

    assertTold(
        execute(TrainMode.TRAIN, data), 2, "--trades must be given with target.type meta_la");
    assertTold(trainOn(data, data), 2, "a trade of " + data + " must have entryTime, exitTime");
  }

  private Told trainOn(Path data, Path trades) {
    return execute(
        "--config",
        configuration,
        "--data",
        data,
        "--out",
        models,
        "--trades",
        trades,
        "--json",
        folder.resolve("result.json"));
  }

  /** A purchase at every fifth open that is sold three minutes later, for a fee of 1. */
  private static String trades(Path data, boolean json) throws IOException {
    List<String> rows = new ArrayList<>();
    List<String[]> candles =
        Files.readAllLines(data).stream().skip(1).map(line -> line.split(",")).toList();
    for (int bar = 50; bar < 3_000; bar += 5) {
      String[] entry = candles.get(bar);
      String[] exit = candles.get(Math.min(bar + 3, 2_999));
      Instant bought = Instant.ofEpochMilli(Long.parseLong(entry[0]));
      Instant sold = Instant.ofEpochMilli(Long.parseLong(exit[0]));
      String pnl =
          new BigDecimal(exit[1])
              .subtract(new BigDecimal(entry[1]))
              .subtract(BigDecimal.ONE)
              .toPlainString();
      rows.add(
          json
              ? "{\"symbol\": \"BTC/USD\", \"entryTime\": \"%s\", \"exitTime\": \"%s\", \"pnl\": %s}"
                  .formatted(bought, sold, pnl)
              : "%s,%s,%s,\"a, b\",BTC/USD".formatted(bought, sold, pnl));
    }
    return json
        ? "{\"trades\": [%s]}".formatted(String.join(",", rows))
        : "entryTime,exitTime,pnl,strategy,symbol\n" + String.join("\n", rows) + "\n";
  }

  /** Of a symbol that does what bitcoin did a minute before; both are random walks. */
  @Test
  void learnsFromBitcoinsCandlesBesideThoseOfAnotherSymbol() throws IOException {
    Path bitcoin = candles(0, 3_000);
    Path follower = later(bitcoin);
    Files.writeString(
        configuration,
        FILE.replace("BTC/USD", "ETH/USD")
            .replace("close / close[3] - 1", "btc_close / btc_close[1] - 1"));

    Told alone = execute("--config", configuration, "--data", follower, "--out", models);
    Told both =
        execute(
            "--config", configuration, "--data", follower, "--bitcoin", bitcoin, "--out", models);

    assertThat(alone.out())
        .contains("1 of 2 features are not told by the data and are not used: changes")
        .contains("nothing was found");
    assertThat(both.out())
        .containsPattern("something was found: auc of direction (0\\.9|1\\.0)")
        .doesNotContain("not told");
  }

  @Test
  void saysThatNothingIsInARandomWalkAndDoesNotTakeTheModelIntoUse() throws IOException {
    Path data = candles(0, 20_000);

    Told trained = execute(TrainMode.TRAIN, data);
    assertThat(trained.out())
        .contains("Oversold, or foretold to rise, net of fees")
        .contains("no edge: ")
        .contains("would be refused: directionAuc 0.")
        .contains("nothing was found: auc of direction ")
        .contains("which is chance");
    assertThat(result().path("holdOut").path("metrics").path("auc").doubleValue())
        .isCloseTo(0.5, within(0.03));

    Told deployed = execute(TrainMode.DEPLOY, data);

    assertThat(deployed.status()).isEqualTo(1);
    assertThat(deployed.out())
        .contains("refused: directionAuc 0.")
        .contains("not better than no model's 0.500000");
    assertThat(result().path("deployed").booleanValue()).isFalse();
    assertThat(models.resolve("minutes").resolve("current.json")).doesNotExist();
  }

  @Test
  void tellsWhatIsWrongInOneLine() throws IOException {
    Path data = candles(0.97, 300);

    assertTold(execute(TrainMode.EVALUATE, data), 2, "there is no model in " + models);
    assertTold(execute(TrainMode.TRAIN, folder.resolve("absent.csv")), 1, "there is no file ");
    assertTold(execute("--config", configuration), 2, "Missing required option: '--data=F'");
    assertTold(
        execute("--config", configuration, "--data", data, "--mode", "guess"),
        2,
        "Invalid value for option '--mode'");
    assertTold(
        execute("--config", folder.resolve("absent.yaml"), "--data", data), 1, "no such file");
    assertTold(
        execute("--config", configuration, "--data", data, "--bitcoin", data),
        2,
        "--bitcoin must be left out where data.symbol is BTC/USD");
    Files.writeString(configuration, FILE.replace("logistic", "oracle"));
    assertTold(execute(TrainMode.TRAIN, data), 1, "training.model_type must be one of lstm");
    Files.writeString(configuration, FILE.replace("embargo_periods: 5", "embargo_periods: 900"));
    assertTold(execute(TrainMode.TRAIN, data), 2, "are too few for Shares");
    assertThat(models).doesNotExist();
  }

  private static void assertTold(Told told, int status, String problem) {
    assertThat(told.error()).startsWith("tidemark: ").contains(problem).hasLineCount(1);
    assertThat(told.status()).isEqualTo(status);
  }

  @Test
  void endsTheTrainingWhenItIsToldToEnd() throws Exception {
    Files.writeString(
        configuration,
        FILE.replace("logistic", "xgboost")
            + "model: {xgboost: {rounds: 10000, learning_rate: 0.0001}}\n");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            Tidemark.class.getName(),
            "train",
            "--config",
            configuration.toString(),
            "--data",
            candles(0.97, 3_000).toString(),
            "--out",
            models.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Path output = folder.resolve("output.txt");
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process process = builder.start();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> process.descendants().findAny().isPresent() || !process.isAlive());
      List<ProcessHandle> children = process.descendants().toList();
      assertThat(children).as(Files.readString(output)).hasSize(1);

      process.destroy();

      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(children).noneMatch(ProcessHandle::isAlive);
    } finally {
      process.destroyForcibly();
    }
    assertThat(output).content().contains("tidemark: stopped before the end");
    try (Stream<Path> left = Files.list(models.resolve("minutes"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void hasAnExampleThatLoads() {
    Path example =
        Path.of(System.getProperty("tidemark.root"), "config", "ml", "btc-direction-xgboost.yaml");

    TrainingFile file = TrainingFile.load(example);

    assertThat(file.training().modelType()).isEqualTo(TrainingFile.ModelType.XGBOOST);
    assertThat(file.featureSet().size()).isGreaterThan(60);
  }
}
