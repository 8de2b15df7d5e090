package io.tidemark.kit.web;

/**
 * A request cannot be answered as it is; the message names the parameter, the bound and the value.
 */
public final class BadRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadRequestException(String message) {
    super(message);
  }
}
