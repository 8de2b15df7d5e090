package io.tidemark.simulator.stream;

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
  private final boolean isPrivate;
  private final Set<Channel> channels = new LinkedHashSet<>();
  private final Map<AccountChannel, AccountSubscription> accountChannels =
      new EnumMap<>(AccountChannel.class);
  private boolean quiet = true;

  Client(Session session, boolean isPrivate) {
    this.session = session;
    this.isPrivate = isPrivate;
  }

  void send(String text) {
    quiet = false;
    session.send(text);
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
