package io.tidemark.ml.live;

import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.indicator.Peers;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.log.PeerCloses;
import io.tidemark.ml.serve.PredictionStage.Input;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.topic.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/**
 * What features read beside the bars: closes of other instruments. Which came in time is nothing
 * that a recovery could find out, so it is kept before anything is foretold with it, and the first
 * one that is kept is right.
 */
final class FeatureInputs {

  private static final TypeReference<TreeMap<String, Double>> CLOSES = new TypeReference<>() {};
  private static final long FORGET_NANOS = Duration.ofHours(1).toNanos();

  private final LivePlan plan;
  private final PeerCloses peers;
  private final JdbcTemplate batches;
  private final JdbcClient database;

  private long forgotten = System.nanoTime();

  FeatureInputs(LivePlan plan, PeerCloses peers, JdbcTemplate database) {
    this.plan = plan;
    this.peers = peers;
    this.batches = database;
    this.database = JdbcClient.create(database);
  }

  private record Key(InstrumentId instrument, Instant closeTime) {

    static Key of(BarsClosed bars) {
      return new Key(bars.instrument(), bars.closeTime());
    }
  }

  /** Whether features of an instrument read the closes of others. */
  static boolean areRead(FeatureSet set, Peers peers) {
    return set.readsPeers() && !PeerCloses.symbols(peers).isEmpty();
  }

  /**
   * Bars with what lay beside them, in their order.
   *
   * @param readsPeers whether closes of other instruments are read
   * @throws org.springframework.dao.DataAccessException if Postgres or Kafka does not answer
   */
  List<Input> of(List<BarsClosed> bars, boolean readsPeers) {
    List<BarsClosed> compared =
        readsPeers
            ? bars.stream()
                .filter(one -> !one.correction())
                .filter(one -> !PeerCloses.symbols(plan.peersOf(one.instrument())).isEmpty())
                .toList()
            : List.of();
    Map<Key, SortedMap<Symbol, Double>> closes = closes(compared);
    return bars.stream()
        .map(
            one ->
                new Input(
                    one,
                    new MarketContext(
                        one.microstructure(),
                        closes.getOrDefault(Key.of(one), Collections.emptySortedMap()))))
        .toList();
  }

  private Map<Key, SortedMap<Symbol, Double>> closes(List<BarsClosed> bars) {
    if (bars.isEmpty()) {
      return Map.of();
    }
    Map<Key, SortedMap<Symbol, Double>> known = recorded(bars);
    Map<Key, SortedMap<Symbol, Double>> found = new HashMap<>();
    for (BarsClosed one : bars) {
      if (!known.containsKey(Key.of(one))) {
        found.put(Key.of(one), peers.at(one, plan.peersOf(one.instrument())));
      }
    }
    if (found.isEmpty()) {
      return known;
    }
    keep(found);
    return recorded(bars);
  }

  private Map<Key, SortedMap<Symbol, Double>> recorded(List<BarsClosed> bars) {
    Map<Key, SortedMap<Symbol, Double>> known = new HashMap<>();
    database
        .sql(
            """
            select exchange, symbol, close_time, closes from feature_input
            where run = ? and (exchange, symbol, close_time) in (
              select * from unnest(?::text[], ?::text[], (?::text[])::timestamptz[]))
            """)
        .param(plan.run())
        .param(bars.stream().map(one -> one.instrument().exchange()).toArray(String[]::new))
        .param(
            bars.stream().map(one -> one.instrument().symbol().toString()).toArray(String[]::new))
        .param(bars.stream().map(one -> one.closeTime().toString()).toArray(String[]::new))
        .query(
            row -> {
              known.put(key(row), closes(row));
            });
    return known;
  }

  private static Key key(ResultSet row) throws SQLException {
    return new Key(
        InstrumentId.of(row.getString("exchange"), row.getString("symbol")),
        row.getObject("close_time", OffsetDateTime.class).toInstant());
  }

  private static SortedMap<Symbol, Double> closes(ResultSet row) throws SQLException {
    SortedMap<Symbol, Double> closes = new TreeMap<>();
    Json.mapper()
        .readValue(row.getString("closes"), CLOSES)
        .forEach((symbol, close) -> closes.put(Symbol.parse(symbol), close));
    return closes;
  }

  /** Keeps those of which there is none yet. */
  private void keep(Map<Key, SortedMap<Symbol, Double>> found) {
    List<Object[]> rows = new ArrayList<>(found.size());
    found.forEach(
        (key, closes) -> {
          SortedMap<String, Double> named = new TreeMap<>();
          closes.forEach((symbol, close) -> named.put(symbol.toString(), close));
          rows.add(
              new Object[] {
                plan.run(),
                key.instrument().exchange(),
                key.instrument().symbol().toString(),
                key.closeTime().atOffset(ZoneOffset.UTC),
                Json.mapper().writeValueAsString(named)
              });
        });
    batches.batchUpdate(
        """
        insert into feature_input (run, exchange, symbol, close_time, closes)
        values (?, ?, ?, ?, ?::json)
        on conflict do nothing
        """,
        rows);
    forgetOld();
  }

  /** Removes what no bar is left to replay for. */
  private void forgetOld() {
    if (System.nanoTime() - forgotten > FORGET_NANOS) {
      forgotten = System.nanoTime();
      database
          .sql("delete from feature_input where recorded_at < now() - make_interval(days => ?)")
          .param((int) Topic.MARKET_BAR.retention().toDays() + 1)
          .update();
    }
  }
}
