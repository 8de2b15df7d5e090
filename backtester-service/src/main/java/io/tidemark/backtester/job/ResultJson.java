package io.tidemark.backtester.job;

import io.tidemark.kit.codec.Json;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.node.ObjectNode;

/** What a job came to, as the command line tells it. */
final class ResultJson {

  private ResultJson() {}

  /**
   * The object that is written, numbers exact.
   *
   * @param lists that can be had by the page, and are left out
   */
  static String without(Consumer<OutputStream> content, String... lists) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    content.accept(bytes);
    ObjectNode result =
        (ObjectNode)
            Json.mapper()
                .reader()
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readTree(bytes.toByteArray());
    result.remove(List.of(lists));
    return result.toString();
  }
}
