package io.tidemark.position.query;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Symbol;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.position.query.AccountViews.Cooldown;
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
  private final ResultQueries results;

  AccountController(AccountQueries account, ResultQueries results) {
    this.account = account;
    this.results = results;
  }

  @GetMapping("/risk")
  @Operation(summary = "The account's trading state, cash, reserves, and what its guards know")
  Risk risk() {
    return account
        .risk()
        .orElseThrow(
            () -> new NotFoundException("the account is not open yet; see /actuator/health"));
  }

  @GetMapping("/risk/cooldowns")
  @Operation(summary = "When positions of each strategy and direction were last closed")
  Page<Cooldown> cooldowns(
      @RequestParam(required = false) @Nullable String strategy,
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return account.cooldowns(
        ResultFilter.of(strategy, exchange, text(symbol)), new PageRequest(page, size));
  }

  @GetMapping("/denials")
  @Operation(summary = "Signals and commands that led to no order, the last first")
  Page<Denial> denials(
      @RequestParam(required = false) @Nullable String strategy,
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable DenialReason reason,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return results.denials(
        new ResultFilter(
            strategy,
            exchange,
            text(symbol),
            reason == null ? null : reason.name(),
            null,
            from,
            to),
        new PageRequest(page, size));
  }

  @GetMapping("/performance")
  @Operation(summary = "Results of closed positions of a run, by strategy and instrument")
  PerformanceReport performance(
      @RequestParam(required = false) @Nullable String strategy,
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable String run) {
    return results.performance(ResultFilter.of(strategy, exchange, text(symbol)), run);
  }

  @GetMapping("/equity")
  @Operation(summary = "Equity at each change and venue minute, the oldest first")
  Page<EquityPoint> equity(
      @RequestParam(required = false) @Nullable String currency,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return results.equity(
        new ResultFilter(null, null, null, null, currency, from, to), new PageRequest(page, size));
  }

  private static @Nullable String text(@Nullable Symbol symbol) {
    return symbol == null ? null : symbol.toString();
  }
}
