package io.tidemark.benchmarks;

import io.tidemark.core.fill.MatchingEngine;
import io.tidemark.core.fill.WorkingOrder;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.MarketTrade;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Trades against working orders. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatchingEngineBenchmark {

  private static final int TRADES = 10_000;

  private final List<MarketTrade> trades = SampleTrades.of(TRADES);

  /** Limit orders that rest on each side at the start. */
  @Param({"0", "100", "1000"})
  public int resting;

  @Benchmark
  @OperationsPerInvocation(TRADES)
  public int trades() {
    MatchingEngine engine = new MatchingEngine();
    for (int number = 0; number < resting; number++) {
      rest(engine, Side.BUY, "b" + number, 79_900 - number);
      rest(engine, Side.SELL, "s" + number, 80_100 + number);
    }
    int events = 0;
    for (MarketTrade trade : trades) {
      events +=
          engine.onTrade(trade.price(), trade.quantity(), trade.taker(), trade.eventTime()).size();
    }
    return events;
  }

  private void rest(MatchingEngine engine, Side side, String id, long cents) {
    engine.submit(
        WorkingOrder.limit(
            id, "account", side, Quantity.of("0.5"), new Price(BigDecimal.valueOf(cents, 2))),
        trades.getFirst().eventTime());
  }
}
