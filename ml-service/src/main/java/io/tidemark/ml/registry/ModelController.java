package io.tidemark.ml.registry;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.ml.registry.ModelView.EvaluationView;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Versions of models. */
@RestController
@RequestMapping("/api/v1/models")
class ModelController {

  private static final String BY_REQUEST = "asked for over REST";

  private final ModelRegistry registry;
  private final ModelTable table;

  ModelController(ModelRegistry registry, ModelTable table) {
    this.registry = registry;
    this.table = table;
  }

  @GetMapping
  @Operation(summary = "All models, newest first; of a name or in a state, if given")
  Page<ModelView> page(
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable ModelState state,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    PageRequest asked = new PageRequest(page, size);
    return new Page<>(
        table.page(name, state, asked.limit(), asked.offset()).stream()
            .map(model -> ModelView.of(model, null, null))
            .toList(),
        asked.number(),
        asked.limit(),
        table.count(name, state));
  }

  @GetMapping("/{id}")
  @Operation(summary = "A model, how it did on hold-outs, and the states it was in")
  ModelView model(@PathVariable UUID id) {
    return view(require(id));
  }

  @PostMapping("/{id}/challenge")
  @Operation(summary = "Lets a candidate foretell in the shadow, in place of the challenger before")
  ModelView challenge(@PathVariable UUID id) {
    return changed(id, registry::challenge);
  }

  @PostMapping("/{id}/promote")
  @Operation(summary = "Makes a model the champion if it is better on the same hold-out")
  ModelView promote(@PathVariable UUID id) {
    return changed(id, registry::promote);
  }

  @PostMapping("/{id}/roll-back")
  @Operation(summary = "Puts the model back whose place this champion took")
  ModelView rollBack(@PathVariable UUID id) {
    return changed(id, champion -> registry.rollBack(champion, BY_REQUEST));
  }

  @PostMapping("/{id}/retire")
  @Operation(summary = "Takes a model out of service")
  ModelView retire(@PathVariable UUID id) {
    return changed(id, model -> registry.retire(model, BY_REQUEST));
  }

  private ModelView changed(UUID id, Function<UUID, RegistryOutcome> change) {
    return switch (change.apply(require(id).id())) {
      case RegistryOutcome.Done done -> view(done.model());
      case RegistryOutcome.Refused refused -> throw conflict(refused.reason());
      case RegistryOutcome.Impossible impossible -> throw conflict(impossible.reason());
    };
  }

  private static ErrorResponseException conflict(String reason) {
    return new ErrorResponseException(
        HttpStatus.CONFLICT, ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, reason), null);
  }

  private RegisteredModel require(UUID id) {
    return table.find(id).orElseThrow(() -> new NotFoundException("no model has the id " + id));
  }

  private ModelView view(RegisteredModel model) {
    return ModelView.of(
        model,
        registry.evaluations(model.id()).stream().map(EvaluationView::of).toList(),
        table.transitions(model.id()));
  }
}
