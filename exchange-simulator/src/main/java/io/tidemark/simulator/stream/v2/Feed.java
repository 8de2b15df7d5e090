package io.tidemark.simulator.stream.v2;

import io.tidemark.simulator.faults.Told;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.market.Pair;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one can subscribe to. */
sealed interface Feed {

  /** The depths that a book comes in. */
  List<Integer> DEPTHS = List.of(10, 25, 100, 500, 1000);

  /** The channel's name. */
  String channel();

  /** What a connection can have only once, whatever the depth or interval. */
  record Place(String channel, String symbol) {}

  /** Where a connection keeps it. */
  Place place();

  /** The market it is of; null if it is of none. */
  default @Nullable Pair pair() {
    return told().pair();
  }

  /** What its messages are about. */
  default Told told() {
    return switch (this) {
      case OfMarket ofMarket -> Told.market(channel(), ofMarket.market().pair());
      case OfAccount ofAccount -> Told.account(channel());
      case Instruments instruments -> Told.venue(channel());
    };
  }

  /** Whether a request to end {@code asked} means this one. */
  default boolean isMeantBy(Feed asked) {
    return place().equals(asked.place());
  }

  /** A feed of one market. */
  sealed interface OfMarket extends Feed {
    Market market();

    @Override
    default Place place() {
      return new Place(channel(), market().pair().symbol().toString());
    }
  }

  /** A feed of one account. */
  sealed interface OfAccount extends Feed {
    String account();

    @Override
    default Place place() {
      return new Place(channel(), "");
    }
  }

  /**
   * The top of the book and the last day.
   *
   * @param onQuotes whether it is told with each change of the best prices; else with each trade
   */
  record Ticker(Market market, boolean onQuotes) implements OfMarket {
    @Override
    public String channel() {
      return "ticker";
    }
  }

  record Trades(Market market) implements OfMarket {
    @Override
    public String channel() {
      return "trade";
    }
  }

  record Book(Market market, int depth) implements OfMarket {
    @Override
    public String channel() {
      return "book";
    }

    @Override
    public boolean isMeantBy(Feed asked) {
      return equals(asked);
    }
  }

  /**
   * Bars.
   *
   * @param interval in minutes
   */
  record Bars(Market market, int interval) implements OfMarket {
    @Override
    public String channel() {
      return "ohlc";
    }

    @Override
    public boolean isMeantBy(Feed asked) {
      return equals(asked);
    }
  }

  /** The currencies and markets there are, with their precisions. */
  record Instruments() implements Feed {
    @Override
    public String channel() {
      return "instrument";
    }

    @Override
    public Place place() {
      return new Place(channel(), "");
    }
  }

  /**
   * An account's orders and trades.
   *
   * @param everyStatus whether an order that is only pending is told of too
   */
  record Executions(String account, boolean everyStatus) implements OfAccount {
    @Override
    public String channel() {
      return "executions";
    }
  }

  /** What an account holds. */
  record Balances(String account) implements OfAccount {
    @Override
    public String channel() {
      return "balances";
    }
  }
}
