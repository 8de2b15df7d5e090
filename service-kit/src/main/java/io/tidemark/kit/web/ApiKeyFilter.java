package io.tidemark.kit.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets writes through with the right {@code X-API-Key} only, by the rule of {@link WriteKey}. */
final class ApiKeyFilter extends OncePerRequestFilter {

  private final WriteKey key;

  ApiKeyFilter(WriteKey key) {
    this.key = key;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (WriteKey.isRead(request) || key.admits(request)) {
      chain.doFilter(request, response);
      return;
    }
    ProblemAnswer.write(response, key.refusal());
  }
}
