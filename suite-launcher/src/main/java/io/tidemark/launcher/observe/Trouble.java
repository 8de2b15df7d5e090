package io.tidemark.launcher.observe;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How often something was wrong, for how long, and whether it still is. */
final class Trouble {

  private int times;
  private int inARow;
  private Duration longest = Duration.ZERO;
  private @Nullable Instant since;
  private String what = "";

  /** It was looked at and is as it should be. */
  void fine(Instant now) {
    extend(now);
    since = null;
    inARow = 0;
  }

  /** It was looked at and is not as it should be. */
  void wrong(String seen, Instant now) {
    if (since == null) {
      since = now;
      times++;
    }
    inARow++;
    what = seen;
    extend(now);
  }

  /** One or the other. */
  void see(boolean isWrong, String seen, Instant now) {
    if (isWrong) {
      wrong(seen, now);
    } else {
      fine(now);
    }
  }

  private void extend(Instant now) {
    if (since != null) {
      Duration lasted = Duration.between(since, now);
      longest = lasted.compareTo(longest) > 0 ? lasted : longest;
    }
  }

  /** How often it began. */
  int times() {
    return times;
  }

  /** Whether it is wrong now. */
  boolean lasts() {
    return since != null;
  }

  /** Whether it is wrong now and was so the last time too. */
  boolean persists() {
    return inARow > 1;
  }

  /** The longest it was wrong without a break, as far as it was looked at. */
  Duration longest() {
    return longest;
  }

  /** What was wrong the last time. */
  String what() {
    return what;
  }
}
