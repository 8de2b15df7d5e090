package io.tidemark.simulator.stream;

import io.tidemark.simulator.faults.Told;
import io.tidemark.simulator.market.Candles;
import io.tidemark.simulator.market.Market;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What one can subscribe to of a market. */
sealed interface Channel {

  /** The depths Kraken has. */
  List<Integer> DEPTHS = List.of(10, 25, 100, 500, 1000);

  Market market();

  /** Such as {@code book-10}. */
  String name();

  /** What its messages are about; the channel goes by its plain name, such as {@code book}. */
  default Told told() {
    String name = name();
    int dash = name.indexOf('-');
    return Told.market(dash < 0 ? name : name.substring(0, dash), market().pair());
  }

  /** A number of its own among the channels of a market. */
  int code();

  /** The subscription as it is told back. */
  void describe(ObjectNode subscription);

  record Ticker(Market market) implements Channel {
    @Override
    public String name() {
      return "ticker";
    }

    @Override
    public int code() {
      return 1;
    }

    @Override
    public void describe(ObjectNode subscription) {
      subscription.put("name", "ticker");
    }
  }

  record Trades(Market market) implements Channel {
    @Override
    public String name() {
      return "trade";
    }

    @Override
    public int code() {
      return 2;
    }

    @Override
    public void describe(ObjectNode subscription) {
      subscription.put("name", "trade");
    }
  }

  record Book(Market market, int depth) implements Channel {
    @Override
    public String name() {
      return "book-" + depth;
    }

    @Override
    public int code() {
      return 10 + DEPTHS.indexOf(depth);
    }

    @Override
    public void describe(ObjectNode subscription) {
      subscription.put("depth", depth).put("name", "book");
    }
  }

  /**
   * Bars.
   *
   * @param interval in minutes
   */
  record Bars(Market market, int interval) implements Channel {
    @Override
    public String name() {
      return "ohlc-" + interval;
    }

    @Override
    public int code() {
      return 20 + Candles.INTERVALS.indexOf(interval);
    }

    @Override
    public void describe(ObjectNode subscription) {
      subscription.put("interval", interval).put("name", "ohlc");
    }
  }
}
