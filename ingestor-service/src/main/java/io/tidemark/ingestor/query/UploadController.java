package io.tidemark.ingestor.query;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.ingestor.store.CandleUploads;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.candles.PackedCandles;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes closed bars in bulk. */
@RestController
class UploadController {

  private final MarketScope scope;
  private final CandleUploads uploads;

  UploadController(MarketScope scope, CandleUploads uploads) {
    this.scope = scope;
    this.uploads = uploads;
  }

  @PostMapping(path = "/api/v1/candles", consumes = PackedCandles.MEDIA_TYPE)
  @Operation(
      summary =
          "Stores packed bars, oldest first, at most 50,000; the same again changes nothing. What"
              + " can be no bar is quarantined")
  CandleUploads.Receipt upload(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam Symbol symbol,
      @RequestParam Timeframe timeframe,
      InputStream packed)
      throws IOException {
    try {
      return uploads.take(new CandleSeries(scope.instrument(exchange, symbol), timeframe), packed);
    } catch (CandleUploads.RefusedException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }
}
