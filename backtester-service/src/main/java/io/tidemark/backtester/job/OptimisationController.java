package io.tidemark.backtester.job;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Optimisations. */
@RestController
@RequestMapping("/api/v1/optimisations")
class OptimisationController {

  private final Jobs jobs;
  private final SearchReads reads;
  private final TrialTable trials;

  OptimisationController(Jobs jobs, SearchReads reads, TrialTable trials) {
    this.jobs = jobs;
    this.reads = reads;
    this.trials = trials;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Searches a strategy's parameters when its turn comes",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = JobRequest.class))))
  JobView submit(@RequestBody String body) {
    return jobs.submit(JobKind.OPTIMISATION, body);
  }

  @GetMapping
  @Operation(summary = "All optimisations, newest first")
  Page<JobView> page(
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return jobs.page(JobKind.OPTIMISATION, new PageRequest(page, size));
  }

  @GetMapping("/{id}")
  @Operation(summary = "How a optimisation stands, and what it came to")
  JobView job(@PathVariable String id) {
    return jobs.view(JobKind.OPTIMISATION, JobIds.parse(id));
  }

  @DeleteMapping("/{id}")
  @Operation(summary = "Ends a optimisation that has not ended")
  JobView cancel(@PathVariable String id) {
    return jobs.cancel(JobKind.OPTIMISATION, JobIds.parse(id));
  }

  @GetMapping("/{id}/trials")
  @Operation(summary = "The trials that are done, by window and number")
  Page<TrialView> trials(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return reads.trials(JobKind.OPTIMISATION, JobIds.parse(id), new PageRequest(page, size));
  }

  @GetMapping(path = "/{id}/best", produces = "application/yaml")
  @Operation(summary = "The strategy with the best parameters, as its YAML")
  String best(@PathVariable String id) {
    UUID done = jobs.requireDone(JobKind.OPTIMISATION, JobIds.parse(id)).id();
    return trials
        .best(done)
        .orElseThrow(() -> new NotFoundException("there is no best strategy of " + done));
  }
}
