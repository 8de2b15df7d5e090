package io.tidemark.simulator.stream.v2;

import io.tidemark.simulator.rest.Parameters;
import io.tidemark.simulator.venue.KrakenException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the parameters of {@code add_order} into those of REST's {@code AddOrder}. */
final class OrderFields {

  /** What REST knows by another name or writes otherwise is read on its own. */
  private static final Map<String, String> SAME =
      Map.of(
          "order_type", "ordertype",
          "side", "type",
          "symbol", "pair",
          "cl_ord_id", "cl_ord_id",
          "deadline", "deadline",
          "effective_time", "starttm",
          "expire_time", "expiretm");

  private static final Set<String> KNOWN =
      Set.of(
          "order_type",
          "side",
          "order_qty",
          "symbol",
          "limit_price",
          "limit_price_type",
          "triggers",
          "time_in_force",
          "margin",
          "post_only",
          "reduce_only",
          "effective_time",
          "expire_time",
          "deadline",
          "cl_ord_id",
          "order_userref",
          "fee_preference",
          "no_mpp",
          "stp_type",
          "validate",
          "token");

  private static final Set<String> TRIGGERED = Set.of("stop-loss", "take-profit");

  private final Request request;
  private final Map<String, String> form = new HashMap<>();

  private OrderFields(Request request) {
    this.request = request;
  }

  /**
   * The form that REST would take.
   *
   * @throws KrakenException if a field is unknown here or of another type
   */
  static Parameters read(Request request) {
    request.requireOnly(KNOWN);
    OrderFields fields = new OrderFields(request);
    SAME.keySet().stream().sorted().forEach(fields::readText);
    fields.readNumber(request.params(), "order_qty", "volume");
    fields.readPrice();
    fields.readUserref();
    fields.readSwitches();
    fields.readWords();
    return Parameters.of(fields.form);
  }

  private void readText(String name) {
    String text = text(name);
    if (!text.isEmpty()) {
      form.put(SAME.getOrDefault(name, name), text);
    }
  }

  private String text(String name) {
    JsonNode value = request.params().path(name);
    if (!value.isMissingNode() && !value.isString()) {
      throw new KrakenException(Request.capitalised(name) + " field must be a string");
    }
    return value.asString("");
  }

  private void readNumber(JsonNode from, String name, String formName) {
    JsonNode value = from.path(name);
    if (value.isMissingNode()) {
      return;
    }
    if (!value.isNumber()) {
      throw new KrakenException(Request.capitalised(name) + " field must be a number_float");
    }
    form.put(formName, value.decimalValue().toPlainString());
  }

  /** REST has one price: the limit, or the trigger of an order that has no limit. */
  private void readPrice() {
    requireWord("limit_price_type", "static");
    boolean isTriggered = TRIGGERED.contains(text("order_type"));
    JsonNode triggers = request.params().path("triggers");
    if (isTriggered == triggers.isMissingNode()
        || !triggers.path("reference").asString("last").equals("last")
        || !triggers.path("price_type").asString("static").equals("static")) {
      throw KrakenException.invalidArguments("triggers");
    }
    if (!isTriggered) {
      readNumber(request.params(), "limit_price", "price");
    } else if (request.params().has("limit_price")) {
      throw KrakenException.invalidArguments("limit_price");
    } else {
      readNumber(triggers, "price", "price");
    }
  }

  private void readUserref() {
    JsonNode userref = request.params().path("order_userref");
    if (!userref.isMissingNode() && !userref.isIntegralNumber()) {
      throw new KrakenException("Order_userref field must be a number_integer");
    }
    if (!userref.isMissingNode()) {
      form.put("userref", userref.asString());
    }
  }

  private void readSwitches() {
    request.isOn("no_mpp", false);
    if (request.isOn("validate", false)) {
      form.put("validate", "true");
    }
    if (request.isOn("margin", false)) {
      form.put("leverage", "2");
    }
    if (request.isOn("reduce_only", false)) {
      form.put("reduce_only", "true");
    }
    String currency =
        switch (text("fee_preference")) {
          case "", "quote" -> "fciq";
          case "base" -> "fcib";
          default -> throw KrakenException.invalidArguments("fee_preference");
        };
    form.put("oflags", request.isOn("post_only", false) ? currency + ",post" : currency);
  }

  private void readWords() {
    requireWord("stp_type", "cancel_newest");
    String timeInForce = text("time_in_force");
    if (!timeInForce.isEmpty()) {
      form.put("timeinforce", timeInForce.toUpperCase(Locale.ROOT));
    }
  }

  private void requireWord(String name, String only) {
    String word = text(name);
    if (!word.isEmpty() && !word.equals(only)) {
      throw KrakenException.invalidArguments(name);
    }
  }
}
