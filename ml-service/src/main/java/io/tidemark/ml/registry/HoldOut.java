package io.tidemark.ml.registry;

import io.tidemark.model.Ids;
import io.tidemark.model.Symbol;
import java.util.stream.Collectors;

/**
 * Bars on which models are judged, with what is to be foretold of them. It does not name features:
 * models with others are judged on the same hold-out.
 *
 * @param data the bars that are judged; models must not have been fitted on one of them
 * @param target what is foretold, as a text that differs where labels can differ
 */
public record HoldOut(DataWindow data, String target) {

  /** SHA-256 over all of it: equal for the same bars and target only. */
  public String hash() {
    return Ids.sha256(
        String.join(
            "\n",
            data.exchange(),
            data.symbols().stream().map(Symbol::toString).collect(Collectors.joining(",")),
            data.timeframe().code(),
            data.from().toString(),
            data.to().toString(),
            data.sha256(),
            target));
  }
}
