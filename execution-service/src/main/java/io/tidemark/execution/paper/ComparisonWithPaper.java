package io.tidemark.execution.paper;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.execution.orders.OrderDesk;
import io.tidemark.execution.paper.PaperComparison.Compared;
import io.tidemark.kit.messaging.EventConsumers;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.topic.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Runs a {@link PaperComparison} beside real trading, and keeps what it finds. */
public final class ComparisonWithPaper implements AutoCloseable {

  /** The consumer group of its market data. */
  private static final String CONSUMER = "execution-service-comparison";

  private static final Logger LOG = LoggerFactory.getLogger(ComparisonWithPaper.class);

  private final PaperComparison comparison;
  private final OrderDesk desk;
  private final SuiteClock clock;
  private final JdbcClient database;
  private final MeterRegistry metrics;
  private final MessageListenerContainer market;

  /** Begins to follow the market. */
  public ComparisonWithPaper(
      PaperComparison comparison,
      OrderDesk desk,
      SuiteClock clock,
      JdbcClient database,
      MeterRegistry metrics,
      EventConsumers consumers) {
    this.comparison = comparison;
    this.desk = desk;
    this.clock = clock;
    this.database = database;
    this.metrics = metrics;
    this.market = consumers.streaming(CONSUMER, comparison, Topic.MARKET_TRADE, Topic.MARKET_BOOK);
    market.start();
  }

  /** An order goes to the venue. */
  public void sent(SubmitOrder submit) {
    comparison.sent(submit, clock.instant());
  }

  /** Keeps what both have filled by now. */
  public void keep() {
    comparison.compare(desk::order, clock.instant()).forEach(this::keep);
  }

  private void keep(Compared compared) {
    database
        .sql("update orders set paper_price = ?, paper_error_bps = ? where client_order_id = ?")
        .params(compared.paperPrice(), compared.errorBps(), compared.order().id())
        .update();
    InstrumentId instrument = compared.order().intent().instrument();
    Tags tags =
        Tags.of("exchange", instrument.exchange(), "symbol", instrument.symbol().toString());
    double bps = compared.errorBps().doubleValue();
    metrics.summary("tidemark_paper_error_absolute_bps", tags).record(Math.abs(bps));
    metrics
        .counter(
            "tidemark_paper_errors_total", tags.and("venue", bps > 0 ? "dearer" : "not_dearer"))
        .increment();
    LOG.info(
        "event=compared_with_paper clientOrderId={} price={} paperPrice={} errorBps={}",
        compared.order().id(),
        compared.order().averagePrice(),
        compared.paperPrice(),
        compared.errorBps());
  }

  @Override
  public void close() {
    market.stop();
  }
}
