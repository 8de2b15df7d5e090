package io.tidemark.launcher.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Somebody has said of each table of the suite how it may grow. */
class TableGrowthTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern TABLE = Pattern.compile("(?m)^create table ([a-z_]+) \\(");
  private static final Pattern MIGRATION =
      Pattern.compile("/src/main/resources/db/migration/([a-z_]+)/[^/]+\\.sql$");
  private static final int DEPTH = 8;

  @Test
  void knowsEveryTableOfTheMigrations() throws IOException {
    Set<String> tables = tablesOfTheMigrations();

    assertThat(tables).hasSizeGreaterThan(70).contains("positions.journal", "kit.outbox");
    assertThat(tables.stream().filter(table -> TableGrowth.of(table).isEmpty())).isEmpty();
  }

  @Test
  void tellsWhatKeepsHistoryFromWhatMustStaySmall() {
    assertThat(TableGrowth.of("market_data.candle")).contains(TableGrowth.HISTORY);
    assertThat(TableGrowth.of("market_data.ticker")).contains(TableGrowth.BOUNDED);
    assertThat(TableGrowth.of("positions.unchecked_tick")).contains(TableGrowth.BOUNDED);
    assertThat(TableGrowth.of("scanner.outbox")).contains(TableGrowth.BOUNDED);
    assertThat(TableGrowth.of("backtest.trade")).contains(TableGrowth.HISTORY);
  }

  @Test
  void knowsNoTableByItsNameAlone() {
    assertThat(TableGrowth.of("scanner.candle")).isEmpty();
    assertThat(TableGrowth.of("elsewhere.candle")).isEmpty();
  }

  private static Set<String> tablesOfTheMigrations() throws IOException {
    Set<String> tables = new TreeSet<>();
    try (Stream<Path> files =
        Files.find(ROOT, DEPTH, (file, _) -> file.toString().endsWith(".sql"))) {
      for (Path file : files.toList()) {
        Matcher migration = MIGRATION.matcher(file.toString());
        if (migration.find()) {
          TABLE
              .matcher(Files.readString(file))
              .results()
              .forEach(table -> tables.add(migration.group(1) + "." + table.group(1)));
        }
      }
    }
    return tables;
  }
}
