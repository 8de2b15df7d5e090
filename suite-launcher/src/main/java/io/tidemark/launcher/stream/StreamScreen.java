package io.tidemark.launcher.stream;

import io.tidemark.model.Bar;
import io.tidemark.model.BookLevel;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Shows what is heard: on a terminal a picture that is redrawn, the first instrument in full and
 * the others in a line each; elsewhere a line for each instrument now and then.
 */
final class StreamScreen {

  private static final int DEPTH = 10;
  private static final int TICKS_BETWEEN_LINES = 10;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final String NONE = "-";

  private final PrintStream out;
  private final boolean terminal;
  private final String title;
  private int ticks;

  StreamScreen(PrintStream out, boolean terminal, String title) {
    this.out = out;
    this.terminal = terminal;
    this.title = title;
  }

  /** Shows how things stand; called twice a second. */
  void show(Duration elapsed, StreamWatch watch) {
    if (terminal) {
      StringBuilder picture = new StringBuilder(ticks == 0 ? "\u001b[2J\u001b[H" : "\u001b[H");
      picture(elapsed, watch)
          .lines()
          .forEach(line -> picture.append(line).append("\u001b[K").append('\n'));
      out.print(picture.append("\u001b[J"));
      out.flush();
    } else if (ticks % TICKS_BETWEEN_LINES == 0) {
      String told = watch.read(watches -> lines(elapsed, watches));
      out.print(told);
      out.flush();
    }
    ticks++;
  }

  /** Shows the last of it in full. */
  void end(Duration elapsed, StreamWatch watch) {
    if (terminal) {
      show(elapsed, watch);
    } else {
      String told =
          watch.read(
              watches -> watches.stream().map(StreamScreen::full).collect(Collectors.joining()));
      out.print(told);
    }
    out.flush();
  }

  private String picture(Duration elapsed, StreamWatch watch) {
    String head =
        "%s  %s  %s%n%n".formatted(title, clock(elapsed), watch.isLive() ? "live" : "not live");
    return head
        + watch.read(
            watches -> {
              InstrumentWatch first = watches.iterator().next();
              return full(first)
                  + lines(elapsed, watches.stream().filter(one -> one != first).toList());
            });
  }

  private static String lines(Duration elapsed, Collection<InstrumentWatch> watches) {
    StringBuilder text = new StringBuilder();
    for (InstrumentWatch one : watches) {
      InstrumentWatch.Counts counts = one.counts();
      text.append(
          "%s  %s  last %s  bid %s  ask %s  candle %s  trades %d  tickers %d  books %d  candles %d%n"
              .formatted(
                  clock(elapsed),
                  one.instrument().symbol(),
                  last(one),
                  one.ticker().map(ticker -> ticker.bid().toString()).orElse(NONE),
                  one.ticker().map(ticker -> ticker.ask().toString()).orElse(NONE),
                  one.forming().map(StreamScreen::candle).orElse(NONE),
                  counts.trades(),
                  counts.tickers(),
                  counts.books(),
                  counts.candles()));
    }
    return text.toString();
  }

  private static String full(InstrumentWatch one) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s  last %s  bid %s  ask %s%n"
            .formatted(
                one.instrument().symbol(),
                last(one),
                one.ticker().map(ticker -> ticker.bid().toString()).orElse(NONE),
                one.ticker().map(ticker -> ticker.ask().toString()).orElse(NONE)));
    text.append(
        "forming minute  %s%n%n".formatted(one.forming().map(StreamScreen::candle).orElse(NONE)));
    one.book().ifPresent(book -> depth(text, book));
    text.append("last trades%n".formatted());
    for (MarketTrade trade : one.latestTrades()) {
      text.append(
          "  %s  %-4s %14s %16s%n"
              .formatted(
                  TIME.format(trade.eventTime()),
                  trade.taker() == null ? NONE : trade.taker().name().toLowerCase(Locale.ROOT),
                  trade.price(),
                  trade.quantity()));
    }
    return text.append("%n".formatted()).toString();
  }

  private static void depth(StringBuilder text, OrderBook book) {
    text.append(
        "%16s %16s %14s | %-14s %-16s %-16s%n"
            .formatted("bids, sum", "quantity", "price", "price", "quantity", "asks, sum"));
    for (int i = 0; i < DEPTH; i++) {
      String bid =
          i < book.bids().size() ? side(book.bids(), i, "%3$16s %2$16s %1$14s") : " ".repeat(48);
      String ask = i < book.asks().size() ? side(book.asks(), i, "%1$-14s %2$-16s %3$-16s") : "";
      text.append(bid).append(" | ").append(ask.stripTrailing()).append("%n".formatted());
    }
    text.append("%n".formatted());
  }

  private static String side(List<BookLevel> levels, int index, String form) {
    BookLevel level = levels.get(index);
    return form.formatted(level.price(), level.quantity(), level.cumulative());
  }

  private static String last(InstrumentWatch one) {
    if (!one.latestTrades().isEmpty()) {
      return one.latestTrades().getFirst().price().toString();
    }
    return one.ticker()
        .map(ticker -> ticker.last() == null ? NONE : ticker.last().toString())
        .orElse(NONE);
  }

  private static String candle(Bar bar) {
    return "%s O %s H %s L %s C %s V %s"
        .formatted(
            TIME.format(bar.openTime()).substring(0, 5),
            bar.open(),
            bar.high(),
            bar.low(),
            bar.close(),
            bar.volume());
  }

  private static String clock(Duration elapsed) {
    return "%02d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
  }
}
