package io.tidemark.backtester.parity;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.backtester.parity.CertificateView.Origin;
import io.tidemark.core.parity.Window;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Certificates that live agrees with the code. */
@RestController
@RequestMapping("/api/v1/parity")
class ParityController {

  private final ParityRuns runs;
  private final CertificateTable table;

  ParityController(ParityRuns runs, CertificateTable table) {
    this.runs = runs;
    this.table = table;
  }

  /** A span of time; {@code from} is included, {@code to} is not. */
  record Asked(@Nullable Instant from, @Nullable Instant to) {

    Window window() {
      if (from == null || to == null) {
        throw new BadRequestException("from and to must be given, was %s".formatted(this));
      }
      try {
        return new Window(from, to);
      } catch (IllegalArgumentException e) {
        throw new BadRequestException(String.valueOf(e.getMessage()));
      }
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Replays what was recorded in a window, and certifies what came of it")
  CertificateView submit(@RequestBody Asked asked) {
    return one(runs.submit(asked.window(), Origin.REQUEST));
  }

  @GetMapping
  @Operation(summary = "All certificates, newest first")
  Page<CertificateView> page(
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    PageRequest asked = new PageRequest(page, size);
    return new Page<>(
        table.page(asked.limit(), asked.offset()), asked.number(), asked.limit(), table.count());
  }

  @GetMapping("/{id}")
  @Operation(summary = "How a certificate stands, and what it says")
  CertificateView certificate(@PathVariable UUID id) {
    return one(id);
  }

  private CertificateView one(UUID id) {
    return table
        .one(id)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "no certificate has the id %s; /api/v1/parity tells them".formatted(id)));
  }
}
