package io.tidemark.scanner.scan;

import io.tidemark.core.indicator.MarketContext;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.log.PeerCloses;
import io.tidemark.kit.log.TopicLog;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/**
 * What bars are decided with beside themselves, where strategies read such: closes of other
 * instruments, predictions. Which came in time is nothing that a replay could find out, so it is
 * kept before anything is decided with it, and the first one that is kept is right.
 */
@Component
final class SideInputs implements ScanSteps.Beside {

  private static final TypeReference<TreeMap<String, Double>> CLOSES = new TypeReference<>() {};
  private static final long FORGET_NANOS = Duration.ofHours(1).toNanos();
  private static final String KEY =
      "run = ? and consumer = ? and exchange = ? and symbol = ? and close_time = ?";

  private final ScanPlan plan;
  private final PeerCloses peers;
  private final Predictions predictions;
  private final JdbcClient database;

  private long forgotten = System.nanoTime();

  SideInputs(ScanPlan plan, PeerCloses peers, Predictions predictions, JdbcTemplate database) {
    this.plan = plan;
    this.peers = peers;
    this.predictions = predictions;
    this.database = JdbcClient.create(database);
  }

  /** What is given beside bars. */
  record Given(SortedMap<Symbol, Double> closes, List<Prediction> predictions) {

    static final Given NOTHING = new Given(Collections.emptySortedMap(), List.of());

    MarketContext context(BarsClosed bars) {
      return new MarketContext(bars.microstructure(), closes);
    }
  }

  /**
   * What belongs to the bars.
   *
   * @param readsPeers whether a strategy reads the closes of other instruments
   * @param awaited the timeframes whose bars wait for a prediction
   * @throws org.springframework.dao.DataAccessException if Postgres or Kafka does not answer
   */
  @Override
  public Given of(int partition, BarsClosed bars, boolean readsPeers, Set<Timeframe> awaited) {
    if (!areRead(bars, readsPeers, awaited)) {
      return Given.NOTHING;
    }
    Optional<Given> kept = recorded(bars);
    if (kept.isPresent()) {
      return kept.get();
    }
    return keep(
        bars,
        new Given(
            readsPeers
                ? peers.at(bars, plan.peersOf(bars.instrument()))
                : Collections.emptySortedMap(),
            predictions.on(partition, bars, awaited)));
  }

  private List<Object> key(BarsClosed bars) {
    return List.of(
        plan.run(),
        plan.consumer(),
        bars.instrument().exchange(),
        bars.instrument().symbol().toString(),
        bars.closeTime().atOffset(ZoneOffset.UTC));
  }

  /** Whether bars are decided with anything beside themselves. */
  static boolean areRead(BarsClosed bars, boolean readsPeers, Set<Timeframe> awaited) {
    return readsPeers || bars.bars().stream().anyMatch(bar -> awaited.contains(bar.timeframe()));
  }

  /**
   * What is on record for bars; empty if nothing is.
   *
   * @throws org.springframework.dao.DataAccessException if Postgres does not answer
   */
  Optional<Given> recorded(BarsClosed bars) {
    return database
        .sql("select closes, predictions from scan_input where " + KEY)
        .params(key(bars))
        .query((row, _) -> given(row))
        .optional();
  }

  private static Given given(ResultSet row) throws SQLException {
    SortedMap<Symbol, Double> closes = new TreeMap<>();
    Json.mapper()
        .readValue(row.getString("closes"), CLOSES)
        .forEach((symbol, close) -> closes.put(Symbol.parse(symbol), close));
    List<Prediction> predictions = new ArrayList<>();
    for (String event : (String[]) row.getArray("predictions").getArray()) {
      TopicLog.event(event.getBytes(StandardCharsets.UTF_8), Prediction.class)
          .ifPresent(predictions::add);
    }
    return new Given(closes, predictions);
  }

  /** Keeps it if there is none yet; the one that is kept. */
  private Given keep(BarsClosed bars, Given given) {
    SortedMap<String, Double> closes = new TreeMap<>();
    given.closes().forEach((symbol, close) -> closes.put(symbol.toString(), close));
    int written =
        database
            .sql(
                """
                insert into scan_input (
                  run, consumer, exchange, symbol, close_time, closes, predictions)
                values (?, ?, ?, ?, ?, ?::jsonb, ?)
                on conflict do nothing
                """)
            .params(key(bars))
            .param(Json.mapper().writeValueAsString(closes))
            .param(
                given.predictions().stream()
                    .map(one -> new String(EventCodec.encode(one), StandardCharsets.UTF_8))
                    .toArray(String[]::new))
            .update();
    forgetOld();
    return written == 1 ? given : recorded(bars).orElse(given);
  }

  /** Removes what no bar is left to replay for. */
  private void forgetOld() {
    if (System.nanoTime() - forgotten > FORGET_NANOS) {
      forgotten = System.nanoTime();
      database
          .sql("delete from scan_input where recorded_at < now() - make_interval(days => ?)")
          .param((int) Topic.MARKET_BAR.retention().toDays() + 1)
          .update();
    }
  }
}
