package io.tidemark.operator.live;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.operator.health.SuiteReadings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the latest point of the equity curve, which REST tells from its beginning: it goes on from
 * a point it knows, so that it reads one page and nothing before it is counted.
 */
final class EquityReader {

  private static final int SIZE = 100;

  private final SuiteReadings readings;

  /** When a late point was; null as long as all fit on a page. */
  private @Nullable String since;

  EquityReader(SuiteReadings readings) {
    this.readings = readings;
  }

  /** The latest point; empty if there is none, or the position-service does not tell. */
  synchronized Optional<JsonNode> latest() {
    Optional<JsonNode> points = page(0);
    long pages = points.map(EquityReader::pages).orElse(1L);
    if (pages > 1) {
      points = page(pages - 1);
    }
    Optional<JsonNode> latest =
        points
            .map(told -> told.path("items"))
            .filter(items -> !items.isEmpty())
            .map(items -> items.get(items.size() - 1));
    if (pages != 1 && points.isPresent()) {
      since = latest.map(point -> point.path("eventTime").asString(null)).orElse(null);
    }
    return latest;
  }

  private static long pages(JsonNode told) {
    return Math.ceilDiv(told.path("total").asLong(0), SIZE);
  }

  private Optional<JsonNode> page(long number) {
    String from = since == null ? "" : "&from=" + since;
    return readings.read(
        TidemarkService.POSITION, "/api/v1/equity?size=%d&page=%d%s".formatted(SIZE, number, from));
  }
}
