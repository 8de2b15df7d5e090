package io.tidemark.execution.venue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on what comes in its order, on a thread of its own: what came while the thread was busy is
 * handed on together. If it fails together, each is tried by itself. Who brings more than it can
 * hold waits.
 */
final class TogetherQueue<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TogetherQueue.class);
  private static final int MOST_TOGETHER = 200;

  private static final long LOOK_MILLIS = 100;

  private final BlockingQueue<T> waiting = new LinkedBlockingQueue<>(MOST_TOGETHER);
  private final Consumer<List<T>> action;
  private final Thread thread;
  private volatile boolean closed;

  TogetherQueue(String name, Consumer<List<T>> action) {
    this.action = action;
    this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  /** Takes an item, unless it is closed. */
  void add(T item) {
    try {
      while (!closed && !waiting.offer(item, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("event=reports_wait count={}", waiting.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether something was taken that is not handed on yet. */
  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  private void run() {
    List<T> together = new ArrayList<>();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        together.add(waiting.take());
        waiting.drainTo(together, MOST_TOGETHER - 1);
        handOn(List.copyOf(together));
        together.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handOn(List<T> together) {
    try {
      action.accept(together);
    } catch (RuntimeException e) {
      if (together.size() > 1) {
        together.forEach(item -> handOn(List.of(item)));
      } else if (!closed) {
        LOG.error("event=venue_report_failed", e);
      }
    }
  }

  /** Hands on nothing more. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
