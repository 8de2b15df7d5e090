package io.tidemark.backfiller.venue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.exchange.ExchangeCapabilities;
import io.tidemark.exchange.ExchangeGateway;
import java.util.function.Function;

/** One venue, asked in turns. Thread-safe. */
public final class Venue implements AutoCloseable {

  private final ExchangeGateway gateway;
  private final VenueTurns turns;
  private final Counter history;
  private final Counter healing;

  Venue(ExchangeGateway gateway, int requestsAtOnce, MeterRegistry metrics) {
    this.gateway = gateway;
    this.turns = new VenueTurns(requestsAtOnce);
    this.history = counter(metrics, "history");
    this.healing = counter(metrics, "healing");
  }

  private Counter counter(MeterRegistry metrics, String purpose) {
    return Counter.builder("tidemark_backfill_requests_total")
        .description("Calls of a venue, each counted once however often it is repeated")
        .tag("exchange", gateway.exchange())
        .tag("purpose", purpose)
        .register(metrics);
  }

  /** What the venue can do; asks nothing of it. */
  public ExchangeCapabilities capabilities() {
    return gateway.capabilities();
  }

  /**
   * Asks for history when it is the asker's turn.
   *
   * @param asker those who ask by different names take turns
   * @throws io.tidemark.exchange.VenueReadException if the venue gives no answer
   */
  public <T> T askForHistory(String asker, Function<ExchangeGateway, T> question)
      throws InterruptedException {
    turns.begin(asker);
    try {
      history.increment();
      return question.apply(gateway);
    } finally {
      turns.end();
    }
  }

  /**
   * Asks at once; history waits meanwhile.
   *
   * @throws io.tidemark.exchange.VenueReadException if the venue gives no answer
   */
  public <T> T askForHealing(Function<ExchangeGateway, T> question) {
    turns.beginHealing();
    try {
      healing.increment();
      return question.apply(gateway);
    } finally {
      turns.endHealing();
    }
  }

  @Override
  public void close() {
    gateway.close();
  }
}
