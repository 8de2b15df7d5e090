package io.tidemark.launcher.optimise;

import io.tidemark.backtester.run.Assumptions;
import io.tidemark.backtester.run.BacktestSettings;
import io.tidemark.backtester.run.DataFile;
import io.tidemark.backtester.search.OptimiseRequest;
import io.tidemark.backtester.search.SearchChoices;
import io.tidemark.backtester.search.SearchRequest;
import io.tidemark.backtester.search.WalkForwardRequest;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.SearchSection;
import io.tidemark.kit.configuration.StrategyTemplate;
import io.tidemark.model.Timeframe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Hours of a seeded price, a strategy that trades them, and what is asked of it. */
final class SearchFixture {

  static final long START = 1_704_067_200_000L;
  static final long HOUR = 3_600_000L;

  /** Of {@link #STRATEGY}: 4 x 3 assignments. */
  static final String SPACE =
      """
      objective: net_profit
      search: {method: grid}
      parameters:
        dip: {from: 5, to: 20, step: 5}
        exits.stop_loss_pct: {from: 1.0, to: 3.0, step: 1.0}
      """;

  static final String STRATEGY =
      """
      # buys what is cheap against its average
      strategy: {id: dips}
      market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1h}
      parameters: {dip: 10}
      entry: {long: ["close < sma(close, dip)"]}
      exits: {stop_loss_pct: 2.0, take_profit_pct: 1.5, max_hold_time_minutes: 720}
      risk: {position_size_usd: 1000}
      execution: {fee_rate: 0.001}
      """;

  /** Everything as the section says. */
  static final SearchChoices AS_WRITTEN = new SearchChoices(null, null, null, List.of(), null);

  private final Path folder;

  SearchFixture(Path folder) throws IOException {
    this.folder = folder;
    write("dips.yaml", STRATEGY);
    write("space.yaml", SPACE);
    write("hours.csv", hours(20 * 24, 20 * 24));
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /**
   * Candles of a price that swings and wanders.
   *
   * @param same how many are the same for every {@code rows}; after these prices are doubled
   */
  static String hours(int rows, int same) {
    Random random = new Random(11);
    StringBuilder text = new StringBuilder("timestamp,open,high,low,close,volume\n");
    long last = 100_000;
    for (int i = 0; i < rows; i++) {
      double swing = 4_000 * StrictMath.sin(i / 9.0);
      long next = Math.round(100_000 + swing + random.nextInt(2_001) - 1_000);
      long factor = i < same ? 1 : 2;
      text.append(START + i * HOUR);
      for (long value :
          List.of(last, Math.max(last, next) + 150, Math.min(last, next) - 150, next)) {
        text.append(',').append(BigDecimal.valueOf(value * factor, 2));
      }
      text.append(",5\n");
      last = next;
    }
    return text.toString();
  }

  BacktestSettings history(String data) {
    return new BacktestSettings(
        List.of(new DataFile(null, file(data))),
        null,
        List.of(),
        Timeframe.H1,
        null,
        null,
        new Assumptions(null, null, null),
        null,
        BacktestSettings.LOCAL_INGESTOR);
  }

  SearchRequest search(String data, SearchChoices choices, int threads) {
    return search(data, SearchSection.read(file("space.yaml")), choices, threads);
  }

  /**
   * A search of the strategy as its file is now.
   *
   * @param space null for the section of that file
   */
  SearchRequest search(
      String data, @Nullable SearchSection space, SearchChoices choices, int threads) {
    return new SearchRequest(
        history(data), StrategyTemplate.read(file("dips.yaml")), space, choices, threads);
  }

  private SearchFiles files(@Nullable Path resume, @Nullable Path best) {
    return new SearchFiles(
        resume == null ? file("trials.jsonl") : null,
        resume,
        file("kept"),
        file("result.json"),
        best == null ? null : file("report.html"),
        best);
  }

  /** Runs a search and gives its result. */
  JsonNode optimise(SearchRequest search, @Nullable String holdOut) throws IOException {
    return optimise(
        new OptimiseRequest(
            search, holdOut == null ? null : new BigDecimal(holdOut), false, List.of()),
        null);
  }

  /** Goes on with a journal. */
  JsonNode resume(SearchRequest search, Path journal) throws IOException {
    return optimise(new OptimiseRequest(search, null, false, List.of()), journal);
  }

  JsonNode optimise(OptimiseRequest request, @Nullable Path resume) throws IOException {
    new OptimiseSession(request, files(resume, file("best.yaml")), silent(), false).run();
    return result();
  }

  JsonNode walkForward(WalkForwardRequest request, @Nullable Path resume) throws IOException {
    new WalkForwardSession(request, files(resume, null), silent(), false).run();
    return result();
  }

  private static PrintStream silent() {
    return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
  }

  /** What was written last. */
  JsonNode result() throws IOException {
    return Json.mapper()
        .reader()
        .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .readTree(Files.readString(file("result.json")));
  }

  /** What was written last, without what the clock says. */
  String untimed() throws IOException {
    ObjectNode result = (ObjectNode) result();
    result.remove("elapsedSeconds");
    result.remove("trialsPerSecond");
    return result.toPrettyString();
  }
}
