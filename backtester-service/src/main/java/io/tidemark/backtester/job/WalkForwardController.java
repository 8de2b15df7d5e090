package io.tidemark.backtester.job;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
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

/** Walks through time. */
@RestController
@RequestMapping("/api/v1/walk-forwards")
class WalkForwardController {

  private final Jobs jobs;
  private final SearchReads reads;

  WalkForwardController(Jobs jobs, SearchReads reads) {
    this.jobs = jobs;
    this.reads = reads;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Searches in one window of time after the other when its turn comes",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = JobRequest.class))))
  JobView submit(@RequestBody String body) {
    return jobs.submit(JobKind.WALK_FORWARD, body);
  }

  @GetMapping
  @Operation(summary = "All walks through time, newest first")
  Page<JobView> page(
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return jobs.page(JobKind.WALK_FORWARD, new PageRequest(page, size));
  }

  @GetMapping("/{id}")
  @Operation(summary = "How a walk through time stands, and what it came to")
  JobView job(@PathVariable String id) {
    return jobs.view(JobKind.WALK_FORWARD, JobIds.parse(id));
  }

  @DeleteMapping("/{id}")
  @Operation(summary = "Ends a walk through time that has not ended")
  JobView cancel(@PathVariable String id) {
    return jobs.cancel(JobKind.WALK_FORWARD, JobIds.parse(id));
  }

  @GetMapping("/{id}/trials")
  @Operation(summary = "The trials that are done, by window and number")
  Page<TrialView> trials(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return reads.trials(JobKind.WALK_FORWARD, JobIds.parse(id), new PageRequest(page, size));
  }
}
