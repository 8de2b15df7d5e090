package io.tidemark.exchange.kraken;

import io.tidemark.exchange.AccountStatus;
import io.tidemark.exchange.StreamState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an account stream fares. Thread-safe. */
final class AccountWatch {

  private String detail = "not connected yet";
  private @Nullable Instant lastHeard;
  private long messages;
  private long duplicates;
  private long revivals;
  private long stalls;

  synchronized void explain(String why) {
    detail = why;
  }

  synchronized void heard(Instant at) {
    lastHeard = at;
    messages++;
  }

  synchronized void countDuplicate() {
    duplicates++;
  }

  synchronized void countRevival() {
    revivals++;
  }

  synchronized void countStall() {
    stalls++;
  }

  synchronized AccountStatus status(StreamState state) {
    return new AccountStatus(state, detail, lastHeard, messages, duplicates, revivals, stalls);
  }
}
