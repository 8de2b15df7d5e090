package io.tidemark.launcher.stream;

import io.tidemark.exchange.VenueCandle;
import io.tidemark.launcher.stream.StreamCheck.Outcome;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The venue's minutes against the trades heard. A minute that was heard from open to close must
 * have the same open, high, low, close and volume; of one heard in part, the venue's candle must
 * enclose the trades up to its last change.
 */
final class CandleComparison {

  private final InstrumentWatch watch;
  private final List<String> wrong = new ArrayList<>();
  private int whole;
  private int partial;

  CandleComparison(InstrumentWatch watch) {
    this.watch = watch;
  }

  /** What the comparison says. */
  record Finding(Outcome outcome, String detail) {}

  /** Against the candles that the venue streamed. */
  Finding withStream() {
    watch
        .venueCandles()
        .forEach(
            (open, candle) -> {
              Bar built = watch.built().get(open);
              if (candle.closed() && built != null && isWhole(built)) {
                compare(built, candle.bar());
              } else {
                enclose(candle);
              }
            });
    return finding("streamed");
  }

  /**
   * Against the closed candles that the venue lists.
   *
   * @param listed empty if it could not be asked or lists none
   */
  Finding withHistory(Optional<List<Bar>> listed) {
    Map<Instant, Bar> byOpen = new TreeMap<>();
    listed.orElse(List.of()).forEach(bar -> byOpen.put(bar.openTime(), bar));
    watch
        .built()
        .forEach(
            (open, built) -> {
              Bar venue = byOpen.get(open);
              if (venue != null && isWhole(built)) {
                compare(built, venue);
              }
            });
    return finding("listed");
  }

  private static boolean isWhole(Bar built) {
    return built.completeness() != Completeness.PARTIAL;
  }

  private void compare(Bar built, Bar venue) {
    whole++;
    boolean same =
        built.open().equals(venue.open())
            && built.high().equals(venue.high())
            && built.low().equals(venue.low())
            && built.close().equals(venue.close())
            && built.volume().equals(venue.volume());
    if (!same) {
      wrong.add(
          "%s: the venue has %s, its trades make %s"
              .formatted(built.openTime(), text(venue), text(built)));
    }
  }

  private void enclose(VenueCandle candle) {
    Bar bar = candle.bar();
    List<MarketTrade> within =
        watch.trades().stream()
            .filter(trade -> Timeframe.M1.openOf(trade.eventTime()).equals(bar.openTime()))
            .filter(trade -> !trade.eventTime().isAfter(candle.updatedAt()))
            .toList();
    if (within.isEmpty()) {
      return;
    }
    partial++;
    Quantity volume = Quantity.ZERO;
    for (MarketTrade trade : within) {
      volume = volume.plus(trade.quantity());
      if (trade.price().isAbove(bar.high()) || trade.price().isBelow(bar.low())) {
        wrong.add(
            "%s: a trade at %s lies outside %s"
                .formatted(bar.openTime(), trade.price(), text(bar)));
      }
    }
    if (volume.compareTo(bar.volume()) > 0) {
      wrong.add(
          "%s: trades make at least %s, the venue has %s"
              .formatted(bar.openTime(), volume, text(bar)));
    }
  }

  private Finding finding(String kind) {
    if (!wrong.isEmpty()) {
      return new Finding(
          Outcome.FAIL, "%d differ, the first %s".formatted(wrong.size(), wrong.getFirst()));
    }
    if (whole + partial > 0) {
      return new Finding(
          Outcome.PASS,
          "%d whole and %d partly heard minutes agree with the %s candles"
              .formatted(whole, partial, kind));
    }
    return watch.trades().isEmpty()
        ? new Finding(Outcome.IDLE, "nothing was traded")
        : new Finding(
            Outcome.SKIPPED,
            "no minute was heard that could be compared with %s candles".formatted(kind));
  }

  private static String text(Bar bar) {
    return "O %s H %s L %s C %s V %s"
        .formatted(bar.open(), bar.high(), bar.low(), bar.close(), bar.volume());
  }
}
