package io.tidemark.core.engine;

import io.tidemark.core.engine.PaperMarket.Moment;
import io.tidemark.core.fill.MarketActivity;
import io.tidemark.model.Bar;
import io.tidemark.model.BookLevel;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The recent trades and books, or bars, of one instrument in the order in which they happened: by
 * time, a trade before a book of the same instant, then as they came. Bounded by age; the book, or
 * without one the trade, that held when the kept history begins is kept too.
 */
final class MarketHistory {

  private static final Comparator<Moment> ORDER =
      Comparator.comparing(Moment::time)
          .thenComparing(moment -> moment.event() instanceof OrderBook)
          .thenComparing(Moment::sequence);

  private final Duration length;
  private final NavigableSet<Moment> moments = new TreeSet<>(ORDER);
  private @Nullable Instant completeSince;
  private @Nullable Instant latest;
  private long sequence;

  MarketHistory(Duration length) {
    this.length = length;
  }

  static MarketHistory restored(Duration length, PaperMarket state) {
    MarketHistory history = new MarketHistory(length);
    history.moments.addAll(state.moments());
    history.completeSince = state.completeSince();
    history.latest = state.latest();
    history.sequence = state.moments().stream().mapToLong(Moment::sequence).max().orElse(0);
    return history;
  }

  PaperMarket state() {
    return new PaperMarket(List.copyOf(moments), completeSince, latest);
  }

  void add(MarketEvent event) {
    moments.add(new Moment(++sequence, event));
    advanceTo(event.eventTime());
    trim();
  }

  /** The market has come to {@code time}, whether or not anything happened then. */
  void advanceTo(Instant time) {
    Instant now = latest;
    if (now == null || time.isAfter(now)) {
      latest = time;
    }
  }

  /** The time it has come to; empty before the first event. */
  Optional<Instant> latest() {
    return Optional.ofNullable(latest);
  }

  /** Whether all that happened from {@code time} on is here. */
  boolean covers(Instant time) {
    return completeSince == null || !time.isBefore(completeSince);
  }

  /** What makes the market that held just before {@code time}: the last book and what followed. */
  List<Moment> leadingTo(Instant time) {
    List<Moment> before = moments.stream().takeWhile(m -> m.time().isBefore(time)).toList();
    Optional<Moment> base = last(before, OrderBook.class).or(() -> last(before, MarketTrade.class));
    return base.map(moment -> before.subList(before.indexOf(moment), before.size()))
        .orElse(List.of());
  }

  /** What happened after {@code moment}, or from the beginning if it is null. */
  Iterable<Moment> after(@Nullable Moment moment) {
    return List.copyOf(moment == null ? moments : moments.tailSet(moment, false));
  }

  /**
   * What a buy paid just before {@code time}, or at the close of a bar then; at the first event
   * there is, without one before.
   */
  Optional<Price> priceAt(Instant time) {
    Optional<Price> last = Optional.empty();
    for (Moment moment : moments) {
      boolean isBar = moment.event() instanceof BarsClosed;
      boolean isLater = isBar ? moment.time().isAfter(time) : !moment.time().isBefore(time);
      if (last.isPresent() && isLater) {
        return last;
      }
      Optional<Price> price = price(moment.event());
      last = price.isPresent() ? price : last;
    }
    return last;
  }

  /** What traded in the half of the history's length before {@code time}. */
  MarketActivity activityBefore(Instant time) {
    Instant from = time.minus(length.dividedBy(2));
    MarketActivity seen = MarketActivity.NONE;
    for (Moment moment : moments) {
      boolean counts = !moment.time().isBefore(from) && moment.time().isBefore(time);
      if (counts) {
        seen = with(seen, moment.event());
      }
    }
    return seen;
  }

  private static MarketActivity with(MarketActivity seen, MarketEvent event) {
    return switch (event) {
      case MarketTrade trade -> seen.with(trade.price(), trade.quantity());
      case BarsClosed bars when bars.bars().getFirst().volume().isPositive() -> {
        Bar bar = bars.bars().getFirst();
        yield seen.with(bar.high(), bar.volume()).with(bar.low(), Quantity.ZERO);
      }
      case BarsClosed _, OrderBook _, Ticker _ -> seen;
    };
  }

  /** Now and then, so that it costs little: drops what is older than the history's length. */
  private void trim() {
    Instant now = latest;
    if (now == null) {
      return;
    }
    Instant cut = now.minus(length);
    Instant since = completeSince == null ? moments.first().time() : completeSince;
    if (cut.isBefore(since.plus(length))) {
      return;
    }
    List<Moment> before = moments.stream().takeWhile(m -> m.time().isBefore(cut)).toList();
    before.forEach(moments::remove);
    last(before, OrderBook.class).ifPresent(moments::add);
    last(before, MarketTrade.class).ifPresent(moments::add);
    last(before, BarsClosed.class).ifPresent(moments::add);
    completeSince = cut;
  }

  private static Optional<Moment> last(List<Moment> moments, Class<? extends MarketEvent> type) {
    return moments.reversed().stream().filter(m -> type.isInstance(m.event())).findFirst();
  }

  private static Optional<Price> price(MarketEvent event) {
    return switch (event) {
      case MarketTrade trade -> Optional.of(trade.price());
      case OrderBook book -> book.asks().stream().findFirst().map(BookLevel::price);
      case BarsClosed bars -> Optional.of(bars.bars().getFirst().close());
      case Ticker _ -> Optional.empty();
    };
  }
}
