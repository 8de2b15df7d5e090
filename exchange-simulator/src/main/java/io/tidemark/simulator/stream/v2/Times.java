package io.tidemark.simulator.stream.v2;

import io.tidemark.simulator.market.Market;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as version 2 writes them, in UTC. */
final class Times {

  private static final DateTimeFormatter MICROS = formatter("SSSSSS");
  private static final DateTimeFormatter NANOS = formatter("SSSSSSSSS");

  private Times() {}

  private static DateTimeFormatter formatter(String fraction) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss." + fraction + "'Z'")
        .withZone(ZoneOffset.UTC);
  }

  /** Such as {@code 2023-10-06T17:35:55.440295Z}. */
  static String micros(long micros) {
    return MICROS.format(Market.instant(micros));
  }

  /** Such as {@code 2023-10-04T16:25:00.000000000Z}. */
  static String nanos(long micros) {
    return NANOS.format(Market.instant(micros));
  }
}
