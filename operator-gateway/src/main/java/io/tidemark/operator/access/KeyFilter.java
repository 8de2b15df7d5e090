package io.tidemark.operator.access;

import io.tidemark.kit.web.ProblemAnswer;
import io.tidemark.kit.web.WriteKey;
import io.tidemark.operator.audit.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says who sends a request: by its key, by its session, or from loopback in the demo. Refuses pages
 * of elsewhere, wrong keys, and addresses that showed too many of them.
 */
final class KeyFilter extends OncePerRequestFilter {

  private static final String ALERTMANAGER = "/api/v1/alerts/prometheus";
  private static final String BEARER = "Bearer ";

  private final Keys keys;
  private final FailureLimit failures;

  KeyFilter(Keys keys, FailureLimit failures) {
    this.keys = keys;
    this.failures = failures;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!Origins.allow(request)) {
      ProblemAnswer.write(
          response,
          ProblemDetail.forStatusAndDetail(
              HttpStatus.FORBIDDEN, "the request was sent for a page of another origin"));
      return;
    }
    String given = given(request);
    if (given != null && keys.areConfigured()) {
      Optional<Role> role = judge(given, request, response);
      if (role.isEmpty()) {
        return;
      }
      let(request, new CallerToken(role.get(), CallerToken.Way.KEY));
    } else if (SecurityContextHolder.getContext().getAuthentication()
        instanceof CallerToken session) {
      Caller.note(request, session.way().word(), session.role().name());
    } else if (keys.write().isOpenTo(request)) {
      let(request, new CallerToken(Role.OPERATOR, CallerToken.Way.LOOPBACK));
    }
    chain.doFilter(request, response);
  }

  /** The key that a request shows; an Alertmanager can show one as a bearer's only. */
  private static @Nullable String given(HttpServletRequest request) {
    String key = request.getHeader(WriteKey.HEADER);
    String bearer = request.getHeader(HttpHeaders.AUTHORIZATION);
    return key == null
            && bearer != null
            && request.getServletPath().equals(ALERTMANAGER)
            && bearer.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? bearer.substring(BEARER.length()).strip()
        : key;
  }

  private static void let(HttpServletRequest request, CallerToken token) {
    SecurityContextHolder.setContext(new SecurityContextImpl(token));
    Caller.note(request, token.way().word(), token.role().name());
  }

  private Optional<Role> judge(
      String given, HttpServletRequest request, HttpServletResponse response) throws IOException {
    String address = request.getRemoteAddr();
    long wait = failures.secondsToWait(address);
    if (wait > 0) {
      refuseForNow(response, wait);
      return Optional.empty();
    }
    Optional<Role> role = keys.roleOf(given);
    if (role.isEmpty()) {
      failures.failed(address);
      ProblemAnswer.write(
          response,
          ProblemDetail.forStatusAndDetail(
              HttpStatus.UNAUTHORIZED, "the key in %s is wrong".formatted(WriteKey.HEADER)));
    }
    return role;
  }

  /** Answers an address that showed too many wrong keys. */
  static void refuseForNow(HttpServletResponse response, long seconds) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    ProblemAnswer.write(
        response,
        ProblemDetail.forStatusAndDetail(
            HttpStatus.TOO_MANY_REQUESTS,
            "too many wrong keys came from this address; try again in %d s".formatted(seconds)));
  }
}
