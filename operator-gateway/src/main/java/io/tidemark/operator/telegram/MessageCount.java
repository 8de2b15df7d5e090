package io.tidemark.operator.telegram;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts a chat's messages in a window of time that begins with the first; remembers the {@value
 * #MOST_CHATS} chats that wrote last. For one thread.
 */
final class MessageCount {

  private static final int MOST_CHATS = 1_000;

  private final long window;
  private final LongSupplier nanoTime;
  private final Map<Long, Window> windows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Window> eldest) {
          return size() > MOST_CHATS;
        }
      };

  MessageCount(Duration window, LongSupplier nanoTime) {
    this.window = window.toNanos();
    this.nanoTime = nanoTime;
  }

  private record Window(long began, int count, long last) {}

  /** Which message of its chat's window this is, from 1; one that comes again is the same one. */
  int next(long chat, long update) {
    long now = nanoTime.getAsLong();
    Window before = windows.remove(chat);
    Window window;
    if (before != null && before.last == update) {
      window = before;
    } else if (before == null || now - before.began >= this.window) {
      window = new Window(now, 1, update);
    } else {
      window = new Window(before.began, before.count + 1, update);
    }
    windows.put(chat, window);
    return window.count;
  }
}
