package io.tidemark.ingestor.query;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.ingestor.feed.MarketStream;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bars that are not closed yet. */
@RestController
class FormingController {

  private final MarketScope scope;
  private final MarketStream stream;

  FormingController(MarketScope scope, MarketStream stream) {
    this.scope = scope;
    this.stream = stream;
  }

  @GetMapping("/api/v1/candles/forming")
  @Operation(
      summary =
          "The bar that forms now, from memory; COMPLETE if nothing was missed since its open")
  Bar forming(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam Symbol symbol,
      @RequestParam Timeframe timeframe) {
    InstrumentId instrument = scope.instrument(exchange, symbol);
    try {
      return stream
          .forming(instrument, timeframe)
          .orElseThrow(
              () ->
                  new NotFoundException(
                      "nothing has traded in the forming %s bar of %s"
                          .formatted(timeframe, instrument)));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("timeframe: " + e.getMessage());
    }
  }
}
