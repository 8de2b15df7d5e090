package io.tidemark.kit.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Who may write: who sends the suite's key. Without a key configured nobody may, save from loopback
 * in the demo, and there only under a name that is loopback's own, so that a page of elsewhere
 * whose name was made to lead here cannot.
 */
public final class WriteKey {

  /** The header that carries the key. */
  public static final String HEADER = "X-API-Key";

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> LOOPBACK_NAMES =
      Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private final String key;
  private final boolean openOnLoopback;

  /**
   * @param key empty if none is configured
   * @param openOnLoopback whether loopback may write where none is
   */
  public WriteKey(String key, boolean openOnLoopback) {
    this.key = key;
    this.openOnLoopback = openOnLoopback;
  }

  /** Whether a request changes nothing. */
  public static boolean isRead(HttpServletRequest request) {
    return READS.contains(request.getMethod());
  }

  /** Whether there is a key. */
  public boolean isConfigured() {
    return !key.isEmpty();
  }

  /** The key itself, which must not be told to anybody; empty if none is configured. */
  public String value() {
    return key;
  }

  /** Whether a request may write. */
  public boolean admits(HttpServletRequest request) {
    return isConfigured() ? matches(request.getHeader(HEADER)) : isOpenTo(request);
  }

  /** Whether there is a key and this is it; takes as long for a wrong one as for the right one. */
  public boolean matches(@Nullable String given) {
    return isConfigured()
        && given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a request may write without a key. */
  public boolean isOpenTo(HttpServletRequest request) {
    return openOnLoopback
        && !isConfigured()
        && LOOPBACK_NAMES.contains(request.getServerName())
        && isLoopback(request.getRemoteAddr());
  }

  /** Why a request was refused, and what to do. */
  public ProblemDetail refusal() {
    return isConfigured()
        ? ProblemDetail.forStatusAndDetail(
            HttpStatus.UNAUTHORIZED, "the %s header is missing or wrong".formatted(HEADER))
        : ProblemDetail.forStatusAndDetail(
            HttpStatus.FORBIDDEN,
            "writes are refused as no key is configured; set TIDEMARK_API_KEY");
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
