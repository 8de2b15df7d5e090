package io.tidemark.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the documentation leads to is there, and what it tells to do can be done. */
class DocumentationTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern COMMAND = Pattern.compile("\\./tidemark ([a-z-]+)((?: [^`|\\n]*)?)");
  private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z][a-z-]*");
  private static final Pattern RECIPE = Pattern.compile("(?s)```yaml\\n(strategy:.*?)```");

  /** The script's own; the rest is the command line's. */
  private static final Set<String> OF_THE_SCRIPT = Set.of("test", "build", "format", "jdk");

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    pages.add(ROOT.resolve("CONTRIBUTING.md"));
    pages.add(ROOT.resolve("exchange-simulator/README.md"));
    try (Stream<Path> all = Files.walk(ROOT.resolve("docs"))) {
      all.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<MatchResult> find(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  @Test
  void everyLinkLeadsToAFileAndAHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult link : find(LINK, read(page))) {
        String target = link.group(1);
        if (!target.startsWith("http") && !leadsSomewhere(page, target)) {
          broken.add(ROOT.relativize(page) + ": " + target);
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Path page, String target) {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!Files.exists(file)) {
      return false;
    }
    return parts.length == 1
        || find(HEADING, read(file)).stream()
            .anyMatch(one -> anchor(one.group(1)).equals(parts[1]));
  }

  /** As Git hosts make it of a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  @Test
  void everyCommandAndOptionExists() throws IOException {
    Map<String, CommandLine> commands = new CommandLine(new TidemarkCommand()).getSubcommands();
    List<String> unknown = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult told : find(COMMAND, read(page).replaceAll("\\\\\\n\\s*", ""))) {
        CommandLine command = commands.get(told.group(1));
        if (command == null && !OF_THE_SCRIPT.contains(told.group(1))) {
          unknown.add(ROOT.relativize(page) + ": ./tidemark " + told.group(1));
        } else if (command != null) {
          find(OPTION, told.group(2)).stream()
              .map(MatchResult::group)
              .filter(option -> command.getCommandSpec().findOption(option) == null)
              .filter(option -> !option.equals("--help"))
              .forEach(option -> unknown.add(page + ": " + told.group(1) + " " + option));
        }
      }
    }

    assertThat(unknown).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> everyRecipeOfTheCookbookIsTraded(@TempDir Path folder) throws IOException {
    Path candles = folder.resolve("candles.csv");
    Files.writeString(candles, waves());
    List<MatchResult> recipes = find(RECIPE, read(ROOT.resolve("docs/cookbook.md")));
    assertThat(recipes).hasSizeGreaterThan(5);
    return recipes.stream()
        .map(
            recipe ->
                DynamicTest.dynamicTest(
                    recipe.group(1).lines().skip(1).findFirst().orElseThrow().strip(),
                    () -> {
                      Path file = Files.writeString(folder.resolve("s.yaml"), recipe.group(1));
                      Told told =
                          Told.by("backtest", "--strategy", "" + file, "--data", "" + candles);
                      assertThat(told.error()).isEmpty();
                      assertThat(told.status()).isZero();
                    }));
  }

  /** Five days of minutes that go up and down by some percent, with noise of a fixed pattern. */
  private static String waves() {
    StringBuilder text = new StringBuilder("timestamp,open,high,low,close,volume\n");
    double before = 100;
    for (int i = 0; i < 5 * 24 * 60; i++) {
      double price = 100 + 5 * Math.sin(i / 200.0) + i * 7919 % 211 / 400.0;
      text.append(
          "%d,%.2f,%.2f,%.2f,%.2f,%d%n"
              .formatted(
                  1_704_067_200_000L + i * 60_000L,
                  before,
                  Math.max(before, price) + 0.05,
                  Math.min(before, price) - 0.05,
                  price,
                  1 + i * 31 % 50));
      before = price;
    }
    return text.toString();
  }
}
