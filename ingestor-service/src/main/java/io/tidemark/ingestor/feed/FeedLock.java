package io.tidemark.ingestor.feed;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one thread at a time at a feed. */
final class FeedLock {

  private final ReentrantLock lock = new ReentrantLock();

  void run(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  <T> T ask(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }

  /** Runs an action unless another thread is at the feed for longer than this. */
  void tryRun(Runnable action, long patienceMillis) {
    try {
      if (lock.tryLock(patienceMillis, TimeUnit.MILLISECONDS)) {
        try {
          action.run();
        } finally {
          lock.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
