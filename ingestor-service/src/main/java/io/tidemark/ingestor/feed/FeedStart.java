package io.tidemark.ingestor.feed;

import org.springframework.context.SmartLifecycle;

/** Starts the stream with the service and ends it before what it stands on. */
final class FeedStart implements SmartLifecycle {

  private final Runnable starting;
  private final Runnable stopping;
  private volatile boolean running;

  FeedStart(Runnable starting, Runnable stopping) {
    this.starting = starting;
    this.stopping = stopping;
  }

  @Override
  public void start() {
    try {
      starting.run();
      running = true;
    } catch (RuntimeException e) {
      stopping.run();
      throw e;
    }
  }

  @Override
  public void stop() {
    running = false;
    stopping.run();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
