package io.tidemark.operator.route;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A service that is away, as a problem detail that names it. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class AwayAdvice {

  @ExceptionHandler
  ProblemDetail away(ServiceAwayException e) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.SERVICE_UNAVAILABLE, e.getMessage() + "; try again shortly");
    problem.setProperty("service", e.service().serviceName());
    return problem;
  }
}
