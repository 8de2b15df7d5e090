package io.tidemark.launcher.observe;

import io.tidemark.launcher.observe.ObserveReport.Market;
import io.tidemark.launcher.observe.ObserveReport.Service;
import io.tidemark.launcher.observe.ObserveReport.Trading;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report for people: tables, what was found, and the verdict in the last line. */
final class ObserveText {

  private static final String NONE = "-";

  private ObserveText() {}

  static String of(ObserveReport report) {
    StringBuilder text = new StringBuilder();
    services(text, report);
    markets(text, report);
    trading(text, report.trading());
    findings(text, report);
    return text.append(
            "%s: watched for %s%s, %d questions%n"
                .formatted(
                    report.verdict(),
                    Words.of(Duration.ofMillis((long) (report.seconds() * 1000))),
                    report.interrupted() ? " and stopped before the end" : "",
                    report.questions()))
        .toString();
  }

  private static void services(StringBuilder text, ObserveReport report) {
    row(
        text,
        "%-20s %-5s %8s %7s %7s %7s %9s %9s %10s",
        "Services",
        "state",
        "answers",
        "p50 ms",
        "p95 ms",
        "max ms",
        "lag",
        "worst lag",
        "published");
    for (Service service : report.services()) {
      row(
          text,
          "  %-18s %-5s %8d %7d %7d %7d %9d %9d %10d",
          service.service(),
          service.up() ? "up" : "away",
          service.answers(),
          service.p50Millis(),
          service.p95Millis(),
          service.maxMillis(),
          service.lag(),
          service.worstLag(),
          service.published());
    }
  }

  private static void markets(StringBuilder text, ObserveReport report) {
    row(
        text,
        "%nMarkets%s",
        report.speed() > 1 ? ", at %.1f times the machine's time".formatted(report.speed()) : "");
    for (Market market : report.markets()) {
      row(
          text,
          "  %-18s %s; longest without: any event %s%s",
          market.exchange() + "|" + market.symbol(),
          market.state(),
          market.worstAgeSeconds() == null ? NONE : span(market.worstAgeSeconds()),
          market.worstAgeSecondsByChannel().entrySet().stream()
              .map(age -> ", %s %s".formatted(lower(age.getKey()), span(age.getValue())))
              .collect(Collectors.joining()));
      market
          .bars()
          .forEach(
              (timeframe, bars) ->
                  row(
                      text,
                      "  %-18s %d %s bars, %d with a hole, %d missing; the newest closed %s",
                      "",
                      bars.seen(),
                      timeframe,
                      bars.partial(),
                      bars.missing(),
                      bars.ageSeconds() == null ? NONE : span(bars.ageSeconds()) + " ago"));
    }
  }

  private static void trading(StringBuilder text, Trading trading) {
    row(text, "%nTrading");
    line(text, "account", trading.state().isEmpty() ? NONE : trading.state());
    line(text, "decisions", Words.of(trading.decisions()));
    line(text, "signals", Words.of(trading.signals()));
    line(text, "denials", Words.of(trading.denials()));
    line(
        text,
        "orders",
        "%d (%d UNKNOWN at the end)".formatted(trading.orders(), trading.ordersUnknown()));
    line(text, "fills", Words.of(trading.fills()));
    line(text, "open positions", trading.openPositions());
    line(
        text,
        "realised pnl",
        trading.realisedPnl().isEmpty()
            ? NONE
            : trading.realisedPnl().entrySet().stream()
                .map(
                    result ->
                        "%s %s after fees"
                            .formatted(result.getValue().toPlainString(), result.getKey()))
                .collect(Collectors.joining(", ")));
  }

  private static void findings(StringBuilder text, ObserveReport report) {
    row(text, "%nFindings");
    if (report.findings().isEmpty()) {
      row(text, "  none");
    }
    for (Finding finding : report.findings()) {
      row(text, "  %-8s %s: %s", finding.weight(), finding.about(), finding.text());
    }
    row(text, "");
  }

  private static void line(StringBuilder text, String name, Object value) {
    row(text, "  %-18s %s", name, value);
  }

  private static void row(StringBuilder text, String form, Object... values) {
    text.append(form.formatted(values)).append(System.lineSeparator());
  }

  private static String span(double seconds) {
    return Words.of(Duration.ofMillis((long) (seconds * 1000)));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
