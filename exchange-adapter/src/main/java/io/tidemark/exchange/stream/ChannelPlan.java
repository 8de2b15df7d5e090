package io.tidemark.exchange.stream;

import io.tidemark.exchange.stream.ChannelVenue.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When to do what about a channel; times in nanoseconds of listening. Of the worker alone. */
final class ChannelPlan {

  private static final int MOST_DOUBLINGS = 20;

  /** When it was asked for last, and how often since it was confirmed. */
  long askedAt;

  int asks;
  boolean confirmed;

  /** When something came last. */
  long heardAt;

  /** When the venue is asked whether it has something newer. */
  long lookAt;

  /** The silence after which it is asked; grows while nothing comes. */
  long patience;

  /** What the venue has newer, and since when that is awaited; null while it has not. */
  @Nullable Answer newer;

  long newerSince;

  /** Whether it was subscribed anew since something came. */
  boolean resubscribed;

  /** Connections made anew because of it since something came. */
  int rebuilds;

  /** How often what we had was wrong of late, and when last. */
  int resyncs;

  long resyncedAt;

  /** When it is to be fetched anew; never once that was asked for. */
  long resubscribeAt;

  /** When what was not confirmed is asked for again, or how long its answer is awaited. */
  long retryAt;

  boolean retryAsked;
  int retries;

  /** On a new connection. */
  void restart(long now, Duration silence, Duration longest) {
    confirmed = false;
    retryAsked = false;
    retries = 0;
    retryAt = Long.MAX_VALUE;
    newer = null;
    resubscribed = false;
    long grown = silence.toNanos() << Math.min(rebuilds, MOST_DOUBLINGS);
    patience = Math.min(Math.max(grown, silence.toNanos()), longestOf(silence, longest));
    heardAt = now;
    lookAt = now + patience;
  }

  private static long longestOf(Duration silence, Duration longest) {
    return Math.max(silence.toNanos(), longest.toNanos());
  }

  void asked(long now, boolean again) {
    asks = again ? asks + 1 : 1;
    askedAt = now;
    confirmed = false;
  }

  void heard(long now, Duration silence) {
    heardAt = now;
    patience = silence.toNanos();
    lookAt = now + patience;
    newer = null;
    resubscribed = false;
    rebuilds = 0;
  }

  /** It is quiet rightly: the next question waits twice as long. */
  void quiet(long now, Duration longest) {
    patience = Math.max(patience, Math.min(2 * patience, longest.toNanos()));
    lookAt = now + patience;
    newer = null;
  }
}
