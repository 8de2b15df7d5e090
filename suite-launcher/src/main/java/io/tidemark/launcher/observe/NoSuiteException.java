package io.tidemark.launcher.observe;

/** No service of a suite answers. */
public final class NoSuiteException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NoSuiteException(String message) {
    super(message);
  }
}
