package io.tidemark.core.bar;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.SharedData;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Bars from recorded trades against bars that another program made from the same trades. */
class RecordedTradesTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USDT");
  private static final String TRADES = "data/trades/kraken_BTCUSDT_trades_2023-11.csv.gz";
  private static final String BARS = "data/ohlcv/1m/kraken_BTCUSDT_1m_2023-11_from_trades.csv.gz";

  @Test
  void equalsTheReferenceInEveryMinute() throws IOException {
    Map<Instant, Bar> bars = build();
    int rows = 0;
    try (BufferedReader reader = SharedData.open(BARS)) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",");
        Bar bar = requireNonNull(bars.get(Instant.ofEpochMilli(Long.parseLong(cells[0]))), line);
        assertThat(bar.open()).as(line).isEqualTo(Price.of(cells[1]));
        assertThat(bar.high()).as(line).isEqualTo(Price.of(cells[2]));
        assertThat(bar.low()).as(line).isEqualTo(Price.of(cells[3]));
        assertThat(bar.close()).as(line).isEqualTo(Price.of(cells[4]));
        // The reference summed volumes as doubles.
        assertThat(bar.volume().toDouble())
            .as(line)
            .isCloseTo(Double.parseDouble(cells[5]), Offset.offset(1e-9));
        rows++;
      }
    }
    assertThat(rows).isEqualTo(5388);
    assertThat(bars).hasSize(5388);
    assertThat(bars.values()).extracting(Bar::completeness).containsOnly(Completeness.COMPLETE);
    assertThat(bars.values()).allSatisfy(bar -> assertThat(bar.imbalance()).isNotNull());
  }

  private static Map<Instant, Bar> build() throws IOException {
    BarBuilder builder = new BarBuilder(BTC, List.of(Timeframe.values()), Duration.ofSeconds(1));
    builder.primeFrom(Instant.parse("2023-11-17T00:00:00Z"));
    List<BarsClosed> messages = new ArrayList<>();
    Instant last = Instant.EPOCH;
    int count = 0;
    try (BufferedReader reader = SharedData.open(TRADES)) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",");
        last = Instant.ofEpochMilli(Long.parseLong(cells[0]));
        MarketTrade trade =
            new MarketTrade(
                BTC,
                "" + count++,
                Price.of(cells[1]),
                Quantity.of(cells[2]),
                Side.valueOf(cells[3].toUpperCase(Locale.ROOT)),
                last,
                last);
        messages.addAll(builder.onTrade(trade).messages());
      }
    }
    messages.addAll(builder.onTime(last.plusSeconds(120), last));
    Map<Instant, Bar> minutes = new TreeMap<>();
    for (BarsClosed message : messages) {
      assertThat(message.correction()).isFalse();
      for (Bar bar : message.bars()) {
        if (bar.timeframe() == Timeframe.M1) {
          minutes.put(bar.openTime(), bar);
        }
      }
    }
    return minutes;
  }
}
