package io.tidemark.ml.run;

import io.swagger.v3.oas.annotations.Operation;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Trainings of models. */
@RestController
@RequestMapping("/api/v1/training-runs")
class TrainingRunController {

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private final TrainingRuns runs;

  TrainingRunController(TrainingRuns runs) {
    this.runs = runs;
  }

  /**
   * What is to be trained.
   *
   * @param file name of a file in {@code config/ml}, without its ending
   */
  record Asked(@Nullable String file) {}

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary =
          "Trains a model when its turn comes; with the same file and Idempotency-Key, once at most")
  TrainingRunView submit(
      @RequestBody Asked asked,
      @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key) {
    if (asked.file() == null) {
      throw new BadRequestException("file must be given: the name of a training file");
    }
    return runs.submit(asked.file(), key);
  }

  @GetMapping
  @Operation(summary = "All training runs, newest first")
  Page<TrainingRunView> page(
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return runs.page(new PageRequest(page, size));
  }

  @GetMapping("/{id}")
  @Operation(summary = "How a training run stands, and what it came to")
  TrainingRunView run(@PathVariable UUID id) {
    return runs.view(id);
  }

  @PostMapping("/{id}/cancel")
  @Operation(summary = "Ends a training run that has not ended")
  TrainingRunView cancel(@PathVariable UUID id) {
    return runs.cancel(id);
  }
}
