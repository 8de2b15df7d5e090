package io.tidemark.simulator.stream.v2;

import io.tidemark.simulator.faults.FaultBoard;
import io.tidemark.simulator.faults.RequestFaults;
import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.limits.RateGate;
import io.tidemark.simulator.rest.OrderEntry;
import io.tidemark.simulator.rest.TokenSource;
import io.tidemark.simulator.rest.Tokens;
import io.tidemark.simulator.stream.Session;
import io.tidemark.simulator.venue.Venue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A client of a venue's version 2, with no server between; its account is Alice's. */
final class V2Client implements Session {

  private final StreamV2Api streams;
  private final Tokens tokens = new Tokens();
  private final List<JsonNode> heard = new ArrayList<>();
  private boolean cut;

  V2Client(Venue venue, StreamFaults faults) {
    this(venue, faults, new RequestFaults(new FaultBoard(InstantSource.system())));
  }

  V2Client(Venue venue, StreamFaults faults, RequestFaults requestFaults) {
    streams =
        new StreamV2Api(
            venue,
            tokens,
            new OrderEntry(venue, RateGate.open(venue), requestFaults),
            faults,
            requestFaults);
    faults.opened(this, true);
    venue.listen(streams);
    streams.opened(this, false);
  }

  /** Whether its connection was cut. */
  boolean isCut() {
    return cut;
  }

  StreamV2Api streams() {
    return streams;
  }

  String token() {
    return TokenSource.issue(tokens, "alice");
  }

  void ask(String text) {
    streams.received(this, text);
  }

  /** Subscribes to a channel of the market; {@code more} are further parameters. */
  void subscribe(String channel, String more) {
    ask(
        """
        {"method":"subscribe","params":{"channel":"%s","symbol":["BTC/USD"]%s},"req_id":7}"""
            .formatted(channel, more));
  }

  /** Subscribes to a channel of the account; {@code more} are further parameters. */
  void subscribeAccount(String channel, String more) {
    ask(
        """
        {"method":"subscribe","params":{"channel":"%s","token":"%s"%s},"req_id":7}"""
            .formatted(channel, token(), more));
  }

  /** Trades; {@code params} end with a comma. */
  void trade(String method, String params) {
    ask(
        """
        {"method":"%s","params":{%s"token":"%s"},"req_id":9}"""
            .formatted(method, params, token()));
  }

  List<JsonNode> heard() {
    return heard;
  }

  /** The latest message, or one of those before it. */
  JsonNode last(int fromEnd) {
    return heard.get(heard.size() - fromEnd);
  }

  /** The first row of each message that a channel told, oldest first. */
  List<JsonNode> told(String channel) {
    return heard.stream()
        .filter(message -> message.path("channel").asString("").equals(channel))
        .map(message -> message.at("/data/0"))
        .toList();
  }

  @Override
  public void send(String text) {
    heard.add(KeptBook.exact(text));
  }

  @Override
  public void disconnect() {
    cut = true;
  }

  @Override
  public boolean isLagging() {
    return false;
  }
}
