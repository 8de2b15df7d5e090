package io.tidemark.operator.audit;

import io.tidemark.kit.web.WriteKey;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Records every write, and every read that was refused; round all that decides, so that nothing
 * that is refused anywhere is overlooked.
 */
@Component
@Order(AuditFilter.ORDER)
public final class AuditFilter extends OncePerRequestFilter {

  /** Before what decides who may do what. */
  public static final int ORDER = -200;

  private static final String HANDLED = AuditFilter.class.getName() + ".handled";
  private static final Set<Integer> REFUSED_READS = Set.of(401, 403, 429);

  private final AuditLog log;
  private final InstantSource clock = InstantSource.system();

  AuditFilter(AuditLog log) {
    this.log = log;
  }

  /** Says that who handles the request records it, or that there is nothing to record. */
  public static void leaveOut(HttpServletRequest request) {
    request.setAttribute(HANDLED, true);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean ended = false;
    try {
      chain.doFilter(request, response);
      ended = true;
    } finally {
      record(request, ended ? response.getStatus() : 500);
    }
  }

  private void record(HttpServletRequest request, int status) {
    if (request.getAttribute(HANDLED) != null) {
      return;
    }
    boolean write = !WriteKey.isRead(request);
    if (!write && !REFUSED_READS.contains(status)) {
      return;
    }
    AuditEntry entry =
        AuditEntry.of(
            clock.instant(),
            Caller.of(request),
            request.getMethod(),
            request.getRequestURI(),
            status,
            null,
            null);
    if (entry.outcome() == AuditEntry.Outcome.ACCEPTED) {
      log.done(entry);
    } else {
      log.refused(entry);
    }
  }
}
