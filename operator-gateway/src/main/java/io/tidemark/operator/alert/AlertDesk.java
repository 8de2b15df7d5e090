package io.tidemark.operator.alert;

import io.tidemark.operator.alert.Alert.Source;
import io.tidemark.operator.alert.AlertTable.OpenAlert;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Raises and clears alerts. An alert and what is to be told of it are written in one transaction,
 * so that none is without the other.
 */
@Component
final class AlertDesk {

  private final AlertTable alerts;
  private final DeliveryTable deliveries;
  private final List<AlertChannel> channels;
  private final TransactionTemplate transactions;
  private final InstantSource clock = InstantSource.system();

  AlertDesk(
      AlertTable alerts,
      DeliveryTable deliveries,
      List<AlertChannel> channels,
      TransactionTemplate stageTransactions) {
    this.alerts = alerts;
    this.deliveries = deliveries;
    this.channels = List.copyOf(channels);
    this.transactions = stageTransactions;
  }

  /**
   * Raises an alert, unless it was raised before or its cause has an open one of the same severity.
   * An open one of another severity gives way to it without a word.
   *
   * @return whether it was raised
   */
  boolean raise(Alert alert) {
    return Boolean.TRUE.equals(transactions.execute(_ -> write(alert)));
  }

  private boolean write(Alert alert) {
    if (alerts.knows(alert.id())) {
      return false;
    }
    Instant now = now();
    Optional<OpenAlert> before = alerts.open(alert.run(), alert.source(), alert.cause());
    if (before.isPresent()) {
      if (before.get().severity() == alert.severity()) {
        return false;
      }
      alerts.clear(before.get().id(), alert.title(), now);
    }
    if (!alerts.add(alert, now)) {
      return false;
    }
    for (AlertChannel channel : channels) {
      for (String recipient : channel.listeners()) {
        deliveries.add(alert.id(), channel.name(), recipient, now);
      }
    }
    return true;
  }

  /**
   * Clears what is open of a cause.
   *
   * @param clearance why it is over; null if that is not known
   * @return whether there was one
   */
  boolean clear(String run, Source source, String cause, @Nullable String clearance) {
    return Boolean.TRUE.equals(
        transactions.execute(
            _ -> {
              Optional<OpenAlert> open = alerts.open(run, source, cause);
              open.ifPresent(
                  alert -> {
                    Instant now = now();
                    alerts.clear(alert.id(), clearance, now);
                    deliveries.addCleared(alert.id(), now);
                  });
              return open.isPresent();
            }));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
