package io.tidemark.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.core.SharedData;
import io.tidemark.core.bar.BarBuilder;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.indicator.Peers;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Microstructure;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table against the stream that is told the same bars one message after another. */
class FeatureTableTest {

  private static final Symbol BTC = Symbol.parse("BTC/USDT");
  private static final Peers PEERS = new Peers(BTC, List.of(BTC));
  private static final int DAY = 1_440;

  @ParameterizedTest
  @CsvSource({"1m, 1", "5m, 1", "1m, 3", "15m, 2"})
  void givesWhatTheStreamGivesOverDaysOfMinutes(String code, int keepOneIn) {
    FeatureSet set = FeatureSet.standard(Timeframe.parse(code));
    List<Bar> minutes = some(RecordedMinutes.ether(3 * DAY), keepOneIn);
    List<Bar> bitcoin = some(RecordedMinutes.bitcoin(3 * DAY), keepOneIn + 1);
    SortedMap<Instant, Microstructure> books = books(minutes);
    FeatureHistory history =
        FeatureHistory.of(columns(minutes))
            .with(PEERS, new TreeMap<>(Map.of(BTC, columns(bitcoin))))
            .with(books);

    FeatureTable table = FeatureTable.of(set, history);
    FeatureStream stream = new FeatureStream(set, PEERS);
    List<FeatureRow> rows = new ArrayList<>();
    TreeMap<Instant, Double> closes = new TreeMap<>();
    bitcoin.forEach(bar -> closes.put(bar.closeTime(), bar.close().toDouble()));
    RecordedMinutes.messages(minutes, set.timeframes())
        .forEach(
            (instant, bars) -> {
              Map.Entry<Instant, Double> known = closes.floorEntry(instant);
              TreeMap<Symbol, Double> peers = new TreeMap<>();
              if (known != null) {
                peers.put(BTC, known.getValue());
              }
              stream.step(bars, new MarketContext(books.get(instant), peers)).ifPresent(rows::add);
            });

    assertThat(rows).hasSize(table.rows()).hasSizeGreaterThan(90);
    for (int row = 0; row < table.rows(); row++) {
      assertThat(table.row(row)).isEqualTo(rows.get(row));
    }
    assertThat(Double.isNaN(rows.getLast().value(set.names().indexOf("btc_correlation_60"))))
        .isFalse();
    assertThat(Double.isNaN(rows.getLast().value(set.names().indexOf("rsi_14_1h")))).isFalse();
    assertThat(rows)
        .anyMatch(row -> !Double.isNaN(row.value(set.names().indexOf("microstructure_score"))));
  }

  @Test
  void givesWhatTheStreamGivesOverBarsMadeLiveOfTrades() throws IOException {
    FeatureSet set = FeatureSet.standard(Timeframe.M1);
    List<BarsClosed> messages = ofTrades();
    FeatureStream stream = new FeatureStream(set);
    List<Bar> minutes = new ArrayList<>();
    List<FeatureRow> rows = new ArrayList<>();
    for (BarsClosed message : messages) {
      message.bars().stream().filter(bar -> bar.timeframe() == Timeframe.M1).forEach(minutes::add);
      stream.step(message.bars(), MarketContext.NONE).ifPresent(rows::add);
    }

    FeatureTable table = FeatureTable.of(set, columns(minutes));

    assertThat(table.rows()).isEqualTo(rows.size()).isGreaterThan(5_000);
    for (int row = 0; row < table.rows(); row++) {
      assertThat(table.row(row)).isEqualTo(rows.get(row));
    }
    for (String name : List.of("session_vwap_distance", "buy_share", "trades_ratio", "imbalance")) {
      assertThat(rows.getLast().value(set.names().indexOf(name))).as(name).isNotNaN();
    }
  }

  @Test
  void knowsNothingOfWhatComesAfter() {
    FeatureSet set =
        FeatureSet.standard(Timeframe.M1)
            .with(List.of(new Feature("smoothed", "ema(close / close[1], 5)")));
    List<Bar> minutes = RecordedMinutes.ether(2 * DAY);
    FeatureTable whole = FeatureTable.of(set, columns(minutes));
    Random random = new Random(7);

    for (int cut = 0; cut < 12; cut++) {
      int last = random.nextInt(minutes.size() - 1);
      FeatureTable part = FeatureTable.of(set, columns(minutes.subList(0, last + 1)));

      assertThat(part.rows()).isEqualTo(last + 1);
      for (int row = 0; row <= last; row++) {
        assertThat(part.row(row)).isEqualTo(whole.row(row));
      }
    }
  }

