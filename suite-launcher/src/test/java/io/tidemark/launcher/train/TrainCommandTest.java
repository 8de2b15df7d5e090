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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        folder.resolve("result.json"));
  }

  private JsonNode result() throws IOException {
    return Json.mapper().readTree(Files.readString(folder.resolve("result.json")));
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

    Told trained = execute(TrainMode.TRAIN, data);

    assertThat(trained.error()).isEmpty();
    assertThat(trained.status()).isZero();
    assertThat(trained.out())
        .contains("BTC/USD: 3,000 1m bars, 2024-01-01T00:00:00Z to 2024-01-03T02:00:00Z")
        .contains("note: they span 2.1 of the 30 days")
        .contains("minutes: logistic on ")
        .contains("something was found: auc of direction 0.9");
    double auc = result().path("holdOut").path("metrics").path("auc").doubleValue();
    assertThat(auc).isGreaterThan(0.9);
    assertThat(result().path("training").path("data").path("bars").intValue()).isEqualTo(3_000);
    assertThat(result().path("deployed").isMissingNode()).isTrue();

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

  @Test
  void saysThatNothingIsInARandomWalkAndDoesNotTakeTheModelIntoUse() throws IOException {
    Path data = candles(0, 20_000);

    Told trained = execute(TrainMode.TRAIN, data);
    assertThat(trained.out())
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
