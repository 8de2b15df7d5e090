package io.tidemark.kit.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Failures as problem details (RFC 9457); the inside of the service is never told. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ProblemDetail badRequest(BadRequestException e) {
    return problem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail notFound(NotFoundException e) {
    return problem(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail busy(BusyException e) {
    return problem(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail wrongType(MethodArgumentTypeMismatchException e) {
    Throwable cause = e.getMostSpecificCause();
    return problem(
        HttpStatus.BAD_REQUEST,
        "%s: %s".formatted(e.getName(), cause == null ? e.getMessage() : cause.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail databaseFailed(DataAccessException e) {
    LOG.error("event=request_failed cause=\"{}\"", String.valueOf(e.getMessage()));
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE, "the database does not answer; try again shortly");
  }

  private static ProblemDetail problem(HttpStatus status, String detail) {
    return ProblemDetail.forStatusAndDetail(status, detail);
  }
}
