package io.tidemark.backtester.job;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Backtests. */
@RestController
@RequestMapping("/api/v1/backtests")
class BacktestController {

  private final Jobs jobs;
  private final BacktestTables tables;

  BacktestController(Jobs jobs, BacktestTables tables) {
    this.jobs = jobs;
    this.tables = tables;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Runs a strategy over recorded bars when its turn comes",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = JobRequest.class))))
  JobView submit(@RequestBody String body) {
    return jobs.submit(JobKind.BACKTEST, body);
  }

  @GetMapping
  @Operation(summary = "All backtests, newest first")
  Page<JobView> page(
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return jobs.page(JobKind.BACKTEST, new PageRequest(page, size));
  }

  @GetMapping("/{id}")
  @Operation(summary = "How a backtest stands, and what it came to")
  JobView backtest(@PathVariable String id) {
    return jobs.view(JobKind.BACKTEST, JobIds.parse(id));
  }

  @DeleteMapping("/{id}")
  @Operation(summary = "Ends a backtest that has not ended")
  JobView cancel(@PathVariable String id) {
    return jobs.cancel(JobKind.BACKTEST, JobIds.parse(id));
  }

  @GetMapping("/{id}/trades")
  @Operation(summary = "The trades of a backtest, in the order they ended")
  Page<TradeView> trades(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    PageRequest asked = new PageRequest(page, size);
    UUID done = jobs.requireDone(JobKind.BACKTEST, JobIds.parse(id)).id();
    return new Page<>(
        tables.trades(done, asked.limit(), asked.offset()),
        asked.number(),
        asked.limit(),
        tables.tradeCount(done));
  }

  @GetMapping("/{id}/report")
  @Operation(summary = "A backtest as HTML, JSON, CSV (its trades) or PNG, by Accept")
  ResponseEntity<byte[]> report(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "text/html") String accept)
      throws HttpMediaTypeNotAcceptableException, IOException {
    ReportFormat format = format(accept);
    UUID done = jobs.requireDone(JobKind.BACKTEST, JobIds.parse(id)).id();
    byte[] content =
        tables
            .report(done, format)
            .orElseThrow(() -> new NotFoundException("there is no report of " + done));
    return ResponseEntity.ok().contentType(format.mediaType()).body(ReportFormat.inFull(content));
  }

  private static ReportFormat format(String accept) throws HttpMediaTypeNotAcceptableException {
    List<MediaType> wanted = MediaType.parseMediaTypes(accept);
    MimeTypeUtils.sortBySpecificity(wanted);
    for (MediaType type : wanted) {
      for (ReportFormat format : ReportFormat.values()) {
        if (type.isCompatibleWith(format.mediaType())) {
          return format;
        }
      }
    }
    throw new HttpMediaTypeNotAcceptableException(
        Arrays.stream(ReportFormat.values()).map(ReportFormat::mediaType).toList());
  }
}
