package io.tidemark.operator.live;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.operator.health.SuiteReadings;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads the latest point of the equity curve, which REST tells from its beginning: it goes on where
 * it was, so that it reads one page.
 */
final class EquityReader {

  private static final int SIZE = 100;

  private final SuiteReadings readings;
  private long page;

  EquityReader(SuiteReadings readings) {
    this.readings = readings;
  }

  /** The latest point; empty if there is none, or the position-service does not tell. */
  synchronized Optional<JsonNode> latest() {
    Optional<JsonNode> points = page(page);
    if (points.isPresent()) {
      long last = Math.max(0, Math.ceilDiv(points.get().path("total").asLong(0), SIZE) - 1);
      if (last != page) {
        page = last;
        points = page(page);
      }
    }
    return points
        .map(told -> told.path("items"))
        .filter(items -> !items.isEmpty())
        .map(items -> items.get(items.size() - 1));
  }

  private Optional<JsonNode> page(long number) {
    return readings.read(
        TidemarkService.POSITION, "/api/v1/equity?size=%d&page=%d".formatted(SIZE, number));
  }
}
