package io.tidemark.execution.account;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.execution.venue.VenueBalance;
import io.tidemark.kit.service.RunIdentity;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BalanceController {

  private final RunIdentity identity;
  private final TradingSession session;

  BalanceController(RunIdentity identity, TradingSession session) {
    this.identity = identity;
    this.session = session;
  }

  @GetMapping("/api/v1/balances")
  @Operation(summary = "What the account holds at its venue")
  Balances balances() {
    return new Balances(
        identity.account(),
        session
            .venue()
            .orElseThrow(() -> new NotOpenException("the account is not open yet"))
            .balances());
  }

  @ExceptionHandler({VenueReadException.class, NotOpenException.class})
  ProblemDetail venueDoesNotTell(RuntimeException e) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
  }

  /** What an account holds. */
  record Balances(String account, List<VenueBalance> balances) {}

  private static final class NotOpenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotOpenException(String message) {
      super(message);
    }
  }
}
