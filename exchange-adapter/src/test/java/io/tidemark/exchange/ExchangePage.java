package io.tidemark.exchange;

import io.tidemark.exchange.ExchangeCapabilities.OrderSupport;
import io.tidemark.exchange.ExchangeSettings.RateLimit;
import io.tidemark.model.Timeframe;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the page that tells what each exchange can do, from what the gateways tell themselves. */
final class ExchangePage {

  private static final String INTRODUCTION =
      """
      # Exchanges

      Written by `ExchangePageTest` from what each gateway tells of itself. Do not edit it; run

      ```
      mvn -o -pl exchange-adapter -am test -Dtest=ExchangePageTest -Dsurefire.failIfNoSpecifiedTests=false -Dtidemark.exchanges.record=true
      ```

      An exchange is chosen by its name alone: `exchange.name` in `config/tidemark.yaml`. Kraken has a gateway of its own; all
      others are reached over [XChange](https://github.com/knowm/XChange). A venue that is not listed here works too, if XChange's
      module of it is on the class path: `exchange.name: luno` finds the class `LunoExchange` of the package
      `org.knowm.xchange.luno`. It gets what its class offers by the common calls, one request a second, and no orders.

      **No module here was tried against the venue itself.** *Simulated* means a simulator that speaks the venue's protocol, and
      recorded answers. *Stubbed* means answers written by hand after the venue's documentation. *Untried* means that the module
      is only known to load. Streaming modules were tried on a WebSocket server on loopback for Coinbase only; the others are
      known to load.

      """;

  private static final String MEANING =
      """

      - **Candles**: `raw` is the venue's own call; `generic` is XChange's common one, which a module found by its name has
        or not; `trades` means that they are built from its trades.
      - **Past trades**: `full` reaches back to the first one; `recent` tells the latest only.
      - **Streams**: what is in *italics* is polled: asked for again and again by REST, in at most half of the limit of requests.
        A poll that does not reach back to the last one is told as a disconnection, since trades were missed.
      - **Orders**: `provable` carries an id of ours and a deadline, so that absence can be proven; `identified` carries an id of
        ours, and an order in doubt stays `UNKNOWN` until the venue tells; `none` is refused for sandbox and live trading when the
        service starts. Accounts of `identified` venues are polled.
      - **Sandbox**: whether `TRADING_MODE=sandbox` reaches one. Without it, give the address of a simulator.
      - **Requests**: the limit that is kept, from what the venue publishes.

      A venue that lacks what is asked of it (a sandbox, orders, a channel, a timeframe) is refused when a service starts, with
      what, where and what to do. What a venue tells and cannot be true is put into quarantine and ends nothing. An instrument
      whose rules the module does not tell in full is listed as not tradable, with the reason.
      """;

  private ExchangePage() {}

  static String of(Collection<ExchangeCapabilities> exchanges) {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append(
        "| exchange | candles | past trades | streams | book levels | orders | sandbox | requests | tried |\n");
    page.append("|---|---|---|---|---|---|---|---|---|\n");
    exchanges.forEach(exchange -> page.append(row(exchange)));
    page.append(MEANING);
    exchanges.forEach(exchange -> page.append(section(exchange)));
    return page.toString();
  }

  private static String row(ExchangeCapabilities exchange) {
    return "| %s |%n"
        .formatted(
            String.join(
                " | ",
                List.of(
                    "[%1$s](#%1$s)".formatted(exchange.exchange()),
                    word(exchange.candleSource()),
                    word(exchange.tradeHistory()),
                    streams(exchange),
                    levels(exchange),
                    word(exchange.orders()),
                    exchange.sandbox() ? "yes" : "no",
                    requests(ExchangeGateways.publishedRateLimit(exchange.exchange())),
                    word(exchange.evidence()))));
  }

  private static String streams(ExchangeCapabilities exchange) {
    return exchange.streams().stream()
        .sorted()
        .map(
            channel ->
                exchange.polled().contains(channel) ? "*" + word(channel) + "*" : word(channel))
        .collect(Collectors.joining(", "));
  }

  private static String levels(ExchangeCapabilities exchange) {
    return exchange.polled().contains(MarketChannel.BOOK)
        ? "as asked"
        : String.valueOf(exchange.bookDepth());
  }

  private static String requests(RateLimit limit) {
    return "%d in %d s".formatted(limit.requests(), limit.period().toSeconds());
  }

  private static String section(ExchangeCapabilities exchange) {
    String timeframes =
        exchange.candleTimeframes().stream()
            .sorted()
            .map(Timeframe::code)
            .collect(Collectors.joining(", "));
    StringBuilder section = new StringBuilder("\n## " + exchange.exchange() + "\n\n");
    section.append(
        timeframes.isEmpty()
            ? "Candles are built from trades.\n\n"
            : "Candles of %s.%n%n".formatted(timeframes));
    exchange.limits().stream()
        .sorted(
            Comparator.comparing((String limit) -> limit.startsWith("No orders"))
                .thenComparing(Comparator.naturalOrder()))
        .forEach(limit -> section.append("- ").append(limit).append('\n'));
    if (exchange.orders() == OrderSupport.IDENTIFIED) {
      section.append("- Market and limit orders; their state is polled.\n");
    }
    return section.toString();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT);
  }
}
