package io.tidemark.operator.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often an address may show a wrong key: {@value #ALLOWED} times in a minute that begins with
 * the first; then every key from there is refused, the right one as well, until the minute is over.
 * Sessions are not concerned. Remembers the {@value #MOST_ADDRESSES} addresses that failed last.
 */
final class FailureLimit {

  static final int ALLOWED = 10;

  private static final int MOST_ADDRESSES = 10_000;
  private static final long WINDOW = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final Map<String, Window> windows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  FailureLimit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  private record Window(long began, int failures) {}

  /** Seconds for which nothing from an address is judged, rounded up; 0 if it is judged. */
  synchronized long secondsToWait(String address) {
    Window window = windows.get(address);
    if (window == null || window.failures < ALLOWED) {
      return 0;
    }
    long left = window.began + WINDOW - nanoTime.getAsLong();
    return left <= 0 ? 0 : Math.ceilDiv(left, Duration.ofSeconds(1).toNanos());
  }

  /** Notes that a wrong key came from an address. */
  synchronized void failed(String address) {
    long now = nanoTime.getAsLong();
    Window window = windows.remove(address);
    windows.put(
        address,
        window == null || now - window.began >= WINDOW
            ? new Window(now, 1)
            : new Window(window.began, window.failures + 1));
  }
}
