package io.tidemark.backtester.job;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.web.BadRequestException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads requests as they come: what is not known, or null in a list, is refused and not left out.
 */
final class RequestReader {

  private static final ObjectReader READER =
      Json.configure(JsonMapper.builder())
          .withConfigOverride(
              List.class,
              override -> override.setNullHandling(JsonSetter.Value.forContentNulls(Nulls.FAIL)))
          .build()
          .readerFor(JobRequest.class)
          .with(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private RequestReader() {}

  /**
   * Reads a body.
   *
   * @throws BadRequestException if it is not JSON, a field is not known, or a value not of its type
   */
  static JobRequest read(String body) {
    JobRequest request;
    try {
      request = READER.readValue(body);
    } catch (UnrecognizedPropertyException e) {
      throw new BadRequestException(
          "%s: unknown field; known here: %s".formatted(path(e), known(e.getKnownPropertyIds())));
    } catch (DatabindException e) {
      throw new BadRequestException("%s: %s".formatted(path(e), e.getOriginalMessage()));
    } catch (JacksonException e) {
      throw new BadRequestException(
          "the body is not JSON at line %d: %s"
              .formatted(e.getLocation().getLineNr(), e.getOriginalMessage()));
    }
    if (request == null) {
      throw new BadRequestException("the body must be a JSON object, was null");
    }
    return request;
  }

  private static String known(Collection<Object> ids) {
    return ids.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }

  private static String path(DatabindException problem) {
    String path =
        problem.getPath().stream()
            .map(
                step ->
                    step.getPropertyName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getPropertyName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "the body" : path.substring(1);
  }
}
