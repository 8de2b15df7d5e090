package io.tidemark.ml.live;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.core.feature.Feature;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.ml.live.LatestFeatures.Latest;
import io.tidemark.ml.serve.RowHash;
import io.tidemark.model.Symbol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What models are shown now. */
@RestController
class FeatureController {

  private final LatestFeatures latest;

  FeatureController(LatestFeatures latest) {
    this.latest = latest;
  }

  /**
   * The features at an instrument's last bar.
   *
   * @param model the name of the model that is shown them
   * @param rowHash of their values, as predictions tell it
   * @param missing how many have no value
   */
  record FeatureItem(
      String exchange,
      String symbol,
      String timeframe,
      String model,
      String featureHash,
      String rowHash,
      Instant barOpenTime,
      Instant eventTime,
      long missing,
      List<Value> features) {

    static FeatureItem of(Latest one) {
      List<Value> values = new ArrayList<>(one.row().size());
      for (int i = 0; i < one.row().size(); i++) {
        Feature feature = one.set().features().get(i);
        double value = one.row().value(i);
        values.add(
            new Value(feature.name(), feature.expression(), Double.isNaN(value) ? null : value));
      }
      return new FeatureItem(
          one.instrument().exchange(),
          one.instrument().symbol().toString(),
          one.set().timeframe().code(),
          one.model(),
          one.set().hash(),
          RowHash.of(one.row()),
          one.row().openTime(),
          one.row().closeTime(),
          values.stream().filter(value -> value.value() == null).count(),
          values);
    }
  }

  /**
   * A feature.
   *
   * @param value null if it is missing
   */
  record Value(String name, String expression, @Nullable Double value) {}

  @GetMapping("/api/v1/features")
  @Operation(summary = "The features at the last bar of each instrument, in the order of these")
  Page<FeatureItem> features(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable String model,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    PageRequest asked = new PageRequest(page, size);
    List<Latest> found =
        latest.all().stream()
            .filter(one -> exchange == null || one.instrument().exchange().equals(exchange))
            .filter(one -> symbol == null || one.instrument().symbol().equals(symbol))
            .filter(one -> model == null || one.model().equals(model))
            .toList();
    return new Page<>(
        found.stream().skip(asked.offset()).limit(asked.limit()).map(FeatureItem::of).toList(),
        asked.number(),
        asked.limit(),
        found.size());
  }
}
