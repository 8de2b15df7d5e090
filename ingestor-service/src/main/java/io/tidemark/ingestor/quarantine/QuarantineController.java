package io.tidemark.ingestor.quarantine;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.reason.DataFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was quarantined. */
@RestController
@RequestMapping("/api/v1/quarantine")
class QuarantineController {

  private static final int LARGEST_REQUEST = 10_000;

  /** One thing that another service found; what is absent is told by name. */
  record Found(
      @Nullable String exchange,
      @Nullable Symbol symbol,
      @Nullable MarketChannel channel,
      @Nullable DataFault fault,
      @Nullable String detail,
      @Nullable String raw,
      @Nullable Instant observedAt) {}

  /**
   * What became of a request.
   *
   * @param stored of the received, those that were not known yet
   */
  record Taken(int received, int stored) {}

  private final Quarantine quarantine;

  QuarantineController(Quarantine quarantine) {
    this.quarantine = quarantine;
  }

  @GetMapping
  @Operation(summary = "Data that cannot be true, newest first; from is included, to is not")
  Page<QuarantinedData> quarantined(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable DataFault fault,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return quarantine.page(
        new QuarantineTable.Filter(exchange, symbol, fault, from, to), new PageRequest(page, size));
  }

  @PostMapping
  @Operation(summary = "Sets aside what another service found; the same again is stored once")
  Taken take(@RequestBody List<Found> found) {
    if (found.size() > LARGEST_REQUEST) {
      throw new BadRequestException(
          "a request may hold at most %d, was %d".formatted(LARGEST_REQUEST, found.size()));
    }
    List<QuarantinedData> data = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      data.add(read(i, found.get(i)));
    }
    return new Taken(data.size(), data.isEmpty() ? 0 : quarantine.takeNow(data));
  }

  private static QuarantinedData read(int index, Found found) {
    Symbol symbol = found.symbol;
    String exchange = required(index, "exchange", found.exchange);
    requireName(index, exchange);
    return new QuarantinedData(
        exchange,
        symbol,
        required(index, "channel", found.channel),
        required(index, "fault", found.fault),
        required(index, "detail", found.detail),
        required(index, "raw", found.raw),
        required(index, "observedAt", found.observedAt));
  }

  private static void requireName(int index, String exchange) {
    try {
      new InstrumentId(exchange, new Symbol("A", "B"));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("[%d].%s".formatted(index, e.getMessage()));
    }
  }

  private static <T> T required(int index, String field, @Nullable T value) {
    if (value == null) {
      throw new BadRequestException("[%d].%s is missing".formatted(index, field));
    }
    return value;
  }
}
