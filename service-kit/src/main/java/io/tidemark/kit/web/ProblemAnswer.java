package io.tidemark.kit.web;

import io.tidemark.kit.codec.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** Answers with a problem detail where no controller does: in filters. */
public final class ProblemAnswer {

  private ProblemAnswer() {}

  /** Writes the whole answer but for headers of the caller's own. */
  public static void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(Json.mapper().writeValueAsBytes(problem));
  }
}
