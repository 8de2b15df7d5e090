package io.tidemark.core.optimise.space;

import java.util.regex.Pattern;

/** What names of parameters look like. */
final class Names {

  private static final Pattern PATH = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z0-9_]+)*");

  private Names() {}

  static void require(String name) {
    if (!PATH.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s must be words of letters, digits and _, joined by dots".formatted(name));
    }
  }
}