  @Test
  void readsEachFeatureAsItsExpressionSays() {
    List<Bar> minutes = RecordedMinutes.ether(20);
    FeatureSet set =
        FeatureSet.of(
            Timeframe.M1,
            List.of(
                new Feature("change", "close / close[2] - 1"),
                new Feature("five", "close@5m"),
                new Feature("book", "book_imbalance")));

    FeatureTable table = FeatureTable.of(set, columns(minutes));

    assertThat(table.value(1, 0)).isNaN();
    assertThat(table.value(7, 0)).isEqualTo(table.close(7) / table.close(5) - 1);
    // Minutes 5 to 9 make up the five minutes that close with minute 9.
    assertThat(table.value(3, 1)).isNaN();
    assertThat(table.value(8, 1)).isEqualTo(table.close(4));
    assertThat(table.value(9, 1)).isEqualTo(table.close(9));
    assertThat(table.value(19, 2)).isNaN();
    assertThat(table.missing(9)).isEqualTo(1);
    assertThat(table.firstWarm()).isEqualTo(4);
    assertThat(table.closeTime(4)).isEqualTo(minutes.get(4).closeTime());
    assertThat(table.high(4)).isEqualTo(minutes.get(4).high().toDouble());
  }

  @Test
  void refusesBarsThatAreTooLong() {
    List<Bar> minutes = RecordedMinutes.ether(20);
    FeatureSet set = FeatureSet.of(Timeframe.M5, List.of(new Feature("rsi", "rsi(14)@1m")));

    assertThat(FeatureTable.of(set, columns(minutes)).rows()).isEqualTo(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureTable.of(set, columns(minutes).composed(Timeframe.M5)))
        .withMessage("the features read 1m bars, which 5m bars do not make up: give shorter ones");
  }

  private static BarColumns columns(List<Bar> minutes) {
    return BarColumns.of(Timeframe.M1, minutes);
  }

  /** One in so many is left out at random; none of them if it is 1. */
  private static List<Bar> some(List<Bar> bars, int keepOneIn) {
    Random random = new Random(keepOneIn);
    return bars.stream().filter(_ -> keepOneIn == 1 || random.nextInt(keepOneIn) > 0).toList();
  }

  /** A book beside two minutes of three. */
  private static SortedMap<Instant, Microstructure> books(List<Bar> minutes) {
    Random random = new Random(3);
    SortedMap<Instant, Microstructure> books = new TreeMap<>();
    for (Bar bar : minutes) {
      if (random.nextInt(3) > 0) {
        books.put(
            bar.closeTime(),
            new Microstructure(
                quantity(random),
                quantity(random),
                quantity(random),
                quantity(random),
                BigDecimal.valueOf(random.nextInt(100), 6),
                quantity(random),
                quantity(random)));
      }
    }
    return books;
  }

  private static Quantity quantity(Random random) {
    return new Quantity(BigDecimal.valueOf(1 + random.nextInt(10_000), 2));
  }

  private static List<BarsClosed> ofTrades() throws IOException {
    InstrumentId instrument = InstrumentId.of("kraken", "BTC/USDT");
    BarBuilder builder =
        new BarBuilder(instrument, List.of(Timeframe.values()), Duration.ofSeconds(1));
    builder.primeFrom(Instant.parse("2023-11-17T00:00:00Z"));
    List<BarsClosed> messages = new ArrayList<>();
    int count = 0;
    try (BufferedReader reader =
        SharedData.open("data/trades/kraken_BTCUSDT_trades_2023-11.csv.gz")) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",");
        Instant time = Instant.ofEpochMilli(Long.parseLong(cells[0]));
        MarketTrade trade =
            new MarketTrade(
                instrument,
                "" + count++,
                Price.of(cells[1]),
                Quantity.of(cells[2]),
                Side.valueOf(cells[3].toUpperCase(Locale.ROOT)),
                time,
                time);
        messages.addAll(builder.onTrade(trade).messages());
      }
    }
    return messages;
  }
}
