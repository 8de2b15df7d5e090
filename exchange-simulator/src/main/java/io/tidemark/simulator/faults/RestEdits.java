package io.tidemark.simulator.faults;

import io.tidemark.model.reason.DataFault;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes to what REST answers. */
final class RestEdits {

  private RestEdits() {}

  /**
   * Shifts the times of an answer; the id to go on with and bars keep theirs. What the venue says
   * its own time is comes from {@link RequestFaults#of}.
   */
  static boolean skew(JsonNode answer, String method, Duration by) {
    JsonNode result = answer.path("result");
    return switch (method) {
      case "Time", "SystemStatus" -> false;
      case "Trades" -> skewRows(method, result, by);
      case "Depth" -> {
        boolean changed = false;
        for (JsonNode book : result) {
          changed |= skewRows(method, book, by);
        }
        yield changed;
      }
      default -> StreamEdits.shiftNamed(result, by);
    };
  }

  private static boolean skewRows(String method, JsonNode lists, Duration by) {
    RowForm form = Forms.ofMethod(method).orElseThrow();
    boolean changed = false;
    for (JsonNode rows : lists) {
      for (JsonNode row : rows) {
        form.shift(row, Place.TIME, by);
        changed = true;
      }
    }
    return changed;
  }

  /** Whether {@link #lie} would change the answer. */
  static boolean canLie(JsonNode answer, String method, DataFault fault) {
    return lie(answer.deepCopy(), method, fault);
  }

  /** Puts a row that cannot be true into an answer, behind the others; a ticker itself lies. */
  static boolean lie(JsonNode answer, String method, DataFault fault) {
    Optional<RowForm> form = Forms.ofMethod(method);
    if (form.isEmpty() || !(answer.path("result") instanceof ObjectNode result)) {
      return false;
    }
    for (String name : result.propertyNames()) {
      JsonNode content = result.path(name);
      if (fault == DataFault.UNKNOWN_INSTRUMENT && content.isContainer()) {
        result.set(Lie.NOT_ASKED, content.deepCopy());
        return true;
      }
      if (content instanceof ArrayNode rows && !rows.isEmpty()) {
        return lieBehind(rows, form.get(), fault);
      }
      if (content instanceof ObjectNode object) {
        return method.equals("Depth")
            ? lieInDepth(object, form.get(), fault)
            : Lie.tell(object, form.get(), fault);
      }
    }
    return false;
  }

  private static boolean lieBehind(ArrayNode rows, RowForm form, DataFault fault) {
    JsonNode row = rows.path(rows.size() - 1).deepCopy();
    boolean lied = Lie.tell(row, form, fault);
    if (lied) {
      rows.add(row);
    }
    return lied;
  }

  private static boolean lieInDepth(ObjectNode book, RowForm form, DataFault fault) {
    if (!(book.path("asks") instanceof ArrayNode asks)
        || !(book.path("bids") instanceof ArrayNode bids)
        || asks.isEmpty()) {
      return false;
    }
    if (fault == DataFault.CROSSED_BOOK) {
      bids.insert(0, asks.path(asks.size() - 1).deepCopy());
      return true;
    }
    return lieBehind(asks, form, fault);
  }
}
