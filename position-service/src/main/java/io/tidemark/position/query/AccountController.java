package io.tidemark.position.query;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.position.query.AccountViews.Denial;
import io.tidemark.position.query.AccountViews.EquityPoint;
import io.tidemark.position.query.AccountViews.PerformanceReport;
import io.tidemark.position.query.AccountViews.Risk;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class AccountController {

  private final AccountQueries account;

  AccountController(AccountQueries account) {
    this.account = account;
  }

  @GetMapping("/risk")
  @Operation(summary = "The account's trading state, cash and reserves")
  Risk risk() {
    return account
        .risk()
        .orElseThrow(
            () -> new NotFoundException("the account is not open yet; see /actuator/health"));
  }

  @GetMapping("/denials")
  @Operation(summary = "Signals and commands that led to no order, the last first")
  Page<Denial> denials(
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return account.denials(new PageRequest(page, size));
  }

  @GetMapping("/performance")
  @Operation(summary = "Results of closed positions by strategy and symbol, and in all")
  PerformanceReport performance() {
    return account.performance();
  }

  @GetMapping("/equity")
  @Operation(summary = "Equity at each change and venue minute, the oldest first")
  Page<EquityPoint> equity(
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return account.equity(from, to, new PageRequest(page, size));
  }
}
