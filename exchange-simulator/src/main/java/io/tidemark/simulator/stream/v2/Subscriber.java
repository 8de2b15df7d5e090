package io.tidemark.simulator.stream.v2;

import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.faults.Told;
import io.tidemark.simulator.stream.Session;
import io.tidemark.simulator.stream.v2.Feed.Place;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection and what it subscribed to. */
final class Subscriber {

  /** A feed that a connection gets; the messages of a private one are numbered from 1. */
  static final class Subscription {
    private final Feed feed;
    private long sequence;

    Subscription(Feed feed) {
      this.feed = feed;
    }

    Feed feed() {
      return feed;
    }

    long nextSequence() {
      return ++sequence;
    }
  }

  private final Session session;
  private final StreamFaults faults;
  private final Map<Place, Subscription> subscriptions = new LinkedHashMap<>();
  private boolean quiet = true;

  Subscriber(Session session, StreamFaults faults) {
    this.session = session;
    this.faults = faults;
  }

  void send(Told told, String text) {
    quiet = false;
    faults.send(session, told, text);
  }

  /** Whether nothing was sent since this was last asked. */
  boolean wasQuiet() {
    boolean was = quiet;
    quiet = true;
    return was;
  }

  boolean isLagging() {
    return session.isLagging();
  }

  Collection<Subscription> subscriptions() {
    return subscriptions.values();
  }

  /** What it gets at a place; null if nothing. */
  @Nullable Feed at(Place place) {
    Subscription subscription = subscriptions.get(place);
    return subscription == null ? null : subscription.feed();
  }

  Subscription add(Feed feed) {
    Subscription subscription = new Subscription(feed);
    subscriptions.put(feed.place(), subscription);
    return subscription;
  }

  void remove(Place place) {
    subscriptions.remove(place);
  }
}
