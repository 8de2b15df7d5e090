package io.tidemark.simulator.stream;

import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.faults.Told;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A connection and what it subscribed to. */
final class Client {

  /** The channels that need a token. */
  enum AccountChannel {
    /** The account's trades. */
    OWN_TRADES("ownTrades"),
    /** The account's orders. */
    OPEN_ORDERS("openOrders");

    private final String channelName;

    AccountChannel(String channelName) {
      this.channelName = channelName;
    }

    String channelName() {
      return channelName;
    }

    Told told() {
      return Told.account(channelName);
    }
  }

  /** A private subscription; its messages are numbered from 1. */
  static final class AccountSubscription {
    private final String account;
    private long sequence;

    AccountSubscription(String account) {
      this.account = account;
    }

    String account() {
      return account;
    }

    long nextSequence() {
      return ++sequence;
    }
  }

  private final Session session;
  private final StreamFaults faults;
  private final boolean isPrivate;
  private final Set<Channel> channels = new LinkedHashSet<>();
  private final Map<AccountChannel, AccountSubscription> accountChannels =
      new EnumMap<>(AccountChannel.class);
  private boolean quiet = true;

  Client(Session session, boolean isPrivate, StreamFaults faults) {
    this.session = session;
    this.faults = faults;
    this.isPrivate = isPrivate;
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

  boolean isPrivate() {
    return isPrivate;
  }

  boolean hasSubscriptions() {
    return !channels.isEmpty() || !accountChannels.isEmpty();
  }

  Set<Channel> channels() {
    return channels;
  }

  Map<AccountChannel, AccountSubscription> accountChannels() {
    return accountChannels;
  }
}
