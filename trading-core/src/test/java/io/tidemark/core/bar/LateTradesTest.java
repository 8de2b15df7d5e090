package io.tidemark.core.bar;

import static io.tidemark.core.bar.Trades.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.bar.TradeOutcome.Disposition;
import io.tidemark.model.Bar;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bars of trades in any order, with their corrections, against a plain sum of the same trades. */
class LateTradesTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final List<Timeframe> TIMEFRAMES =
      List.of(Timeframe.M1, Timeframe.M5, Timeframe.M15);

  private record BarKey(Timeframe timeframe, Instant open) {}

  @Test
  void endsAtTheSameBarsWhateverTheOrderOfArrival() {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      List<MarketTrade> arrivals = arrivals(random);
      Map<BarKey, Bar> built = build(arrivals, random);

      Map<BarKey, List<MarketTrade>> expected = new HashMap<>();
      for (MarketTrade trade : arrivals) {
        for (Timeframe timeframe : TIMEFRAMES) {
          BarKey key = new BarKey(timeframe, timeframe.openOf(trade.eventTime()));
          expected.computeIfAbsent(key, any -> new ArrayList<>()).add(trade);
        }
      }
      assertThat(built.keySet()).isEqualTo(expected.keySet());
      built.forEach((key, bar) -> requireSumOf(bar, expected.getOrDefault(key, List.of())));
    }
  }

  /** Trades at different instants of 40 minutes, each up to 8 minutes late. */
  private static List<MarketTrade> arrivals(Random random) {
    Trades trades = new Trades();
    Map<MarketTrade, Integer> arrival = new HashMap<>();
    List<MarketTrade> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int at = i * 12_000 + random.nextInt(12_000);
      String price = BigDecimal.valueOf(900 + random.nextInt(200), 1).toPlainString();
      String time = START.plusMillis(at).toString();
      MarketTrade trade = trades.at(time, price, "0." + (1 + random.nextInt(99)));
      all.add(trade);
      arrival.put(trade, at + (random.nextInt(4) == 0 ? random.nextInt(480_000) : 0));
    }
    all.sort(Comparator.comparing(trade -> arrival.getOrDefault(trade, 0)));
    return all;
  }

  private static Map<BarKey, Bar> build(List<MarketTrade> arrivals, Random random) {
    BarBuilder builder =
        new BarBuilder(BTC, TIMEFRAMES, Duration.ofSeconds(1), Duration.ofMinutes(10));
    builder.primeFrom(START);
    Map<BarKey, Bar> latest = new HashMap<>();
    for (MarketTrade trade : arrivals) {
      TradeOutcome outcome = builder.onTrade(trade);
      assertThat(outcome.disposition()).isIn(Disposition.COUNTED, Disposition.CORRECTED);
      outcome.messages().forEach(message -> take(latest, message));
      if (random.nextInt(10) == 0) {
        assertThat(builder.onTrade(trade).disposition()).isEqualTo(Disposition.DUPLICATE);
      }
    }
    Instant end = START.plusSeconds(3_601);
    builder.onTime(end, end).forEach(message -> take(latest, message));
    return latest;
  }

  private static void take(Map<BarKey, Bar> latest, BarsClosed message) {
    for (Bar bar : message.bars()) {
      Bar before = latest.put(new BarKey(bar.timeframe(), bar.openTime()), bar);
      assertThat(bar.revision()).isEqualTo(before == null ? 0 : before.revision() + 1);
      assertThat(message.correction() || before == null).isTrue();
    }
  }

  private static void requireSumOf(Bar bar, List<MarketTrade> trades) {
    List<MarketTrade> ordered =
        trades.stream().sorted(Comparator.comparing(MarketTrade::eventTime)).toList();
    BigDecimal volume =
        ordered.stream()
            .map(trade -> trade.quantity().value())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    Comparator<MarketTrade> byPrice = Comparator.comparing(MarketTrade::price);
    Price high = ordered.stream().max(byPrice).orElseThrow().price();
    Price low = ordered.stream().min(byPrice).orElseThrow().price();
    assertThat(bar.open()).isEqualTo(ordered.getFirst().price());
    assertThat(bar.close()).isEqualTo(ordered.getLast().price());
    assertThat(bar.high()).isEqualTo(high);
    assertThat(bar.low()).isEqualTo(low);
    assertThat(bar.volume()).isEqualTo(new Quantity(volume));
    assertThat(bar.trades()).isEqualTo((long) ordered.size());
  }
}
