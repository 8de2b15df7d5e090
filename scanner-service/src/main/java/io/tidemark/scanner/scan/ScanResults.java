package io.tidemark.scanner.scan;

import io.tidemark.core.shadow.ShadowBooks;
import io.tidemark.core.signal.ScanOutcome;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.scanner.history.ScanHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What came of the bars of a poll: sent as it comes, kept until it is written. */
final class ScanResults {

  private static final Logger LOG = LoggerFactory.getLogger(ScanResults.class);

  private final EventPublisher publisher;
  private final ScanMetrics metrics;
  private final List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
  private final List<ScanDecided> decisions = new ArrayList<>();
  private final List<SignalRaised> signals = new ArrayList<>();
  private final List<SignalRaised> shadowSignals = new ArrayList<>();
  private final List<ScanHistory.Trade> trades = new ArrayList<>();

  ScanResults(EventPublisher publisher, ScanMetrics metrics) {
    this.publisher = publisher;
    this.metrics = metrics;
  }

  /**
   * Sends a decision and its signals; what was published before is not published again.
   *
   * @return the decision as it was published
   */
  ScanDecided tell(PublishedDecisions published, ScanOutcome.Decided decided) {
    ScanDecided own = decided.decided();
    Optional<ScanDecided> before = published.find(own);
    before.ifPresentOrElse(found -> compare(found, own), () -> send(own));
    for (SignalRaised signal : decided.signals()) {
      if (!published.has(signal)) {
        send(signal);
      }
    }
    decisions.add(before.orElse(own));
    signals.addAll(decided.signals());
    shadowSignals.addAll(decided.shadowSignals());
    return before.orElse(own);
  }

  private void compare(ScanDecided published, ScanDecided own) {
    if (!published.decisions().equals(own.decisions())) {
      metrics.differs(own.instrument());
      LOG.error(
          "event=decision_differs instrument={} closeTime={} published=\"{}\" now=\"{}\""
              + " then=\"the published one stands\"",
          own.instrument(),
          own.closeTime(),
          published.decisions(),
          own.decisions());
    }
  }

  private void send(Event event) {
    sent.add(publisher.publish(event));
  }

  void closed(InstrumentId instrument, List<ShadowBooks.Closed> closed) {
    closed.forEach(one -> trades.add(new ScanHistory.Trade(instrument, one)));
  }

  /**
   * Waits until Kafka has everything.
   *
   * @throws EventPublisher.PublishException if it refuses something
   */
  void awaitSent() {
    EventPublisher.await(sent);
  }

  /** Waits until what is on its way has arrived, or not. */
  void abandon() {
    try {
      EventPublisher.await(sent);
    } catch (EventPublisher.PublishException e) {
      LOG.warn("event=publish_failed cause=\"{}\" then=\"is published again\"", e.getMessage());
    }
    clear();
  }

  boolean isEmpty() {
    return decisions.isEmpty();
  }

  /** What is to be written. */
  ScanHistory history() {
    return new ScanHistory(decisions, signals, shadowSignals, trades);
  }

  void clear() {
    sent.clear();
    decisions.clear();
    signals.clear();
    shadowSignals.clear();
    trades.clear();
  }
}
