package io.tidemark.launcher.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When something was heard, and how long it was silent in between. */
final class Hearing {

  /** Nothing was heard between two instants. */
  record Silence(Instant from, Instant to) {}

  private final Duration limit;
  private final List<Silence> silences = new ArrayList<>();
  private @Nullable Instant last;

  /**
   * @param limit a silence up to this long is none
   */
  Hearing(Duration limit) {
    this.limit = limit;
  }

  void heard(Instant at) {
    Instant before = last;
    if (before == null) {
      last = at;
    } else if (at.isAfter(before)) {
      keep(silences, before, at);
      last = at;
    }
  }

  /** The silences there were, the one that lasts at {@code end} included. */
  List<Silence> until(Instant end) {
    List<Silence> all = new ArrayList<>(silences);
    if (last != null) {
      keep(all, last, end);
    }
    return all;
  }

  private void keep(List<Silence> all, Instant from, Instant to) {
    if (Duration.between(from, to).compareTo(limit) > 0) {
      all.add(new Silence(from, to));
    }
  }
}
