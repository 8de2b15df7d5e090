package io.tidemark.kit.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change while the suite runs. A change counts once two polls have read the same. */
class ConfigurationWatchTest {

  private static final String SUITE = "exchange: {name: kraken}\nsymbols: [BTC/USD]\n";

  @TempDir Path folder;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<ConfigurationEdition> told = new ArrayList<>();
  private Path strategies;
  private ConfigurationWatch watch;

  @BeforeEach
  void start() throws IOException {
    strategies = Files.createDirectory(folder.resolve("strategies"));
    Files.writeString(folder.resolve("tidemark.yaml"), SUITE);
    write("a.yaml", strategy(30));
    watch = watch(folder.resolve("tidemark.yaml"));
  }

  private ConfigurationWatch watch(Path file) {
    ConfigurationSource source = ConfigurationSource.of(file);
    ConfigurationWatch made =
        new ConfigurationWatch(
            source, source.load(), Executors.newSingleThreadScheduledExecutor(), metrics);
    made.addListener((before, after) -> told.add(after));
    return made;
  }

  @AfterEach
  void stop() {
    watch.close();
  }

  @Test
  void tellsAChangeOnceItHasComeToRest() throws IOException {
    ConfigurationEdition before = watch.current();
    write("a.yaml", strategy(25));

    watch.poll();
    assertThat(watch.current()).isSameAs(before);

    settle();
    assertThat(told).singleElement().isSameAs(watch.current());
    assertThat(rule("a")).isEqualTo("rsi(14) < 25");
    assertThat(counted("accepted")).isOne();
  }

  @Test
  void tellsNothingWhereOnlyACommentChanges() throws IOException {
    write("a.yaml", "# a note\n" + strategy(30));
    settle();

    assertThat(told).isEmpty();
    assertThat(watch.refusal()).isEmpty();
  }

  @Test
  void refusesTheWholeWhereOneFileIsWrong() throws IOException {
    ConfigurationEdition before = watch.current();
    write("a.yaml", strategy(25));
    write("b.yaml", strategy(20).replace("rsi(14)", "rsii(14)"));
    settle();

    assertThat(watch.current()).isSameAs(before);
    assertThat(told).isEmpty();
    assertThat(watch.refusal().orElseThrow())
        .startsWith(strategies.resolve("b.yaml") + ":2: entry.long[0]: there is no indicator");
    settle();
    assertThat(counted("refused")).isOne();
  }

  @Test
  void takesTheChangeUpOnceItIsRight() throws IOException {
    write("a.yaml", "entry: {");
    settle();
    assertThat(watch.refusal()).isPresent();

    write("a.yaml", strategy(20));
    settle();
    assertThat(watch.refusal()).isEmpty();
    assertThat(rule("a")).isEqualTo("rsi(14) < 20");
  }

