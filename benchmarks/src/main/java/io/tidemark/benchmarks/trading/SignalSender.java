package io.tidemark.benchmarks.trading;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Signals to the broker as a scanner sends them: market by market, a BUY and later a CLOSE. */
final class SignalSender implements AutoCloseable {

  /** Of the services too. */
  static final String RUN = "benchmark";

  private final StrategyDefinition strategy;
  private final List<InstrumentId> instruments;
  private final Duration venueOffset;
  private final KafkaProducer<String, byte[]> producer;
  private long sent;

  /**
   * @param venueOffset how much later this machine's clock is than the venue's
   */
  SignalSender(
      String kafka, StrategyDefinition strategy, Collection<Symbol> symbols, Duration venueOffset) {
    this.strategy = strategy;
    this.instruments = symbols.stream().map(symbol -> new InstrumentId("kraken", symbol)).toList();
    this.venueOffset = venueOffset;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Sends them evenly, and returns when the time is over. */
  void send(double aSecond, Duration length) {
    long begin = System.nanoTime();
    long count = Math.round(aSecond * length.toMillis() / 1000);
    for (long i = 0; i < count; i++) {
      long due = begin + Math.round(i * 1e9 / aSecond);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      sendNext();
    }
  }

  private void sendNext() {
    InstrumentId instrument = instruments.get((int) (sent % instruments.size()));
    boolean opens = sent / instruments.size() % 2 == 0;
    Instant now = Instant.now().minus(venueOffset);
    SignalRaised signal =
        new SignalRaised(
            Ids.of("signal", RUN, sent),
            RUN,
            instrument,
            strategy.id(),
            Timeframe.M1,
            opens ? SignalType.BUY : SignalType.CLOSE,
            SignalSource.TECHNICAL,
            1,
            1,
            "benchmark",
            null,
            Price.of("5000"),
            List.of(),
            Map.of(),
            strategy.configurationHash(),
            now,
            now);
    var _ =
        producer.send(
            new ProducerRecord<>(
                Topic.STRATEGY_SIGNAL.topicName(), signal.key(), EventCodec.encode(signal)));
    sent++;
  }

  @Override
  public void close() {
    producer.close();
  }
}
