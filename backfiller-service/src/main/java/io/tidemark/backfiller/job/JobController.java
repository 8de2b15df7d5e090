package io.tidemark.backfiller.job;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.backfiller.job.Jobs.JobRequest;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
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

/** Jobs. */
@RestController
@RequestMapping("/api/v1/jobs")
class JobController {

  private final Jobs jobs;
  private final JobTable table;
  private final JobProgress progress;

  JobController(Jobs jobs, JobTable table, JobProgress progress) {
    this.jobs = jobs;
    this.table = table;
    this.progress = progress;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Begins to fetch history; the same request while it runs gives the same job")
  JobView submit(@RequestBody JobRequest request) {
    return progress.of(jobs.submit(request));
  }

  @GetMapping("/{id}")
  @Operation(summary = "How a job stands")
  JobView job(@PathVariable String id) {
    return progress.of(jobs.require(parse(id)));
  }

  @GetMapping
  @Operation(summary = "All jobs, newest first")
  Page<JobView> page(
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    PageRequest asked = new PageRequest(page, size);
    return new Page<>(
        table.page(asked.limit(), asked.offset()).stream().map(progress::of).toList(),
        asked.number(),
        asked.limit(),
        table.count());
  }

  @PostMapping("/{id}/cancel")
  @Operation(summary = "Ends a job; what was fetched stays")
  JobView cancel(@PathVariable String id) {
    return progress.of(jobs.cancel(parse(id)));
  }

  private static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("a job's id must be a UUID, was '%s'".formatted(id));
    }
  }
}
