package io.tidemark.exchange.stream;

import io.tidemark.exchange.StreamHealthSettings;
import java.time.Duration;

/** Tells from its silence whether a connection is dead. */
final class ConnectionWatch {

  /** What to do about a connection. */
  enum Verdict {
    WELL,
    PING,
    DEAD
  }

  private final StreamHealthSettings settings;
  private final Duration openTimeout;
  private long since;
  private boolean open;
  private boolean pinged;

  /**
   * @param openTimeout how long a connection and its handshake may take
   */
  ConnectionWatch(StreamHealthSettings settings, Duration openTimeout) {
    this.settings = settings;
    this.openTimeout = openTimeout;
  }

  void connecting(long now) {
    since = now;
    open = false;
    pinged = false;
  }

  void heard(long now) {
    since = now;
    open = true;
    pinged = false;
  }

  boolean isOpen() {
    return open;
  }

  Verdict look(long now) {
    long silent = now - since;
    if (!open) {
      return silent >= openTimeout.toNanos() ? Verdict.DEAD : Verdict.WELL;
    }
    if (pinged) {
      return silent >= settings.pingTimeout().toNanos() ? Verdict.DEAD : Verdict.WELL;
    }
    return silent >= settings.connectionSilence().toNanos() ? Verdict.PING : Verdict.WELL;
  }

  void pinged(long now) {
    since = now;
    pinged = true;
  }

  /** Why it is dead. */
  String why() {
    return open
        ? "silent for %s, and a ping was not answered within %s"
            .formatted(settings.connectionSilence(), settings.pingTimeout())
        : "not open within " + openTimeout;
  }
}
