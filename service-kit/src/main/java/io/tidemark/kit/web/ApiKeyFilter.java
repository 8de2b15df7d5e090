package io.tidemark.kit.web;

import io.tidemark.kit.codec.Json;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets writes through with the right {@code X-API-Key} only. Without a key configured all writes
 * are refused, save from loopback in the demo.
 */
final class ApiKeyFilter extends OncePerRequestFilter {

  static final String HEADER = "X-API-Key";

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  private final String key;
  private final boolean openOnLoopback;

  /**
   * @param key empty if none is configured
   */
  ApiKeyFilter(String key, boolean openOnLoopback) {
    this.key = key;
    this.openOnLoopback = openOnLoopback;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (READS.contains(request.getMethod()) || allowed(request)) {
      chain.doFilter(request, response);
      return;
    }
    HttpStatus status = key.isEmpty() ? HttpStatus.FORBIDDEN : HttpStatus.UNAUTHORIZED;
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            status,
            key.isEmpty()
                ? "writes are refused as no key is configured; set TIDEMARK_API_KEY"
                : "the %s header is missing or wrong".formatted(HEADER));
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(Json.mapper().writeValueAsBytes(problem));
  }

  private boolean allowed(HttpServletRequest request) throws IOException {
    if (key.isEmpty()) {
      return openOnLoopback && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    }
    return matches(request.getHeader(HEADER));
  }

  private boolean matches(@Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
  }
}
