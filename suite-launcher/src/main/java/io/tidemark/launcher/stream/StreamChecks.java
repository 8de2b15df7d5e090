package io.tidemark.launcher.stream;

import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.launcher.stream.StreamCheck.Outcome;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Judges what was heard. Trades are expected up to the end, so they are judged once those that are
 * under way had {@link #UNDER_WAY} to arrive. The same time passes after the stream became live
 * before trades are expected, and between a trade and the book, ticker or candle that it changes.
 */
final class StreamChecks {

  static final Duration UNDER_WAY = Duration.ofSeconds(3);

  /** How far the venue's clock may be from ours, beyond the precision that it has. */
  private static final Duration CLOCK_LIMIT = Duration.ofSeconds(5);

  private static final double MOST = 0.95;
  private static final Set<MarketChannel> NEEDED_AT_ONCE =
      Set.of(MarketChannel.TICKER, MarketChannel.BOOK);

  private final StreamWatch watch;
  private final Set<MarketChannel> streamed;
  private final List<ChannelStatus> channels;
  private final VenueAnswers venue;
  private final Duration maxAge;
  private final Instant endedAt;
  private final List<StreamCheck> checks = new ArrayList<>();

  /**
   * @param streamed the channels that were asked for
   * @param channels how they stand at the end; empty where the adapter does not tell
   * @param maxAge that 95 of 100 trades and books must not exceed
   * @param endedAt up to when the venue is compared
   */
  StreamChecks(
      StreamWatch watch,
      Set<MarketChannel> streamed,
      List<ChannelStatus> channels,
      VenueAnswers venue,
      Duration maxAge,
      Instant endedAt) {
    this.watch = watch;
    this.streamed = streamed;
    this.channels = channels;
    this.venue = venue;
    this.maxAge = maxAge;
    this.endedAt = endedAt;
  }

  List<StreamCheck> all() {
    connected();
    clock();
    watch.read(
        watches -> {
          watches.forEach(this::instrument);
          return watches.size();
        });
    List<InvalidData> elsewhere = watch.invalidElsewhere();
    if (!elsewhere.isEmpty()) {
      add("invalid", Outcome.FAIL, invalidDetail(elsewhere));
    }
    return checks;
  }

  private void connected() {
    StreamWatch.Connection connection = watch.connection();
    String figures =
        "live %d times, lost %d times".formatted(connection.connects(), connection.disconnects());
    if (connection.refused() != null) {
      add("connected", Outcome.FAIL, "refused: " + connection.refused().detail());
    } else if (connection.connects() == 0) {
      String last = connection.last() == null ? "no answer" : connection.last().detail();
      add("connected", Outcome.FAIL, "never live: " + last);
    } else {
      add("connected", watch.isLive() ? Outcome.PASS : Outcome.FAIL, figures);
    }
  }

  private void clock() {
    Optional<Duration> ahead = venue.clockAhead();
    if (ahead.isEmpty()) {
      add("clock", Outcome.SKIPPED, "the venue did not tell its time");
      return;
    }
    boolean near = ahead.get().abs().compareTo(CLOCK_LIMIT) <= 0;
    add(
        "clock",
        near ? Outcome.PASS : Outcome.FAIL,
        text("venue minus ours %.1f s, limit %d s", seconds(ahead.get()), CLOCK_LIMIT.toSeconds()));
  }

  private void instrument(InstrumentWatch one) {
    for (MarketChannel channel : MarketChannel.values()) {
      channel(one, channel);
    }
    if (streamed.contains(MarketChannel.TRADES)) {
      tradeOrder(one);
      tradesComplete(one);
      age(one, "trades.age", one.tradeAges());
    }
    if (streamed.contains(MarketChannel.BOOK)) {
      book(one);
      age(one, "book.age", one.bookAges());
    }
    if (streamed.contains(MarketChannel.TICKER)) {
      ticker(one);
    }
    candle(one);
    add(
        "invalid",
        one,
        one.invalid().isEmpty() ? Outcome.PASS : Outcome.FAIL,
        one.invalid().isEmpty() ? "none" : invalidDetail(one.invalid()));
  }

  private void channel(InstrumentWatch one, MarketChannel channel) {
    String name = "channel." + channel.name().toLowerCase(Locale.ROOT);
    if (!streamed.contains(channel)) {
      add(name, one, Outcome.SKIPPED, "the venue streams none");
      return;
    }
    long heard = heard(one.counts(), channel);
    Optional<ChannelStatus> status =
        channels.stream()
            .filter(each -> each.channel() == channel)
            .filter(each -> each.instrument().equals(one.instrument()))
            .findFirst();
    String told = heard + " heard" + status.map(StreamChecks::figures).orElse("");
    boolean confirmed =
        status
            .map(each -> each.state() == ChannelState.LIVE || each.state() == ChannelState.IDLE)
            .orElse(watch.connection().connects() > 0);
    if (!confirmed) {
      add(name, one, Outcome.FAIL, "not confirmed or not live, " + told);
    } else if (status.map(ChannelStatus::stalls).orElse(0L) > 0) {
      add(name, one, Outcome.FAIL, "went silent while the venue had news, " + told);
    } else if (heard == 0) {
      silent(one, name, channel, told);
    } else {
      Optional<String> stale = stale(one, channel);
      add(
          name,
          one,
          stale.isPresent() ? Outcome.FAIL : Outcome.PASS,
          told + stale.map(why -> ", " + why).orElse(""));
    }
  }

  /**
   * A trade changes book, ticker and candle: none of them may be silent for longer than the maximum
   * age after a trade that came while it was. The trades themselves are compared one by one.
   */
  private Optional<String> stale(InstrumentWatch one, MarketChannel channel) {
    if (channel == MarketChannel.TRADES) {
      return Optional.empty();
    }
    for (Hearing.Silence silence : one.hearing(channel).until(endedAt)) {
      long traded = traded(one, silence.from(), silence.to());
      if (traded > 0) {
        return Optional.of(
            text(
                "silent for %.1f s from %s on, though the venue traded %d times more than %.1f s before its end",
                seconds(Duration.between(silence.from(), silence.to())),
                silence.from(),
                traded,
                seconds(maxAge)));
      }
    }
    return Optional.empty();
  }

  private long traded(InstrumentWatch one, Instant from, Instant to) {
    return venue.trades(one.instrument()).orElse(List.of()).stream()
        .filter(trade -> trade.eventTime().isAfter(from.plus(UNDER_WAY)))
        .filter(trade -> trade.eventTime().isBefore(to.minus(maxAge)))
        .count();
  }

  private void silent(InstrumentWatch one, String name, MarketChannel channel, String told) {
    if (NEEDED_AT_ONCE.contains(channel)) {
      add(name, one, Outcome.FAIL, told + ", though the venue tells its state at once");
      return;
    }
    Optional<List<MarketTrade>> expected = expectedOf(one, channel);
    if (expected.isEmpty()) {
      add(name, one, Outcome.SKIPPED, told + ", and the venue could not be asked");
    } else if (expected.get().isEmpty()) {
      add(name, one, Outcome.IDLE, told + ", and the venue has no trades of that time either");
    } else {
      add(
          name,
          one,
          Outcome.FAIL,
          "%s, but the venue has %d trades of that time".formatted(told, expected.get().size()));
    }
  }

  private Optional<List<MarketTrade>> expectedOf(InstrumentWatch one, MarketChannel channel) {
    Instant latest = channel == MarketChannel.TRADES ? endedAt : endedAt.minus(UNDER_WAY);
    return comparison(one)
        .map(TradeComparison::listed)
        .map(
            listed -> listed.stream().filter(trade -> !trade.eventTime().isAfter(latest)).toList());
  }

  private Optional<TradeComparison> comparison(InstrumentWatch one) {
    return venue
        .trades(one.instrument())
        .flatMap(listed -> TradeComparison.of(one, watch.connection(), listed));
  }

  private static long heard(InstrumentWatch.Counts counts, MarketChannel channel) {
    return switch (channel) {
      case TRADES -> counts.trades();
      case TICKER -> counts.tickers();
      case BOOK -> counts.books();
      case CANDLES -> counts.candles();
    };
  }

  private static String figures(ChannelStatus status) {
    return ", %s, duplicates %d, reordered %d, resyncs %d, stalls %d, invalid %d"
        .formatted(
            status.state(),
            status.duplicates(),
            status.reordered(),
            status.resyncs(),
            status.stalls(),
            status.invalid());
  }

  private void tradeOrder(InstrumentWatch one) {
    InstrumentWatch.Faults faults = one.faults();
    boolean mayRepeat = watch.connection().disconnects() > 0;
    boolean wrong = faults.unorderedTrades() > 0 || (faults.repeatedTrades() > 0 && !mayRepeat);
    String detail =
        "%d out of order, %d repeated%s"
            .formatted(
                faults.unorderedTrades(),
                faults.repeatedTrades(),
                faults.orderExample() == null ? "" : ", " + faults.orderExample());
    add("trades.order", one, wrong ? Outcome.FAIL : Outcome.PASS, detail);
  }

  /** From the first trade heard to the end, the venue's own list must hold no other. */
  private void tradesComplete(InstrumentWatch one) {
    if (one.newTrades().isEmpty()) {
      return;
    }
    Optional<TradeComparison> comparison = comparison(one);
    if (comparison.isEmpty()) {
      add("trades.complete", one, Outcome.SKIPPED, "the venue could not be asked");
      return;
    }
    List<MarketTrade> missing = comparison.get().missing();
    String example =
        missing.isEmpty()
            ? ""
            : ", the first of %s, the last of %s"
                .formatted(missing.getFirst().eventTime(), missing.getLast().eventTime());
    String lost =
        watch.connection().disconnects() > 0 ? ", since the connection was lost last" : "";
    add(
        "trades.complete",
        one,
        missing.isEmpty() ? Outcome.PASS : Outcome.FAIL,
        "the venue lists %d up to the end%s, %d of them not heard%s"
            .formatted(comparison.get().listed().size(), lost, missing.size(), example));
  }

  private void book(InstrumentWatch one) {
    InstrumentWatch.Faults faults = one.faults();
    long resyncs =
        channels.stream()
            .filter(each -> each.channel() == MarketChannel.BOOK)
            .filter(each -> each.instrument().equals(one.instrument()))
            .mapToLong(ChannelStatus::resyncs)
            .sum();
    resyncs = Math.max(resyncs, watch.connection().resyncs());
    add(
        "book.sane",
        one,
        faults.wrongBooks() == 0 ? Outcome.PASS : Outcome.FAIL,
        "%d of %d crossed or disordered%s"
            .formatted(
                faults.wrongBooks(),
                one.counts().books(),
                faults.bookExample() == null ? "" : ", " + faults.bookExample()));
    add(
        "book.checksum",
        one,
        resyncs == 0 ? Outcome.PASS : Outcome.FAIL,
        "%d books were wrong and fetched anew".formatted(resyncs));
  }

  private void ticker(InstrumentWatch one) {
    InstrumentWatch.Faults faults = one.faults();
    add(
        "ticker.sane",
        one,
        faults.wrongTickers() == 0 ? Outcome.PASS : Outcome.FAIL,
        "%d of %d crossed%s"
            .formatted(
                faults.wrongTickers(),
                one.counts().tickers(),
                faults.tickerExample() == null ? "" : ", " + faults.tickerExample()));
  }

  private void age(InstrumentWatch one, String name, Ages ages) {
    if (ages.count() == 0) {
      add(name, one, Outcome.IDLE, "nothing new came");
      return;
    }
    double most = ages.quantileSeconds(MOST);
    add(
        name,
        one,
        most <= seconds(maxAge) ? Outcome.PASS : Outcome.FAIL,
        text(
            "median %.3f s, 95 %% within %.3f s, most %.3f s, limit %.3f s",
            ages.quantileSeconds(0.5), most, ages.quantileSeconds(1), seconds(maxAge)));
  }

  private void candle(InstrumentWatch one) {
    CandleComparison comparison = new CandleComparison(one);
    boolean own = streamed.contains(MarketChannel.CANDLES);
    CandleComparison.Finding finding =
        own ? comparison.withStream() : comparison.withHistory(venue.minutes(one.instrument()));
    add("candle.consistent", one, finding.outcome(), finding.detail());
  }

  private static String invalidDetail(List<InvalidData> invalid) {
    InvalidData first = invalid.getFirst();
    return "%d, the first on %s: %s, %s"
        .formatted(invalid.size(), first.channel(), first.fault(), first.detail());
  }

  private void add(String name, Outcome outcome, String detail) {
    checks.add(new StreamCheck(name, null, outcome, detail));
  }

  private void add(String name, InstrumentWatch one, Outcome outcome, String detail) {
    checks.add(new StreamCheck(name, one.instrument().symbol().toString(), outcome, detail));
  }

  private static double seconds(Duration length) {
    return length.toNanos() / 1e9;
  }

  private static String text(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
