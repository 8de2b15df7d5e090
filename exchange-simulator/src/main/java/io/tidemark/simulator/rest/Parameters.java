package io.tidemark.simulator.rest;

import io.tidemark.simulator.venue.KrakenException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request, from its query or its form body. An empty one counts as absent. */
public final class Parameters {

  private final Map<String, String> values;

  private Parameters(Map<String, String> values) {
    this.values = values;
  }

  /** Reads {@code a=1&b=2}; the last of several of one name counts. */
  public static Parameters parse(String encoded) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : encoded.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return new Parameters(values);
  }

  /** Parameters that came in another form; an empty value counts as absent. */
  public static Parameters of(Map<String, String> values) {
    return new Parameters(new LinkedHashMap<>(values));
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new KrakenException("EGeneral:Invalid arguments");
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * A parameter that must be there.
   *
   * @throws KrakenException if it is not
   */
  String required(String name) {
    return text(name).orElseThrow(() -> KrakenException.invalidArguments(name));
  }

  /** The parts of a comma-separated list. */
  public List<String> list(String name) {
    return text(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .toList();
  }

  /**
   * A plain decimal number.
   *
   * @throws KrakenException if it is not one
   */
  Optional<BigDecimal> decimal(String name) {
    try {
      return text(name).map(BigDecimal::new);
    } catch (NumberFormatException e) {
      throw KrakenException.invalidArguments(name);
    }
  }

  /** A whole number, cut to {@code most}; some clients send the largest long for "all". */
  int count(String name, int otherwise, int most) {
    return decimal(name)
        .map(value -> value.max(BigDecimal.ONE).min(BigDecimal.valueOf(most)).intValue())
        .orElse(otherwise);
  }

  boolean isTrue(String name) {
    return text(name).filter(value -> value.equals("true") || value.equals("1")).isPresent();
  }
}
