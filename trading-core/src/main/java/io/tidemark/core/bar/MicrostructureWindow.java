package io.tidemark.core.bar;

import io.tidemark.model.BookLevel;
import io.tidemark.model.Microstructure;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The books and the trades of the latest seconds, by second of the venue's time: of each second the
 * last book, and what was bought and sold. Every bar closes on a second, so what it tells at a
 * close is exact.
 */
final class MicrostructureWindow {

  private static final long WINDOW_SECONDS = Microstructure.WINDOW.toSeconds();

  /** An older book says nothing of a moment. */
  private static final long OLDEST_BOOK_SECONDS = 60;

  private static final long KEPT_SECONDS = WINDOW_SECONDS + OLDEST_BOOK_SECONDS;

  private final TreeMap<Long, Depth> books = new TreeMap<>();
  private final TreeMap<Long, Flow> flows = new TreeMap<>();
  private long flowSecond = Long.MIN_VALUE;
  private @Nullable Flow flow;

  /** What rested on both sides of a book. */
  private record Depth(Quantity bids, Quantity asks, BigDecimal spread) {}

  /** What takers bought and sold within a second. */
  private static final class Flow {
    private BigDecimal bought = BigDecimal.ZERO;
    private BigDecimal sold = BigDecimal.ZERO;
    private boolean sidesKnown = true;

    private void add(MarketTrade trade) {
      BigDecimal quantity = trade.quantity().value();
      switch (trade.taker()) {
        case BUY -> bought = bought.add(quantity);
        case SELL -> sold = sold.add(quantity);
        case null -> sidesKnown = false;
      }
    }

    private void add(Flow other) {
      bought = bought.add(other.bought);
      sold = sold.add(other.sold);
      sidesKnown &= other.sidesKnown;
    }
  }

  /** Takes a book; one with an empty side, or whose sides cross, tells nothing. */
  void onBook(OrderBook book) {
    if (book.bids().isEmpty() || book.asks().isEmpty()) {
      return;
    }
    BookLevel bid = book.bids().getFirst();
    BookLevel ask = book.asks().getFirst();
    if (!bid.price().isAbove(ask.price())) {
      books.put(
          EpochNanos.secondOf(EpochNanos.of(book.eventTime())),
          new Depth(
              depthOf(book.bids()),
              depthOf(book.asks()),
              Spreads.relative(bid.price(), ask.price())));
    }
  }

  private static Quantity depthOf(List<BookLevel> side) {
    return side.get(Math.min(side.size(), Microstructure.LEVELS) - 1).cumulative();
  }

  /** Takes a trade that counts. */
  void onTrade(MarketTrade trade, long nanos) {
    long second = EpochNanos.secondOf(nanos);
    Flow current = flow;
    if (current == null || second != flowSecond) {
      current = flows.computeIfAbsent(second, _ -> new Flow());
      flow = current;
      flowSecond = second;
    }
    current.add(trade);
  }

  /** What is known at a close; null if no book was seen in the minute before it. */
  @Nullable Microstructure at(long closeNanos) {
    long close = EpochNanos.secondOf(closeNanos);
    Depth now = depthBefore(close);
    if (now == null) {
      return null;
    }
    Depth before = depthBefore(close - WINDOW_SECONDS);
    Flow traded = new Flow();
    flows.subMap(close - WINDOW_SECONDS, close).values().forEach(traded::add);
    return new Microstructure(
        now.bids,
        now.asks,
        before == null ? null : before.bids,
        before == null ? null : before.asks,
        now.spread,
        traded.sidesKnown ? new Quantity(traded.bought) : null,
        traded.sidesKnown ? new Quantity(traded.sold) : null);
  }

  private @Nullable Depth depthBefore(long second) {
    Map.Entry<Long, Depth> last = books.lowerEntry(second);
    return last == null || last.getKey() < second - OLDEST_BOOK_SECONDS ? null : last.getValue();
  }

  /** Forgets what no close after this instant asks for. */
  void forgetBefore(long nanos) {
    long oldest = EpochNanos.secondOf(nanos) - KEPT_SECONDS;
    books.headMap(oldest).clear();
    flows.headMap(oldest).clear();
    if (flowSecond < oldest) {
      flow = null;
    }
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(books.size());
    for (Map.Entry<Long, Depth> entry : books.entrySet()) {
      out.writeLong(entry.getKey());
      DecimalCodec.write(out, entry.getValue().bids.value());
      DecimalCodec.write(out, entry.getValue().asks.value());
      DecimalCodec.write(out, entry.getValue().spread);
    }
    out.writeInt(flows.size());
    for (Map.Entry<Long, Flow> entry : flows.entrySet()) {
      out.writeLong(entry.getKey());
      DecimalCodec.write(out, entry.getValue().bought);
      DecimalCodec.write(out, entry.getValue().sold);
      out.writeBoolean(entry.getValue().sidesKnown);
    }
  }

  void restore(DataInput in) throws IOException {
    books.clear();
    flows.clear();
    flow = null;
    int bookCount = in.readInt();
    for (int i = 0; i < bookCount; i++) {
      long second = in.readLong();
      Quantity bids = new Quantity(DecimalCodec.read(in));
      Quantity asks = new Quantity(DecimalCodec.read(in));
      books.put(second, new Depth(bids, asks, DecimalCodec.read(in)));
    }
    int flowCount = in.readInt();
    for (int i = 0; i < flowCount; i++) {
      Flow restored = new Flow();
      flows.put(in.readLong(), restored);
      restored.bought = DecimalCodec.read(in);
      restored.sold = DecimalCodec.read(in);
      restored.sidesKnown = in.readBoolean();
    }
  }
}
