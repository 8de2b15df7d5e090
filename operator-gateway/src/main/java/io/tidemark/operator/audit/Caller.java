package io.tidemark.operator.audit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request.
 *
 * @param actor how it was let in: {@code key}, {@code session}, {@code loopback}; {@code unknown}
 *     if it was not
 * @param role null if it was not let in as anybody
 * @param address that it came from
 */
public record Caller(String actor, @Nullable String role, String address) {

  private static final String ATTRIBUTE = Caller.class.getName();
  private static final String UNKNOWN = "unknown";

  /** Who sends this request, as far as is known by now. */
  public static Caller of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Caller known
        ? known
        : new Caller(UNKNOWN, null, request.getRemoteAddr());
  }

  /** Notes who sends a request, for all that handle it. */
  public static void note(HttpServletRequest request, String actor, String role) {
    request.setAttribute(ATTRIBUTE, new Caller(actor, role, request.getRemoteAddr()));
  }
}
