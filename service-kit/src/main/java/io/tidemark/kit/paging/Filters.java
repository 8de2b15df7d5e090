package io.tidemark.kit.paging;

import io.tidemark.kit.web.BadRequestException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The conditions of a request; an absent parameter asks for nothing. */
public final class Filters {

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> parameters = new ArrayList<>();

  /** A column that is a value. */
  public Filters equal(String column, @Nullable Object value) {
    return add(column + " = ?", value);
  }

  /** A column that holds a list of texts. */
  public Filters contains(String column, @Nullable String value) {
    return add("? = any (" + column + ")", value);
  }

  /**
   * A column that holds the name of a constant.
   *
   * @param parameter what the request calls it
   * @throws BadRequestException if there is no such constant
   */
  public <E extends Enum<E>> Filters constant(
      String parameter, String column, Class<E> type, @Nullable String value) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    if (value != null && !names.contains(value)) {
      throw new BadRequestException(
          names.stream()
              .collect(
                  Collectors.joining(
                      ", ", parameter + " must be one of ", ", was '%s'".formatted(value))));
    }
    return equal(column, value);
  }

  /**
   * A span of time.
   *
   * @param to excluded
   * @throws BadRequestException if it is empty
   */
  public Filters between(String column, @Nullable Instant from, @Nullable Instant to) {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new BadRequestException("to must be after from %s, was %s".formatted(from, to));
    }
    add(column + " >= ?", from == null ? null : from.atOffset(ZoneOffset.UTC));
    return add(column + " < ?", to == null ? null : to.atOffset(ZoneOffset.UTC));
  }

  private Filters add(String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      parameters.add(value);
    }
    return this;
  }

  /** The where clause, empty if nothing is asked for. */
  String where() {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  /** Its parameters, in order. */
  List<Object> parameters() {
    return parameters;
  }
}
