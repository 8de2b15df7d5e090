package io.tidemark.benchmarks.position;

import io.tidemark.core.portfolio.Ledger;
import io.tidemark.core.portfolio.Position;
import io.tidemark.core.portfolio.PositionOrigin;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.portfolio.PositionStageConfiguration;
import io.tidemark.core.portfolio.PositionStageState;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.PositionStatus;
import io.tidemark.model.Price;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Trades of twelve instruments through the position stage of one account that holds {@link
 * OpenPositions} in them: more of an instrument than an account ever opens, as if many of them were
 * one. Run it with {@code benchmarks/run PositionStageBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PositionStageBenchmark {

  private static final int TRADES = 6_000;
  private static final String RUN = "bench";
  private static final String ACCOUNT = "paper";
  private static final String USD = "USD";
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private final PositionStageConfiguration configuration =
      PositionStageConfiguration.of(
          RUN,
          ACCOUNT,
          Map.of(USD, BigDecimal.valueOf(100_000_000)),
          new RiskLimits(OpenPositions.COUNT, BigDecimal.valueOf(50)),
          Map.of(),
          Map.of());
  private final PositionStageState state = state();
  private final List<MarketTrade> trades = trades();
  private PositionStage stage = PositionStage.start(configuration);

  private PositionStageState state() {
    PositionStageState started = PositionStage.start(configuration).state();
    List<Price> entries = OpenPositions.entries();
    List<Position> positions = new ArrayList<>(OpenPositions.COUNT);
    for (int i = 0; i < OpenPositions.COUNT; i++) {
      positions.add(open(i, entries.get(i)));
    }
    return new PositionStageState(
        started.account(),
        positions,
        started.orders(),
        started.fills(),
        started.markets(),
        started.tops(),
        started.risk());
  }

  private static Position open(int number, Price price) {
    UUID signal = Ids.of("signal", number);
    PositionOrigin origin =
        new PositionOrigin(
            PositionOrigin.positionId(RUN, ACCOUNT, signal),
            signal,
            RUN,
            ACCOUNT,
            instrument(number),
            "strategy-" + number,
            Timeframe.M1,
            "hash",
            OpenPositions.side(number),
            START);
    Side side = OpenPositions.side(number).entrySide();
    return new Position(
        origin,
        OpenPositions.terms(number),
        null,
        List.of(signal),
        origin.clientOrderId(OrderPurpose.ENTRY, 1),
        Ledger.empty(USD).booked(side, price, OpenPositions.QUANTITY, Money.of("8.2", USD)),
        PositionStatus.OPEN,
        START,
        null,
        null,
        null,
        null,
        0,
        0,
        null,
        0,
        false,
        null,
        null);
  }

  private static InstrumentId instrument(int number) {
    return InstrumentId.of("kraken", "C" + number % OpenPositions.INSTRUMENTS + "/" + USD);
  }

  private static List<MarketTrade> trades() {
    List<Price> prices = OpenPositions.walk(TRADES);
    List<MarketTrade> trades = new ArrayList<>(TRADES);
    for (int i = 0; i < TRADES; i++) {
      Instant time = START.plusMillis(i + 1);
      trades.add(
          new MarketTrade(
              instrument(i), "t" + i, prices.get(i), OpenPositions.QUANTITY, Side.BUY, time, time));
    }
    return trades;
  }

  @Setup(Level.Invocation)
  public void restore() {
    stage = PositionStage.restore(configuration, state);
  }

  /** Trades a second; each changes the positions that it shows a new best or worst price. */
  @Benchmark
  @OperationsPerInvocation(TRADES)
  public int step() {
    int events = 0;
    for (MarketTrade trade : trades) {
      events += stage.step(trade, trade.observedAt()).size() + stage.changes().positions().size();
    }
    return events;
  }
}