  @Test
  void forgetsARefusalWhenTheFilesAreAsTheyWere() throws IOException {
    write("a.yaml", "");
    settle();
    assertThat(watch.refusal().orElseThrow()).endsWith("is empty; see config/ for an example");

    write("a.yaml", strategy(30));
    settle();
    assertThat(watch.refusal()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void looksAtNothingThatIsStillBeingWritten() throws IOException {
    String text = strategy(25);
    for (int length = 1; length < text.length(); length += 7) {
      write("a.yaml", text.substring(0, length));
      watch.poll();
    }
    assertThat(counted("refused")).isZero();

    write("a.yaml", text);
    settle();
    assertThat(told).hasSize(1);
    assertThat(rule("a")).isEqualTo("rsi(14) < 25");
  }

  @Test
  void tellsAStrategyThatComesAndOneThatGoes() throws IOException {
    write("b.yaml", strategy(20));
    settle();
    assertThat(watch.current().strategies().byId()).containsOnlyKeys("a", "b");

    Files.delete(strategies.resolve("a.yaml"));
    settle();
    assertThat(watch.current().strategies().byId()).containsOnlyKeys("b");
    assertThat(told).hasSize(2);
  }

  @Test
  void keepsRunningWhenTheSuitesFileIsGone() throws IOException {
    ConfigurationEdition before = watch.current();
    Files.delete(folder.resolve("tidemark.yaml"));
    settle();

    assertThat(watch.current()).isSameAs(before);
    assertThat(watch.refusal().orElseThrow()).contains("tidemark.yaml: no such file");
  }

  @Test
  void keepsRunningWhenTheFolderIsGone() throws IOException {
    ConfigurationEdition before = watch.current();
    Files.delete(strategies.resolve("a.yaml"));
    Files.delete(strategies);
    settle();

    assertThat(watch.current()).isSameAs(before);
    assertThat(watch.refusal().orElseThrow()).contains("no such folder");
  }

  @Test
  void tellsAChangeOfTheSuitesFile() throws IOException {
    Files.writeString(folder.resolve("tidemark.yaml"), SUITE + "risk: {max_open_positions: 2}\n");
    settle();

    assertThat(told).hasSize(1);
    assertThat(watch.current().suite().risk().maxOpenPositions()).isEqualTo(2);
  }

  /** As Kubernetes swaps a ConfigMap: files are links into a folder that a link names. */
  @Test
  void followsLinksThatAreSwapped() throws IOException {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    Path first = version(mount, "..2026_01", 30);
    Files.createSymbolicLink(mount.resolve("..data"), first.getFileName());
    Files.createSymbolicLink(mount.resolve("tidemark.yaml"), Path.of("..data/tidemark.yaml"));
    Files.createDirectory(mount.resolve("strategies"));
    Files.createSymbolicLink(mount.resolve("strategies/a.yaml"), Path.of("../..data/a.yaml"));
    watch.close();
    watch = watch(mount.resolve("tidemark.yaml"));

    Path second = version(mount, "..2026_02", 10);
    Path next = Files.createSymbolicLink(mount.resolve("..data_tmp"), second.getFileName());
    Files.move(next, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    settle();

    assertThat(rule("a")).isEqualTo("rsi(14) < 10");
    assertThat(told).hasSize(1);
  }

  private static Path version(Path mount, String name, int threshold) throws IOException {
    Path version = Files.createDirectory(mount.resolve(name));
    Files.writeString(version.resolve("tidemark.yaml"), SUITE);
    Files.writeString(version.resolve("a.yaml"), strategy(threshold));
    return version;
  }

  @Test
  void tellsAHundredChangesEachOnceAndInOrder() throws IOException {
    for (int i = 0; i < 100; i++) {
      write("a.yaml", i % 10 == 9 ? "entry: wrong" : strategy(40 + i));
      settle();
    }

    assertThat(told)
        .extracting(edition -> rule(edition, "a"))
        .containsExactlyElementsOf(
            IntStream.range(0, 100)
                .filter(i -> i % 10 != 9)
                .mapToObj(i -> "rsi(14) < " + (40 + i))
                .toList());
    assertThat(counted("accepted")).isEqualTo(90);
    assertThat(counted("refused")).isEqualTo(10);
  }

  @Test
  void tellsTheOtherListenersWhenOneFails() throws IOException {
    List<String> second = new ArrayList<>();
    ConfigurationListener failing =
        (before, after) -> {
          throw new IllegalStateException("cannot");
        };
    watch.addListener(failing);
    watch.addListener((before, after) -> second.add(rule(after, "a")));
    write("a.yaml", strategy(25));
    settle();

    assertThat(second).containsExactly("rsi(14) < 25");
  }

  @Test
  void reloadsAtOnceWhenItIsAskedTo() throws IOException {
    write("a.yaml", strategy(25));
    assertThat(watch.reload()).isEmpty();
    assertThat(told).hasSize(1);

    write("a.yaml", strategy(25) + "exits: {stop_loss_pct: 0}\n");
    assertThat(watch.reload().orElseThrow()).contains("exits.stop_loss_pct must be above 0");
    settle();
    assertThat(counted("refused")).isOne();
    assertThat(rule("a")).isEqualTo("rsi(14) < 25");
  }

  @Test
  void readsTheFilesByItself() throws IOException {
    watch.start(Duration.ofMillis(20));
    write("a.yaml", strategy(25));

    await().atMost(Duration.ofSeconds(20)).until(() -> rule("a").equals("rsi(14) < 25"));
  }

  private void settle() {
    watch.poll();
    watch.poll();
  }

  private String rule(String id) {
    return rule(watch.current(), id);
  }

  private static String rule(ConfigurationEdition edition, String id) {
    String form =
        StrategyLoader.canonicalForm(Objects.requireNonNull(edition.strategies().byId().get(id)));
    return form.replaceAll(".*\"longRules\":\\[\"([^\"]*)\".*", "$1");
  }

  private double counted(String what) {
    return metrics.counter("tidemark.configuration." + what).count();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(strategies.resolve(name), text);
  }

  private static String strategy(int threshold) {
    return """
    market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
    entry: {long: [rsi(14) < %d]}
    """
        .formatted(threshold);
  }
}
