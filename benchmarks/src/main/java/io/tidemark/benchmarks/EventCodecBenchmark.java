package io.tidemark.benchmarks;

import io.tidemark.core.bar.BarBuilder;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Events to and from the bytes of a Kafka message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventCodecBenchmark {

  private final MarketTrade trade = SampleTrades.of(1).getFirst();
  private final byte[] tradeMessage = EventCodec.encode(trade);
  private final BarsClosed bars = longestMessage();
  private final byte[] barsMessage = EventCodec.encode(bars);

  @Benchmark
  public byte[] encodeTrade() {
    return EventCodec.encode(trade);
  }

  @Benchmark
  public Event decodeTrade() {
    return EventCodec.decode(tradeMessage);
  }

  @Benchmark
  public byte[] encodeBars() {
    return EventCodec.encode(bars);
  }

  @Benchmark
  public Event decodeBars() {
    return EventCodec.decode(barsMessage);
  }

  /** The message in which the most timeframes close. */
  private static BarsClosed longestMessage() {
    BarBuilder builder =
        new BarBuilder(SampleTrades.BTC, List.of(Timeframe.values()), Duration.ofSeconds(1));
    return SampleTrades.of(20_000).stream()
        .flatMap(trade -> builder.onTrade(trade).messages().stream())
        .max(Comparator.comparingInt(message -> message.bars().size()))
        .orElseThrow();
  }
}
